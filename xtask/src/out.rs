//! The out folder: its present contents, the contents that a run generates, and the differences between the two.

pub(crate) mod choice;
pub(crate) mod command_line;
pub(crate) mod folder;
pub(crate) mod layout;
pub(crate) mod manifest;
pub(crate) mod path;
pub(crate) mod settings;
pub(crate) mod stamps;
pub(crate) mod sync;
