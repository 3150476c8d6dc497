//! All decisions about the Rust code of an API.
//!
//! In: the linked [`Api`] and the selected part of it. Out: a [`Plan`]: the files, and for each type, enum and
//! operation its place, its names and the Rust types of its members; also findings about names that are impossible in
//! Rust. Invariant: only this stage turns a wire name into a Rust identifier, chooses a file or resolves a collision.
//! Wire names stay in the [`Api`], Rust names are [`Ident`]s. The vectors of the plan about types, enums and operations
//! have the same indexes as those of the `Api`. Items that are not selected get names too, so no name depends on the
//! selection. The generated code of a selected item refers to no item that is not selected.

mod models;
mod naming;
mod package;
pub(crate) mod routes;
mod samples;
pub(crate) mod showcase;
#[cfg(test)]
mod tests;

pub(crate) use models::derived::{DerivedEnum, MOST_DERIVED};
pub(crate) use models::model::{EnumPlan, Field, MemberRef, TypePlan};
pub(crate) use models::module::{Module, ModuleId};
pub(crate) use models::remark::Remark;
pub(crate) use models::routes_of::{Named, RoutesOfType};
pub(crate) use models::rust_type::{RustItem, RustType};
pub(crate) use naming::ident::Ident;
pub(crate) use package::TYPES_FOLDER;
pub use package::{Options, Package, Runtime};
pub(crate) use routes::body::{BodyFields, PatchBody, SentBody};
pub(crate) use routes::constructor::{Constructor, RouteArgument};
pub(crate) use routes::permission::PermissionTable;
pub(crate) use routes::route::{ReceivedBody, RouteModule, Stub};
pub(crate) use samples::example::{BodyFile, CheckedAs, ExamplePlan, Expected};
pub(crate) use samples::sample_call::{SampleBody, SampleCall, SampleResponse};
pub(crate) use showcase::{Invocation, Listing, Sending, Showcase};

use rayon::join;

use crate::api::{Api, OperationId, PageId};
use crate::diagnostic::Diagnostic;
use crate::plan::models::{model, routes_of};
use crate::plan::routes::route;
use crate::plan::samples::{example, sample_call};
use crate::select::Selection;

/// All decisions about the Rust code of an API.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What the caller chose: the name of the crate, the source of the runtime, the fields of `Cargo.toml`.
    pub(crate) options: Options,
    /// The selected part of the API.
    pub(crate) selection: Selection,
    /// The modules of `models`, the root first, parents before children.
    pub(crate) modules: Vec<Module>,
    /// The decisions about each of [`Api::types`].
    pub(crate) types: Vec<TypePlan>,
    /// For each of [`Api::types`], some of the routes that return or send it, for its documentation.
    pub(crate) routes_of_types: Vec<RoutesOfType>,
    /// The decisions about each of [`Api::enums`].
    pub(crate) enums: Vec<EnumPlan>,
    /// The modules of `routes`, sorted by their paths.
    pub(crate) routes: Vec<RouteModule>,
    /// The decisions about each of [`Api::operations`].
    pub(crate) stubs: Vec<Stub>,
    /// The JSON files below `tests/bodies/` with the example bodies of the pages, sorted by path.
    pub(crate) bodies: Vec<BodyFile>,
    /// The decisions about each of [`Api::examples`].
    pub(crate) examples: Vec<ExamplePlan>,
    /// A sample call for each of [`Api::operations`].
    pub(crate) sample_calls: Vec<SampleCall>,
    /// For each of [`Api::pages`], the first selected operation that the page documents. In the documentation of the
    /// crate, links to the page lead to this operation.
    pub(crate) linked_operations: Vec<Option<OperationId>>,
    /// The type and the calls that `README.md`, the front page, the guide and the example programs show.
    pub(crate) showcase: Showcase,
}

impl Plan {
    /// The path, below `routes`, of the Rust type to which links to a page lead, such as `user::GetUser`. `None` if
    /// the page documents no selected operation.
    #[must_use]
    pub(crate) fn link_target(&self, page: PageId) -> Option<String> {
        self.linked_operations.get(page.index()).copied().flatten().map(|operation| self.stub_path(operation))
    }

    /// The path, below `routes`, of the Rust type of an operation, such as `user::GetUser`.
    #[must_use]
    pub(crate) fn stub_path(&self, operation: OperationId) -> String {
        let stub = &self.stubs[operation.index()];
        self.routes[stub.module].path_of(&stub.name)
    }

    /// Whether the crate has any routes. A selection may consist of types alone.
    #[must_use]
    pub(crate) fn has_routes(&self) -> bool {
        self.routes.iter().any(|module| !module.operations.is_empty())
    }
}

/// Plans the selected part of an API.
#[must_use]
pub(crate) fn plan(api: &Api, selection: &Selection, options: &Options, diagnostics: &mut Vec<Diagnostic>) -> Plan {
    // `scope` moves the work to a thread of rayon's pool. Outside of the pool, the thread would have to wait for the
    // pool at each parallel step.
    rayon::scope(|_| plan_crate(api, selection, options, diagnostics))
}

fn plan_crate(api: &Api, selection: &Selection, options: &Options, diagnostics: &mut Vec<Diagnostic>) -> Plan {
    let (models, (parts, owners)) = join(
        || model::plan(api, selection, options, diagnostics),
        || join(|| route::parts(api, selection), || sample_call::owners(api)),
    );
    let (routes, stubs) = route::plan(api, selection, parts, diagnostics);
    let input =
        showcase::input::ShowcaseInput { api, selection, types: &models.types, modules: &routes, stubs: &stubs };
    let ((bodies, examples), (sample_calls, showcase)) = join(
        || example::plan(api, selection, &stubs, &routes),
        || join(|| sample_call::plan(api, selection, &stubs, &owners), || showcase::plan(input)),
    );
    Plan {
        options: options.clone(),
        selection: selection.clone(),
        modules: models.modules,
        types: models.types,
        routes_of_types: routes_of::plan(api, selection, &stubs),
        enums: models.enums,
        routes,
        linked_operations: linked_operations(api, selection),
        showcase,
        sample_calls,
        stubs,
        bodies,
        examples,
    }
}

/// For each page, the first selected operation that the page documents.
fn linked_operations(api: &Api, selection: &Selection) -> Vec<Option<OperationId>> {
    let mut linked_operations = vec![None; api.pages.len()];
    for id in (0..api.operations.len()).map(OperationId::from_index).filter(|&id| selection.keeps_operation(id)) {
        linked_operations[api[id].page.index()].get_or_insert(id);
    }
    linked_operations
}
