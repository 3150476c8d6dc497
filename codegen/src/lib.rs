//! API reference pages in markdown to a Rust crate.
pub mod api;
pub mod code;
pub mod diagnostic;
pub mod emit;
pub mod plan;
pub mod source;
