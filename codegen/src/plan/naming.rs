//! Identifiers: from names of pages to Rust, each once in its scope.

pub(in crate::plan) mod ident;
pub(in crate::plan) mod reserved;
pub(in crate::plan) mod scope;
pub(in crate::plan) mod words;
