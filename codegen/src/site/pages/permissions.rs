//! The matrix of permissions: each scope with the operations that it allows.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::operations::caller_name;
use crate::api::{Caller, OperationId, Route};
use crate::site::layout::{Page, Section, filtered_table, paged, plural};
use crate::site::notation::{breakable, method};
use crate::site::view::{RootPath, View};

/// How a scope allows one kind of caller to call an operation: whether the scope suffices alone or only together with
/// other scopes, and whether it is part of the least privileged alternative.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Opening {
    is_least: bool,
    is_alone: bool,
}

/// For each operation that a scope allows, the [`Opening`] for each kind of caller.
type Opened = BTreeMap<OperationId, [Option<Opening>; Caller::ALL.len()]>;

/// The page that lists all scopes, and a page for each scope.
pub(in crate::site) fn pages(view: &View<'_>) -> Vec<Page> {
    let mut scopes: BTreeMap<&str, Opened> = view.scopes.iter().map(|&scope| (scope, Opened::new())).collect();
    for id in view.operations() {
        for table in view.api()[id].permissions.iter() {
            for (place, caller) in Caller::ALL.into_iter().enumerate() {
                for (rank, together) in table.of(caller).unwrap_or_default().iter().enumerate() {
                    let opening = Opening { is_least: rank == 0, is_alone: together.len() == 1 };
                    for scope in together {
                        let opened = scopes.entry(scope).or_default().entry(id).or_default();
                        opened[place] = opened[place].max(Some(opening));
                    }
                }
            }
        }
    }
    let mut pages: Vec<Page> = Vec::new();
    let mut rows = Vec::new();
    for (scope, opened) in &scopes {
        let Some(path) = view.addresses.scope(scope) else { continue };
        let count = |is: &dyn Fn(Opening) -> bool, place: usize| {
            opened.values().filter(|callers| callers[place].is_some_and(is)).count()
        };
        rows.push(html! {
            tr {
                th scope="row" { a href=(path) { code { (scope) } } }
                td.number { (opened.len()) }
                @for place in 0..Caller::ALL.len() {
                    @let (all, least) = (count(&|_| true, place), count(&|opening| opening.is_least, place));
                    td.number { @if all > 0 { (all) @if least > 0 { " " span.quiet { "(" (least) ")" } } } }
                }
            }
        });
        pages.extend(of_scope(view, path, scope, opened));
    }
    pages.extend(paged(Section::Permissions, Section::Permissions.path(), "Permissions", &rows, |rows, turns| {
        html! {
            h1 { "Permissions" }
            p.lead {
                (plural(scopes.len(), "scope")) ", each with the number of operations that it allows a kind of caller and, "
                "in brackets, of those for which it is the least privileged. The least privileged scopes of each operation are in the lists of "
                a href=(Section::Operations.path()) { "operations" } "."
            }
            (turns)
            (filtered_table("Scopes", &["Scope", "#Operations", "#Work or school account", "#Personal account", "#Application"], rows))
        }
    }));
    pages
}

fn of_scope(view: &View<'_>, path: &str, scope: &str, opened: &Opened) -> Vec<Page> {
    let root = RootPath::FOLDER;
    let row = |(id, callers): (&OperationId, &[Option<Opening>; 3])| {
        let operation = &view.api()[*id];
        html! {
            tr {
                td { (method(operation.method)) }
                td { a href=(root.link_to(view.addresses.operation(*id))) { (operation.title) } }
                td { code.path { (breakable(&operation.routes.first().map(first).unwrap_or_default(), '/')) } }
                @for opening in callers {
                    td { @if let Some(opening) = opening { (words(*opening)) } }
                }
            }
        }
    };
    let rows: Vec<Markup> = opened.iter().map(row).collect();
    let [work, personal, application] = Caller::ALL.map(caller_name);
    paged(Section::Permissions, path, scope, &rows, |rows, turns| {
        html! {
            p.crumb { a href=(root.link_to(Section::Permissions.path())) { "Permissions" } }
            h1 { (scope) }
            p.lead { "Opens " (plural(opened.len(), "operation")) "." }
            (turns)
            (filtered_table("Operations that it opens", &["Method", "Operation", "Path", work, personal, application], rows))
        }
    })
}

fn first(route: &Route) -> String {
    route.template.text()
}

fn words(opening: Opening) -> &'static str {
    match (opening.is_least, opening.is_alone) {
        (true, true) => "least",
        (true, false) => "least, with others",
        (false, true) => "yes",
        (false, false) => "with others",
    }
}
