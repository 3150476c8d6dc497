//! Rust source: templates of items, and literals, comments and lists.

pub(in crate::emit) mod code_template;
pub(in crate::emit) mod source;
