//! What the examples of a crate choose from.

use crate::api::Api;
use crate::plan::TypePlan;
use crate::plan::routes::route::{RouteModule, Stub};
use crate::select::Selection;

/// What examples are chosen from.
#[derive(Clone, Copy)]
pub(crate) struct ShowcaseInput<'a> {
    pub(crate) api: &'a Api,
    pub(crate) selection: &'a Selection,
    pub(crate) types: &'a [TypePlan],
    pub(crate) modules: &'a [RouteModule],
    pub(crate) stubs: &'a [Stub],
}
