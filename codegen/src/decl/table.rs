//! Rows of tables: what the cells of a known column mean.

pub(crate) mod header;
pub mod member;
pub(crate) mod method;
pub mod type_expr;
