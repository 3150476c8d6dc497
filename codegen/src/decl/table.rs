//! Readers of table rows, by the columns of the table.

pub(crate) mod exchanged;
pub(super) mod flag;
pub(crate) mod header;
pub(crate) mod member;
pub(crate) mod method;
pub(crate) mod titles;
pub(crate) mod type_expr;
