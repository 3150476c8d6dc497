//! The input from which the calls that examples show are chosen.

use crate::api::Api;
use crate::plan::TypePlan;
use crate::plan::routes::route::{RouteModule, Stub};
use crate::select::Selection;

/// The API and those parts of the plan that exist when examples are chosen.
#[derive(Clone, Copy)]
pub(crate) struct ShowcaseInput<'a> {
    pub(crate) api: &'a Api,
    pub(crate) selection: &'a Selection,
    pub(crate) types: &'a [TypePlan],
    pub(crate) modules: &'a [RouteModule],
    pub(crate) stubs: &'a [Stub],
}
