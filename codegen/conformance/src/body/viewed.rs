//! An object as a value to be written.
//!
//! From 1.86 on, Rust converts `&dyn Object` into `&dyn Structured` itself. `.ci/lowest` compiles with 1.85, the
//! compiler nearest to the one that these crates promise.

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
