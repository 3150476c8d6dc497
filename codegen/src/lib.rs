//! API reference pages in markdown to a Rust crate.
pub mod api;
pub mod code;
pub mod diagnostic;
pub mod explain;
pub mod export;
pub mod source;
