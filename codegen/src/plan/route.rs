//! Names and places of route stubs.
//!
//! In: the operations of an API and the names of its types. Out: the modules of `routes` and a stub for each operation.
//! Invariant: names are made from titles, page names and literal parts of paths, so that a new operation does not rename
//! an unrelated one; a number is the last resort.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use foldhash::{HashMap, HashMapExt};
use rayon::prelude::*;

use super::body::{self, BodyFields, PatchBody, Sent};
use super::constructor::{Constructor, constructors};
use super::model::Models;
use super::name::{Case, Ident};
use super::permission::{self, PermissionTable};
use super::scope::Scope;
use super::{RESERVED_NAMES, RESERVED_ROUTES, RustItem, RustType};
use crate::api::{Api, ItemType, Operation, OperationId, Primitive, ResponseBody, TypeRef};
use crate::code;
use crate::diagnostic::{Diagnostic, Subject};
use crate::select::Selection;

/// A module of `routes`: the operations of one subject.
#[derive(Clone, Debug, Hash)]
pub struct RouteModule {
    /// Its name.
    pub name: Ident,
    /// Its file, e.g. `src/routes/user.rs`.
    pub file: String,
    /// What its operations are about, as the pages call it.
    pub subject: String,
    /// The operations that stay, in the order of the API; if there are none, there is no such module.
    pub operations: Vec<OperationId>,
    /// The PATCH bodies.
    pub patches: Vec<PatchBody>,
    /// The bodies that are tables of parameters.
    pub bodies: Vec<BodyFields>,
    /// Types of the runtime that it uses.
    pub scalars: Vec<&'static str>,
    /// Whether it uses types of the API.
    pub uses_models: bool,
}

/// Decisions about an operation.
#[derive(Clone, Debug, Hash)]
pub struct Stub {
    /// The index of its module.
    pub module: usize,
    /// Its name.
    pub name: Ident,
    /// For each different path that stays the index of a route that has it.
    pub paths: Vec<usize>,
    /// One for each different template that stays: a path may come with several queries.
    pub constructors: Vec<Constructor>,
    /// Rows of the parameters that describe no argument of a constructor.
    pub unplaced: Vec<usize>,
    /// What callers need to be granted.
    pub permissions: Vec<PermissionTable>,
    /// The body it sends.
    pub sent: Sent,
    /// What it answers.
    pub received: Received,
}

/// What a stub answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Received {
    /// `()`
    Nothing,
    /// An object.
    Value(RustType),
    /// A page of objects of this type.
    Page(RustType),
    /// A value within `{"value": …}`; an answer of unknown form is one too, all of it beside `value`.
    Wrapped(RustType),
    /// A number as plain text, which is what `/$count` answers.
    Count,
    /// Bytes.
    Content,
    /// A redirection.
    Redirect,
    /// The location of an operation that goes on after the answer.
    Accepted,
}

/// Decides on all operations, given the parts of each.
pub(super) fn plan(
    api: &Api,
    selection: &Selection,
    models: &Models,
    parts: Vec<Parts>,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<RouteModule>, Vec<Stub>) {
    let subjects: Vec<(Ident, String)> =
        api.operations.par_iter().map(|operation| subject(api, models, operation)).collect();
    let mut groups: BTreeMap<Ident, Group> = BTreeMap::new();
    for (index, ((name, subject), parts)) in subjects.into_iter().zip(parts).enumerate() {
        let group = groups.entry(name).or_insert_with(|| Group { subject, operations: Vec::new(), parts: Vec::new() });
        group.operations.push(OperationId::from_index(index));
        group.parts.push(parts);
    }
    let groups: Vec<(Ident, Group)> = groups.into_iter().collect();
    // Names are given one after the other within a module; modules have nothing to do with each other.
    let decide = |(index, (name, group))| {
        let mut findings = Vec::new();
        let (module, stubs) = group_plan(api, selection, models, index, name, group, &mut findings);
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
    (modules, stubs.into_iter().map(|(_, stub)| stub).collect())
}

/// The operations of a module, with their parts.
struct Group {
    subject: String,
    operations: Vec<OperationId>,
    parts: Vec<Parts>,
}

fn group_plan(
    api: &Api,
    selection: &Selection,
    models: &Models,
    module: usize,
    name: Ident,
    group: Group,
    diagnostics: &mut Vec<Diagnostic>,
) -> (RouteModule, Vec<(OperationId, Stub)>) {
    let Group { subject, operations, parts } = group;
    let mut scope = Scope::new(RESERVED_NAMES, "Route").and(RESERVED_ROUTES);
    let names = stub_names(api, &operations, &parts, &mut scope, diagnostics);
    let bodies = body::plan(api, selection, models, &operations, &names, &mut scope, diagnostics);
    let mut uses_models = bodies.use_models();
    let mut scalars = bodies.scalars;
    scalars.extend(["Call", "Route"]);
    let mut stubs = Vec::with_capacity(operations.len());
    for (((&id, name), sent), parts) in operations.iter().zip(names).zip(bodies.sent).zip(parts) {
        let Parts { paths, constructors, unplaced, permissions, received, .. } = parts;
        if selection.keeps_operation(id) {
            scalars.extend(runtime_types(sent, received));
            uses_models |= use_models(sent, received);
        }
        stubs.push((id, Stub { module, name, paths, constructors, unplaced, permissions, sent, received }));
    }
    let module = RouteModule {
        file: format!("src/routes/{}.rs", name.as_str()),
        name,
        subject,
        operations: operations.into_iter().filter(|&id| selection.keeps_operation(id)).collect(),
        patches: bodies.patches,
        bodies: bodies.bodies,
        scalars: scalars.into_iter().collect(),
        uses_models,
    };
    (module, stubs)
}

/// The parts of every operation.
pub(super) fn parts(api: &Api, selection: &Selection) -> Vec<Parts> {
    let part = |index| Parts::of(api, selection, OperationId::from_index(index));
    (0..api.operations.len()).into_par_iter().map(part).collect()
}

/// What is decided about an operation regardless of all others, and of the types.
pub(super) struct Parts {
    /// The name that it gets when no other has it.
    title: Ident,
    paths: Vec<usize>,
    constructors: Vec<Constructor>,
    unplaced: Vec<usize>,
    permissions: Vec<PermissionTable>,
    received: Received,
}

impl Parts {
    fn of(api: &Api, selection: &Selection, id: OperationId) -> Parts {
        let operation = &api[id];
        let mut all = constructors(operation);
        let unplaced = unplaced(operation, &all.constructors);
        all.retain(|route| selection.keeps_route(id, route));
        Parts {
            title: title(api, operation),
            paths: all.paths,
            constructors: all.constructors,
            unplaced,
            permissions: permission::tables(operation),
            received: received(api, selection, operation),
        }
    }
}

/// The module of an operation: the type that its page is about, else the first word of the page's name.
fn subject(api: &Api, models: &Models, operation: &Operation) -> (Ident, String) {
    match operation.subject {
        Some(id) => {
            let module = &models.modules[models.types[id.index()].module.0];
            let mut words: Vec<&str> = module.path.iter().map(Ident::as_str).collect();
            words.push(&api[id].name.name);
            (Ident::new(&words.join("_"), Case::Module), api[id].name.name.to_string())
        }
        None => {
            let word = page_stem(&api[operation.page].path).split('-').next().unwrap_or_default();
            (Ident::new(word, Case::Module), word.to_owned())
        }
    }
}

/// The name of a page's file without folder and extension.
pub(super) fn page_stem(path: &str) -> &str {
    let file = path.rsplit('/').next().unwrap_or(path);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

/// A name for each operation: its title; where several have that one, the name of the page, then also the method.
fn stub_names(
    api: &Api,
    operations: &[OperationId],
    parts: &[Parts],
    scope: &mut Scope,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Ident> {
    let titles: Vec<&Ident> = parts.iter().map(|parts| &parts.title).collect();
    let title_counts = counts(&titles);
    // Where all titles differ, which is nearly everywhere, nobody asks how the pages are called.
    let page = |id: &OperationId| Ident::new(page_stem(&api[api[*id].page].path), Case::Camel);
    let pages = LazyCell::new(|| operations.iter().map(page).collect::<Vec<Ident>>());
    let page_counts = LazyCell::new(|| counts(&pages.iter().collect::<Vec<&Ident>>()));
    let mut names = Vec::with_capacity(operations.len());
    for (position, (&id, title)) in operations.iter().zip(titles).enumerate() {
        let best = if title_counts[title] == 1 && scope.is_free(title) {
            title.clone()
        } else if page_counts[&pages[position]] == 1 && scope.is_free(&pages[position]) {
            pages[position].clone()
        } else {
            let operation = &api[id];
            let method = operation.method.as_str().to_ascii_lowercase();
            Ident::new(&format!("{} {method}", page_stem(&api[operation.page].path)), Case::Camel)
        };
        let name = scope.give(best.clone());
        if name != best {
            diagnostics.push(
                Diagnostic::new(
                    code::NAME_COLLISION,
                    api[id].span,
                    format!("another operation is named `{best}` in Rust too, and this one is named `{name}`"),
                )
                .help("give the pages different titles")
                .about(Subject::words(&api[id].title)),
            );
        }
        names.push(name);
    }
    names
}

/// How often each name is there.
fn counts<'n>(names: &[&'n Ident]) -> HashMap<&'n Ident, usize> {
    let mut counts = HashMap::with_capacity(names.len());
    for &name in names {
        *counts.entry(name).or_default() += 1;
    }
    counts
}

fn title(api: &Api, operation: &Operation) -> Ident {
    let has_letters = operation.title.bytes().any(|byte| byte.is_ascii_alphabetic());
    let title = if has_letters { &operation.title } else { page_stem(&api[operation.page].path) };
    Ident::new(title, Case::Camel)
}

/// The parameters that no constructor has as an argument.
fn unplaced(operation: &Operation, constructors: &[Constructor]) -> Vec<usize> {
    let arguments = constructors.iter().flat_map(|constructor| &constructor.arguments);
    let placed: BTreeSet<usize> = arguments.filter_map(|argument| argument.parameter).collect();
    (0..operation.parameters.len()).filter(|parameter| !placed.contains(parameter)).collect()
}

fn received(api: &Api, selection: &Selection, operation: &Operation) -> Received {
    match operation.response.body {
        ResponseBody::Value(_) if operation.counts() => Received::Count,
        ResponseBody::None if operation.response.status.contains(&202) => Received::Accepted,
        ResponseBody::None => Received::Nothing,
        ResponseBody::Stream => Received::Content,
        ResponseBody::Redirect => Received::Redirect,
        ResponseBody::Value(TypeRef { item: ItemType::Primitive(Primitive::Stream), .. }) => Received::Content,
        ResponseBody::Value(ty) => match (RustType::value(api, selection, ty), ty.collection) {
            (rust @ RustType { item: RustItem::Structured(_), .. }, true) => {
                Received::Page(RustType { list: false, ..rust })
            }
            (rust @ RustType { item: RustItem::Structured(_), .. }, false) => Received::Value(rust),
            (rust, _) => Received::Wrapped(rust),
        },
    }
}

/// The types of the runtime in the signatures of a stub.
fn runtime_types(sent: Sent, received: Received) -> impl Iterator<Item = &'static str> {
    let sent = match sent {
        Sent::Bytes => Some("Content"),
        Sent::Value(ty) => body::runtime_type(ty.item),
        Sent::Nothing | Sent::Patch(_) | Sent::Fields(_) => None,
    };
    let (frame, item) = match received {
        Received::Nothing | Received::Value(_) | Received::Count => (None, None),
        Received::Page(_) => (Some("Page"), None),
        Received::Wrapped(ty) => (Some("ODataValue"), body::runtime_type(ty.item)),
        Received::Content => (Some("Content"), None),
        Received::Redirect => (Some("Redirect"), None),
        Received::Accepted => (Some("Accepted"), None),
    };
    [sent, frame, item].into_iter().flatten()
}

/// Whether there are types of the API in the signatures of a stub.
fn use_models(sent: Sent, received: Received) -> bool {
    let sent = match sent {
        Sent::Value(ty) => body::is_model(ty.item),
        Sent::Nothing | Sent::Patch(_) | Sent::Fields(_) | Sent::Bytes => false,
    };
    let received = match received {
        Received::Value(ty) | Received::Page(ty) | Received::Wrapped(ty) => body::is_model(ty.item),
        Received::Nothing | Received::Count | Received::Content | Received::Redirect | Received::Accepted => false,
    };
    sent || received
}
