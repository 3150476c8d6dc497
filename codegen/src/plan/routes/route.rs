//! The stubs of all operations, and the modules that contain them.
//!
//! In: the operations of an API. Out: the modules of `routes` and a stub for each operation. Invariant: names come from
//! [`crate::plan::routes::route_name`], so no operation changes the name of another.

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::api::{Api, ItemType, Operation, OperationId, Part, Primitive, ResponseBody, Route, TypeRef};
use crate::diagnostic::Diagnostic;
use crate::plan::naming::ident::Ident;
use crate::plan::naming::reserved::{RESERVED_NAMES, RESERVED_ROUTES};
use crate::plan::naming::scope::Scope;
use crate::plan::routes::body::{self, BodyFields, PatchBody, SentBody};
use crate::plan::routes::constructor::{Constructor, constructors, keep_apart};
use crate::plan::routes::permission::{self, PermissionTable};
use crate::plan::routes::route_name::{self, RouteName};
use crate::plan::{RustItem, RustType};
use crate::select::Selection;

/// A module of `routes`: the operations of one subject, and the modules within it.
#[derive(Clone, Debug, Hash)]
pub(crate) struct RouteModule {
    /// The names of the modules below `routes` that lead to this module, the last of which is its own.
    pub path: Vec<Ident>,
    /// The file of the module, e.g. `src/routes/user.rs`.
    pub file: String,
    /// The subject of the operations in the module, such as `user`, in the spelling of the pages.
    pub subject: String,
    /// The names of the submodules that are not empty, sorted.
    pub children: Vec<Ident>,
    /// The selected operations of the module, in the order of the API.
    pub operations: Vec<OperationId>,
    /// The structs for bodies of PATCH requests.
    pub patches: Vec<PatchBody>,
    /// The structs for bodies that are objects of parameters.
    pub bodies: Vec<BodyFields>,
    /// The names of the types of the runtime library that the code of the module uses, such as `Date`.
    pub scalars: Vec<&'static str>,
    /// Whether request or response bodies in the module use types of `models`.
    pub uses_models: bool,
}

impl RouteModule {
    /// Whether the module is empty, so that it is not generated.
    #[must_use]
    pub(crate) fn is_empty(&self) -> bool {
        self.operations.is_empty() && self.children.is_empty()
    }

    /// The path below `routes` of an item in the module: `user::GetUser`.
    #[must_use]
    pub(crate) fn path_of(&self, name: &Ident) -> String {
        self.joined("::", |part| part.to_string()) + "::" + &name.to_string()
    }

    /// The names of the path of the module in one text, with `separator` between them.
    #[must_use]
    pub(crate) fn word(&self, separator: &str) -> String {
        self.joined(separator, |part| part.as_str().to_owned())
    }

    fn joined(&self, separator: &str, text: impl Fn(&Ident) -> String) -> String {
        self.path.iter().map(text).collect::<Vec<String>>().join(separator)
    }
}

/// What `plan` decides about an operation, for the struct that becomes its route.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Stub {
    /// The index of the stub's module among the modules of `routes`.
    pub module: usize,
    /// The Rust name of the stub.
    pub name: Ident,
    /// For each distinct selected path, the index of a route with this path.
    pub paths: Vec<usize>,
    /// A constructor for each distinct selected template. There may be more constructors than paths, because the same
    /// path can occur with several queries.
    pub constructors: Vec<Constructor>,
    /// The indexes of parameters that the page describes but no constructor takes as an argument.
    pub unplaced: Vec<usize>,
    /// The permissions that a caller needs, with an entry for each permission table of the page.
    pub permissions: Vec<PermissionTable>,
    /// The request body that the route sends.
    pub sent: SentBody,
    /// What the response to the route contains.
    pub received: ReceivedBody,
}

/// What the response to a route contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum ReceivedBody {
    /// Nothing: the response type of the route is `()`.
    Nothing,
    /// The body of the response is one JSON value of this type.
    Value(RustType),
    /// A page of values of this type. A service may divide any collection into pages, a collection of scalars too.
    Page(RustType),
    /// A single value within `{"value": …}`. A response of unknown form is read in this way too. Members other than
    /// `value` are then in the field `extra`.
    Wrapped(RustType),
    /// A number as plain text: the response of `/$count`.
    Count,
    /// Bytes that are not JSON, such as the contents of a file.
    Content,
    /// A redirect: the response has an address in place of a body.
    Redirect,
    /// The address of a long-running operation (status 202). The variant contains the type of the resource at that
    /// address, or `None` if the page does not name the type or the crate has no struct for it.
    Accepted(Option<RustType>),
}

/// Names all operations and puts them into modules. `parts` has the decisions that [`parts()`] made about each
/// operation alone.
pub(in crate::plan) fn plan(
    api: &Api,
    selection: &Selection,
    parts: Vec<OperationParts>,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<RouteModule>, Vec<Stub>) {
    let names = route_name::names(api, diagnostics);
    let mut parts: Vec<Option<OperationParts>> = parts.into_iter().map(Some).collect();
    let groups: Vec<Group<'_>> = route_name::by_module(&names)
        .into_iter()
        .map(|(path, operations)| {
            let parts = operations.iter().filter_map(|id| parts[id.index()].take()).collect();
            let names = operations.iter().map(|id| &names[id.index()]).collect();
            Group { path, operations, names, parts }
        })
        .collect();
    // Within a module, bodies are named one after the other, because each name must differ from the earlier ones.
    // Different modules are planned in parallel.
    let decide = |(index, group)| {
        let mut findings = Vec::new();
        let (module, stubs) = group_plan(api, selection, index, group, &mut findings);
        (module, stubs, findings)
    };
    let decided: Vec<_> = groups.into_par_iter().enumerate().map(decide).collect();
    let mut modules = Vec::with_capacity(decided.len());
    let mut stubs: Vec<(OperationId, Stub)> = Vec::with_capacity(api.operations.len());
    for (module, mut more, mut findings) in decided {
        modules.push(module);
        stubs.append(&mut more);
        diagnostics.append(&mut findings);
    }
    stubs.sort_by_key(|(id, _)| *id);
    fill_children(&mut modules);
    (modules, stubs.into_iter().map(|(_, stub)| stub).collect())
}

/// Adds the name of each non-empty module to the `children` of its parent.
fn fill_children(modules: &mut [RouteModule]) {
    // Parents come before their submodules, so in reverse order each module is complete when its parent needs it.
    for index in (0..modules.len()).rev() {
        let Some((name, parent)) = modules[index].path.split_last().filter(|_| !modules[index].is_empty()) else {
            continue;
        };
        let place = modules[..index].iter().rposition(|module| module.path == parent);
        let name = name.clone();
        if let Some(place) = place {
            modules[place].children.insert(0, name);
        }
    }
}

/// The operations of a module, with their names and parts.
struct Group<'a> {
    path: &'a [Ident],
    operations: Vec<OperationId>,
    names: Vec<&'a RouteName>,
    parts: Vec<OperationParts>,
}

fn group_plan(
    api: &Api,
    selection: &Selection,
    module: usize,
    group: Group<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> (RouteModule, Vec<(OperationId, Stub)>) {
    let Group { path, operations, names, parts } = group;
    let subject = names.first().map(|name| name.subject.clone()).unwrap_or_default();
    let mut scope = Scope::new(RESERVED_NAMES, "Route").also_reserving(RESERVED_ROUTES);
    let names: Vec<Ident> = names.into_iter().map(|name| scope.make_unique(name.name.clone())).collect();
    let bodies = body::plan(api, selection, &operations, &names, &mut scope, diagnostics);
    let mut uses_models = bodies.use_models();
    let mut scalars = bodies.scalars;
    if !operations.is_empty() {
        scalars.extend(["Call", "Route"]);
    }
    let mut stubs = Vec::with_capacity(operations.len());
    for (((&id, name), sent), parts) in operations.iter().zip(names).zip(bodies.sent).zip(parts) {
        let OperationParts { paths, mut constructors, unplaced, permissions, received, .. } = parts;
        keep_apart(&mut constructors, &name);
        if selection.keeps_operation(id) {
            scalars.extend(runtime_types(sent, received));
            uses_models |= use_models(sent, received);
        }
        stubs.push((id, Stub { module, name, paths, constructors, unplaced, permissions, sent, received }));
    }
    let module = RouteModule {
        file: format!("src/routes/{}.rs", path.iter().map(Ident::as_str).collect::<Vec<&str>>().join("/")),
        path: path.to_vec(),
        subject,
        children: Vec::new(),
        operations: operations.into_iter().filter(|&id| selection.keeps_operation(id)).collect(),
        patches: bodies.patches,
        bodies: bodies.bodies,
        scalars: scalars.into_iter().collect(),
        uses_models,
    };
    (module, stubs)
}

/// For each operation, in the order of the API, the decisions that can be made without knowing a Rust name of another
/// operation or of a type.
pub(in crate::plan) fn parts(api: &Api, selection: &Selection) -> Vec<OperationParts> {
    let part = |index| OperationParts::of(api, selection, OperationId::from_index(index));
    (0..api.operations.len()).into_par_iter().map(part).collect()
}

/// The decisions about an operation that can be made without knowing a Rust name of another operation or of a type.
pub(in crate::plan) struct OperationParts {
    paths: Vec<usize>,
    constructors: Vec<Constructor>,
    unplaced: Vec<usize>,
    permissions: Vec<PermissionTable>,
    received: ReceivedBody,
}

impl OperationParts {
    fn of(api: &Api, selection: &Selection, id: OperationId) -> OperationParts {
        let operation = &api[id];
        let mut all = constructors(operation, &divided_routes(api, id));
        let unplaced = unplaced(operation, &all.constructors);
        all.retain(|route| selection.keeps_route(id, route));
        OperationParts {
            permissions: permission::tables(operation, &all.paths),
            paths: all.paths,
            constructors: all.constructors,
            unplaced,
            received: received(api, selection, operation),
        }
    }
}

/// The routes of the same page and method that `link` made an operation of their own, because they return another type.
fn divided_routes(api: &Api, id: OperationId) -> Vec<&Route> {
    let operation = &api[id];
    let is_of_page = |other: &&Operation| other.page == operation.page;
    let before = api.operations[..id.index()].iter().rev().take_while(is_of_page);
    let after = api.operations[id.index() + 1..].iter().take_while(is_of_page);
    let parts = [Part::Whole, Part::Other];
    let is_divided = |other: &&Operation| {
        other.method == operation.method
            && [operation.part, other.part].iter().all(|part| parts.contains(part))
            && [operation.part, other.part].contains(&Part::Other)
    };
    before.chain(after).filter(is_divided).flat_map(|other| &other.routes).collect()
}

/// The parameters that are not an argument of any constructor.
fn unplaced(operation: &Operation, constructors: &[Constructor]) -> Vec<usize> {
    let arguments = constructors.iter().flat_map(|constructor| &constructor.arguments);
    let placed: BTreeSet<usize> = arguments.filter_map(|argument| argument.parameter).collect();
    (0..operation.parameters.len()).filter(|parameter| !placed.contains(parameter)).collect()
}

fn received(api: &Api, selection: &Selection, operation: &Operation) -> ReceivedBody {
    match operation.response.body {
        ResponseBody::Value(_) if operation.counts() => ReceivedBody::Count,
        ResponseBody::None if operation.response.status.contains(&202) => {
            ReceivedBody::Accepted(state(api, selection, operation))
        }
        ResponseBody::None => ReceivedBody::Nothing,
        ResponseBody::Stream => ReceivedBody::Content,
        ResponseBody::Redirect => ReceivedBody::Redirect,
        ResponseBody::Value(TypeRef { item: ItemType::Primitive(Primitive::Stream), .. }) => ReceivedBody::Content,
        ResponseBody::Value(ty) => match (RustType::value(api, selection, ty), ty.collection) {
            (rust, true) => ReceivedBody::Page(RustType { list: false, ..rust }),
            (rust @ RustType { item: RustItem::Structured(_), .. }, false) => ReceivedBody::Value(rust),
            (rust, false) => ReceivedBody::Wrapped(rust),
        },
    }
}

/// The Rust type of the resource that describes the progress of a long-running operation. `None` if the page names no
/// such resource, or if the crate has no struct for it.
fn state(api: &Api, selection: &Selection, operation: &Operation) -> Option<RustType> {
    let item = ItemType::Structured(operation.response.operation?);
    let rust = RustType::value(api, selection, TypeRef { item, collection: false });
    matches!(rust.item, RustItem::Structured(_)).then_some(rust)
}

/// The types of the runtime that the request and the response of a generated route use, such as `Date`.
fn runtime_types(sent: SentBody, received: ReceivedBody) -> impl Iterator<Item = &'static str> {
    let sent = match sent {
        SentBody::Bytes => Some("Content"),
        SentBody::Value(ty) => body::runtime_type(ty.item),
        SentBody::Nothing | SentBody::Patch(_) | SentBody::Fields(_) => None,
    };
    let (frame, item) = match received {
        ReceivedBody::Nothing | ReceivedBody::Value(_) | ReceivedBody::Count => (None, None),
        ReceivedBody::Page(ty) => (Some("Page"), body::runtime_type(ty.item)),
        ReceivedBody::Wrapped(ty) => (Some("ODataValue"), body::runtime_type(ty.item)),
        ReceivedBody::Content => (Some("Content"), None),
        ReceivedBody::Redirect => (Some("Redirect"), None),
        ReceivedBody::Accepted(_) => (Some("Accepted"), None),
    };
    [sent, frame, item].into_iter().flatten()
}

/// Whether the request or the response of a generated route has a type of `models`.
fn use_models(sent: SentBody, received: ReceivedBody) -> bool {
    let sent = match sent {
        SentBody::Value(ty) => body::is_model(ty.item),
        SentBody::Nothing | SentBody::Patch(_) | SentBody::Fields(_) | SentBody::Bytes => false,
    };
    let received = match received {
        ReceivedBody::Value(ty)
        | ReceivedBody::Page(ty)
        | ReceivedBody::Wrapped(ty)
        | ReceivedBody::Accepted(Some(ty)) => body::is_model(ty.item),
        ReceivedBody::Nothing
        | ReceivedBody::Count
        | ReceivedBody::Content
        | ReceivedBody::Redirect
        | ReceivedBody::Accepted(None) => false,
    };
    sent || received
}
