//! Turns the names that pages use into unique Rust names.

pub(in crate::plan) mod ident;
pub(in crate::plan) mod reserved;
pub(in crate::plan) mod scope;
pub(in crate::plan) mod words;
