//! What is only compared and reported: no decision of the model hangs on it.
//!
//! In: one page, or the linked tree. Out: findings. [`causes`] puts together the findings that have one cause.

pub(crate) mod causes;
pub(crate) mod page;
pub(crate) mod tree;
