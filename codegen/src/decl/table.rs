//! Rows of tables: what the cells of a known column mean.

pub(crate) mod header;
pub(crate) mod member;
pub(crate) mod method;
pub(crate) mod titles;
pub(crate) mod type_expr;
