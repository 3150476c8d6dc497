//! Checks that only report findings. They never change the model of the API.
//!
//! In: the declarations of one page, or the linked model of all pages. Out: findings. [`causes`] merges the findings
//! that have a common cause.

pub(crate) mod allow;
pub(crate) mod causes;
pub(crate) mod page;
pub(crate) mod tree;
