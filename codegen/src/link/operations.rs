//! Operations: the requests of a page by method.
//!
//! In: the declarations of all pages. Out: the operations without their request bodies.
//!
//! # Rule 10: Operations of a page
//!
//! A page declares one operation for each method, and one more for each of `$value` or `content`, `$count` and `$ref`
//! below paths that lead to the item itself. Where the examples show a list and one item, and a path is that of another with a
//! key behind it, reading the item is an operation of its own. So are the requests of sections that each have their own
//! request lines, if no two of them share a method and the end of a path.

mod call_name;
pub(crate) mod callables;
pub(crate) mod division;
mod listing;
mod operation_context;
pub(crate) mod overloads;
mod parameters;
mod permissions;
pub(crate) mod requests;
pub(crate) mod response;
mod unstated_status;

use std::sync::Arc;

use foldhash::{HashMap, HashMapExt};
use rayon::prelude::*;

use crate::api::{Method, Operation, PageId, Part, RequestBody, Route, Segment, Template, TypeId};
use crate::decl::{BodyDecl, MethodRow, OperationsDecl, PageDecls, RouteDecl};
use crate::diagnostic::Diagnostic;
use crate::link::exchanges::owners::{Owner, Paths, Usual, owners};
use crate::link::names::index::Index;
use crate::link::names::resolve::Context;
use crate::link::operations::operation_context::{OperationContext, structured};
use crate::link::operations::parameters::{header, parameter};
use crate::link::operations::requests::misplaced;
use crate::link::operations::response::Candidate;
use crate::link::pages::links::doc;
use crate::link::pages::{PageIndex, per_page};
use crate::text::lowercase::lower;

/// The operations of a tree, and for each page the operation that each of its messages belongs to.
pub(super) struct LinkedOperations {
    pub(super) operations: Vec<Operation>,
    pub(super) owners: Vec<Vec<Owner>>,
    /// For each operation, the types that its response may have.
    pub(super) candidates: Vec<Vec<Candidate>>,
}

/// The operations of a page, each with the types that it may return.
type PageOperations = Vec<(Operation, Vec<Candidate>)>;

/// Makes the operations of every page, without their request bodies.
pub(super) fn link(cx: &Context<'_>, usual: &Usual<'_>) -> (LinkedOperations, Vec<Diagnostic>) {
    let methods = method_rows(cx);
    let mut diagnostics = Vec::new();
    let pages = per_page(cx.decls, &mut diagnostics, |id, page, diagnostics| {
        let Some(decl) = &page.operations else { return vec![(Vec::new(), Vec::new())] };
        let groups = all_groups(decl, &page.bodies);
        let owners = owners(page, &groups.iter().map(|(_, group)| paths(group)).collect::<Vec<_>>(), usual);
        let made = groups.into_iter().enumerate().map(|(index, (decl, (method, part, routes)))| {
            let bodies = page.bodies.iter().zip(&owners);
            let bodies =
                bodies.filter(|(_, owner)| [Owner::Any, Owner::One(index)].contains(owner)).map(|(body, _)| body);
            let listed = methods.get(&id).copied();
            let op = OperationContext { cx, page: id, decl, method, part, routes, bodies: bodies.collect(), listed };
            operation(&op, diagnostics)
        });
        vec![(made.collect(), owners)]
    });
    let (operations, owners): (Vec<PageOperations>, Vec<Vec<Owner>>) = pages.into_iter().unzip();
    let (operations, candidates) = operations.into_iter().flatten().unzip();
    (LinkedOperations { operations, owners, candidates }, diagnostics)
}

/// The request lines of a page that have the same method and address the same part, such as the items themselves.
type Group<'d> = (Method, Part, Vec<&'d RouteDecl>);

/// The request lines of a page by section and method, each with what the page says about them. If an earlier section
/// has lines with the same method, the lines of a later section are an operation of their own.
fn all_groups<'d>(decl: &'d OperationsDecl, bodies: &[BodyDecl]) -> Vec<(&'d OperationsDecl, Group<'d>)> {
    if decl.parts.is_empty() {
        return groups(decl, bodies).into_iter().map(|group| (decl, group)).collect();
    }
    let mut found: Vec<(&OperationsDecl, Group<'_>)> = Vec::new();
    for part in &decl.parts {
        for mut group in groups(part, bodies) {
            if found.iter().any(|(_, known)| (known.0, known.1) == (group.0, group.1)) {
                group.1 = Part::Other;
            }
            found.push((part, group));
        }
    }
    found
}

fn paths<'d>((method, part, routes): &Group<'d>) -> Paths<'d> {
    let templates = routes.iter().map(|route| &route.template);
    Paths { method: *method, part: *part, templates: templates.collect() }
}

/// The request lines of a page by method. Lines of one method that lead to different parts of the target are separate
/// groups.
fn groups<'d>(decl: &'d OperationsDecl, bodies: &[BodyDecl]) -> Vec<Group<'d>> {
    let mut groups: Vec<Group<'d>> = Vec::new();
    for route in &decl.routes {
        let part = match (Part::of_path(&route.template.path), route.method) {
            (_, Method::Delete) | (Part::Count, Method::Post | Method::Put | Method::Patch) => Part::Whole,
            (part, _) => part,
        };
        match groups.iter_mut().find(|(method, known, _)| *method == route.method && *known == part) {
            Some((_, _, routes)) => routes.push(route),
            None => groups.push((route.method, part, vec![route])),
        }
    }
    let methods: Vec<Method> = groups.iter().map(|(method, ..)| *method).collect();
    for (method, part, _) in &mut groups {
        if methods.iter().filter(|known| *known == method).count() == 1 {
            *part = Part::Whole;
        }
    }
    let read = groups.iter().position(|(method, part, _)| (*method, *part) == (Method::Get, Part::Whole));
    if let Some(read) = read.filter(|_| decl.response.one_or_many || shows_list_and_item(bodies)) {
        let (items, others): (Vec<&RouteDecl>, Vec<&RouteDecl>) =
            groups[read].2.iter().partition(|route| is_item_of(&route.template, &groups[read].2));
        // If another route ends in a key, it leads to a single item as well. Then the other routes are not those of a
        // list.
        let are_lists = others.iter().all(|route| !route.template.segments.last().is_some_and(Segment::ends_in_key));
        if !items.is_empty() && !others.is_empty() && are_lists {
            groups[read].2 = others;
            groups.insert(read + 1, (Method::Get, Part::Item, items));
        }
    }
    groups
}

/// Whether the example responses of a page show a list of items, which is an array in `value`, and also a single item.
fn shows_list_and_item(bodies: &[BodyDecl]) -> bool {
    let answers = || bodies.iter().filter(|body| body.status == Some(200) && body.root().is_some());
    answers().any(response::is_page) && answers().any(|body| !response::is_page(body))
}

/// Whether a path ends in a collection and a key, such as `…/messages/{id}` or `…/messages({id})`, and one of `routes` ends
/// in the same collection, such as `…/messages`. The segments before the collection may differ.
fn is_item_of(template: &Template, routes: &[&RouteDecl]) -> bool {
    let collection = match &template.segments[..] {
        [.., Segment::Literal(collection), Segment::Key(_)] => collection,
        [.., last @ Segment::Call { name, .. }] if last.ends_in_key() => name,
        _ => return false,
    };
    let is_same = |segment: &Segment| matches!(segment, Segment::Literal(word) if word == collection);
    routes.iter().any(|route| route.template.segments.last().is_some_and(is_same))
}

/// For each operation page, the first row in a `Methods` table that links to it, with the page of that table.
fn method_rows<'a>(cx: &Context<'a>) -> HashMap<PageId, (PageId, &'a MethodRow)> {
    let mut rows = HashMap::new();
    for (index, page) in cx.decls.iter().enumerate() {
        let from = PageId::from_index(index);
        for row in &page.methods {
            if let Some(target) = row.target.as_ref().and_then(|target| cx.tree.page(from, target)) {
                rows.entry(target).or_insert((from, row));
            }
        }
    }
    rows
}

fn operation(op: &OperationContext<'_>, diagnostics: &mut Vec<Diagnostic>) -> (Operation, Vec<Candidate>) {
    let OperationContext { cx, page, decl, .. } = *op;
    let (response, candidates) = response::response(op, diagnostics);
    let routes = op.routes.iter().map(|route| Route {
        template: Arc::clone(&route.template),
        raw: route.raw.clone(),
        origin: route.origin,
        span: route.span,
    });
    let headers = decl.headers.iter().map(|row| header(cx, page, row));
    let rows = decl.parameters.iter().chain(misplaced(decl));
    let operation = Operation {
        page,
        title: cx.decls[page.index()].title.value.clone(),
        pinned: None,
        subject: cx.subjects[page.index()],
        method: op.method,
        part: op.part,
        routes: routes.collect(),
        call: None,
        doc: doc(cx, page, &decl.doc),
        deprecated: decl.deprecated.clone(),
        permissions: permissions::bind(op.decl, op.method, &op.routes, diagnostics),
        headers: headers.collect(),
        parameters: rows.map(|row| parameter(cx, page, row)).collect(),
        query_options: decl.query_options.clone(),
        request: RequestBody::None,
        body_members: Vec::new(),
        response,
        examples: Vec::new(),
        exchanges: Vec::new(),
        span: decl.span,
    };
    (operation, candidates)
}

/// For each operation page, the type with whose name the file name of the page begins: `user` for
/// `user-list-messages.md`. `None` if there is no such type, and for any other page.
pub(super) fn subjects(decls: &[PageDecls], tree: &PageIndex<'_>, index: &Index) -> Vec<Option<TypeId>> {
    let subject = |(position, page): (usize, &PageDecls)| {
        page.operations.as_ref().and_then(|_| subject(tree, index, PageId::from_index(position)))
    };
    decls.par_iter().enumerate().map(subject).collect()
}

/// The type with whose name the file name of a page begins. It is the type of the resource page whose file name is the
/// beginning of this page's file name: `user.md` for `user-list-messages.md`. `None` if there is no such page.
fn subject(tree: &PageIndex<'_>, index: &Index, page: PageId) -> Option<TypeId> {
    let path = lower(tree.path(page));
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", &path));
    let stem = file.strip_suffix(".md").unwrap_or(file);
    let parent = &folder[..folder.rfind('/').map_or(0, |at| at + 1)];
    let ends = stem.match_indices(['-', '_']).map(|(at, _)| at).chain([stem.len()]);
    let mut candidate = String::with_capacity(path.len() + RESOURCES.len());
    for end in ends.rev() {
        for (base, below) in [(parent, RESOURCES), (folder, "")] {
            candidate.clear();
            for part in [base, below, "/", &stem[..end], ".md"] {
                candidate.push_str(part);
            }
            let items =
                tree.by_lower_path(&candidate).filter(|target| *target != page).map(|target| index.of_page(target));
            if let Some(id) = items.into_iter().flatten().find_map(structured) {
                return Some(id);
            }
        }
    }
    let first = stem.split(['-', '_']).next().filter(|first| *first != stem)?;
    structured(&index.short(first, tree.namespace(page))?.item)
}

/// The folder of resource pages, beside the folder of operation pages.
const RESOURCES: &str = "resources";
