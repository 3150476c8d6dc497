//! The out folder: its contents, the contents that it should have, and the differences.

pub(crate) mod choice;
pub(crate) mod command_line;
pub(crate) mod folder;
pub(crate) mod layout;
pub(crate) mod manifest;
pub(crate) mod path;
pub(crate) mod settings;
pub(crate) mod stamps;
pub(crate) mod sync;
