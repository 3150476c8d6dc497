//! The input for choosing examples.

use crate::api::Api;
use crate::plan::TypePlan;
use crate::plan::routes::route::{RouteModule, Stub};
use crate::select::Selection;

/// The input for choosing examples.
#[derive(Clone, Copy)]
pub(crate) struct ShowcaseInput<'a> {
    pub(crate) api: &'a Api,
    pub(crate) selection: &'a Selection,
    pub(crate) types: &'a [TypePlan],
    pub(crate) modules: &'a [RouteModule],
    pub(crate) stubs: &'a [Stub],
}
