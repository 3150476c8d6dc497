//! Checks that compare and report. No decision of the model depends on them.
//!
//! In: what one page declares, or the linked model of all pages. Out: findings. [`causes`] merges the findings with a
//! common cause.

pub(crate) mod allow;
pub(crate) mod causes;
pub(crate) mod page;
pub(crate) mod tree;
