//! An object as a value to be written.
//!
//! It makes a `dyn Structured` of a `dyn Object`. Rust itself has that conversion of trait objects only from version
//! 1.86 on.

use graph_runtime::{Object, Structured, TypeInfo, VisitViews};

/// An object that is only written. Nothing is read into it.
pub(crate) struct Viewed<'o>(pub(crate) &'o dyn Object);

impl Structured for Viewed<'_> {
    fn type_info(&self) -> &'static TypeInfo {
        self.0.type_info()
    }
    fn views(&self, visit: &mut VisitViews<'_>) {
        self.0.views(visit);
    }
}
