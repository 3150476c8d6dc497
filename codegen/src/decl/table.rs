//! Reads rows of tables, with the help of the titles of their columns.

pub(crate) mod exchanged;
pub(super) mod flag;
pub(crate) mod header;
pub(crate) mod member;
pub(crate) mod method;
pub(crate) mod nested_row;
pub(crate) mod nested_type;
pub(crate) mod titles;
pub(crate) mod type_expr;
