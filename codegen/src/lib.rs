//! Reads API reference pages written in markdown.

pub mod code;
pub mod diagnostic;
pub mod page;
pub mod source;
