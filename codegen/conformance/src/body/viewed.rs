//! Wraps a `&dyn Object`, so that it can be passed where a `&dyn Structured` is needed, for instance to write it.
//!
//! `Structured` is a supertrait of `Object`, but Rust converts a trait object to that of a supertrait only from version
//! 1.86 on.

use graph_runtime::{Object, Structured, TypeInfo, VisitViews};

/// An object that can be written, but not read into, because `Viewed` implements only `Structured`.
pub(crate) struct Viewed<'o>(pub(crate) &'o dyn Object);

impl Structured for Viewed<'_> {
    fn type_info(&self) -> &'static TypeInfo {
        self.0.type_info()
    }
    fn views(&self, visit: &mut VisitViews<'_>) {
        self.0.views(visit);
    }
}
