//! The docs folder: which pages there are, what they contain, and when they change.

pub(crate) mod file_state;
pub(crate) mod load;
pub(crate) mod pages;
pub(crate) mod shelf;
pub(crate) mod signals;
