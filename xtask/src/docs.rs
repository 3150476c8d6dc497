//! Reads the docs folder: the pages, settings files such as `crate.toml`, and earlier states of the pages. Also finds
//! out when and which files change.

pub(crate) mod accepted;
pub(crate) mod base;
pub(crate) mod crate_file;
pub(crate) mod earlier;
pub(crate) mod internal;
pub(crate) mod load;
pub(crate) mod pages;
pub(crate) mod revision;
pub(crate) mod snapshot;
pub(crate) mod watcher;
