//! The out folder: its contents, the contents it should have, and the changes between them.

pub(crate) mod choice;
pub(crate) mod folder;
pub(crate) mod manifest;
pub(crate) mod path;
pub(crate) mod settings;
pub(crate) mod stamps;
pub(crate) mod sync;
