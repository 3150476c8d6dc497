//! Files of the package that are not about one type or one route: `Cargo.toml`, `README.md`, `lib.rs`, the guide, the
//! files that declare modules, and the examples. If the types are a crate of their own, also `Cargo.toml`, `README.md`
//! and `lib.rs` of that crate.

pub(in crate::emit) mod cargo_toml;
pub(in crate::emit) mod example;
pub(in crate::emit) mod front_page;
pub(in crate::emit) mod guide;
pub(in crate::emit) mod manifest;
pub(in crate::emit) mod module_files;
pub(in crate::emit) mod snippet;
pub(in crate::emit) mod types_crate;
