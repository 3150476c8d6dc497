//! The out folder: what it contains, what it should contain, and how one becomes the other.

pub(crate) mod choice;
pub(crate) mod folder;
pub(crate) mod manifest;
pub(crate) mod path;
pub(crate) mod stamps;
pub(crate) mod sync;
