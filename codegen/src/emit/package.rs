//! Files of the package that are not about one type or one route: manifest, `README.md`, `lib.rs`, the guide and the
//! other module files, examples, and the same files of a crate of types.

pub(in crate::emit) mod cargo_toml;
pub(in crate::emit) mod example;
pub(in crate::emit) mod front_page;
pub(in crate::emit) mod guide;
pub(in crate::emit) mod manifest;
pub(in crate::emit) mod module_files;
pub(in crate::emit) mod snippet;
pub(in crate::emit) mod types_crate;
