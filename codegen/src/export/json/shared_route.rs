//! Collects the permissions of a route that several pages document.
//!
//! In: the model. Out: the permission tables of a route's own page, and those of other pages that add scopes.
//! Invariant: the own tables come first, and a table without new scopes is left out. A caller with the permissions of
//! any of the pages may send the request, because each page describes its own use of the route.

use foldhash::{HashMap, HashMapExt};

use crate::api::{Api, Caller, Method, Operation, Permissions, Route, RouteOrigin, Scopes, Template};

/// Finds all operations with a given method and path.
pub(super) struct SharedRoutes {
    /// For each method and path, the routes that have both: the index of the operation, and the index of the route in
    /// this operation. The path is in the form that `pattern` returns.
    places: HashMap<(Method, String), Vec<(usize, usize)>>,
}

impl SharedRoutes {
    pub(super) fn new(api: &Api) -> SharedRoutes {
        let mut places: HashMap<(Method, String), Vec<(usize, usize)>> = HashMap::new();
        for (index, operation) in api.operations.iter().enumerate() {
            for (position, route) in operation.routes.iter().enumerate() {
                places.entry((operation.method, pattern(&route.template))).or_default().push((index, position));
            }
        }
        SharedRoutes { places }
    }

    /// The permission tables that apply to the route at index `position` of `operation`. Those of its own page come
    /// first. Tables of other pages with the same method and path follow, if they add scopes.
    pub(super) fn tables<'a>(&self, api: &'a Api, operation: &'a Operation, position: usize) -> Vec<&'a Permissions> {
        let own = operation.permissions.iter().filter(|table| table.is_about(position));
        let mut tables: Vec<&Permissions> = own.collect();
        let is_only_shown = |route: &Route| route.origin == RouteOrigin::Example;
        let is_stated = operation.routes.get(position).is_some_and(|route| !is_only_shown(route));
        let key = operation.routes.get(position).map(|route| (operation.method, pattern(&route.template)));
        for &(index, other) in key.and_then(|key| self.places.get(&key)).into_iter().flatten() {
            let Some(sharing) = api.operations.get(index).filter(|other| other.page != operation.page) else {
                continue;
            };
            // A page that only shows the route in an example request adds no permissions if the page of `operation`
            // states the route in a request line.
            if is_stated && sharing.routes.get(other).is_none_or(is_only_shown) {
                continue;
            }
            for table in sharing.permissions.iter().filter(|table| table.is_about(other) && table.unknown.is_empty()) {
                if adds(&tables, table) {
                    tables.push(table);
                }
            }
        }
        tables
    }
}

/// Whether `table` lists scopes for some kind of caller, such as an application, that none of `tables` lists for the
/// same kind of caller.
fn adds(tables: &[&Permissions], table: &Permissions) -> bool {
    let has = |caller: Caller, scopes: &Scopes| {
        tables.iter().any(|known| known.of(caller).is_some_and(|known| known.contains(scopes)))
    };
    Caller::ALL.into_iter().any(|caller| table.of(caller).into_iter().flatten().any(|scopes| !has(caller, scopes)))
}

/// A path without the names of its placeholders and without its query, in lower case.
fn pattern(template: &Template) -> String {
    let path = template.path.split('?').next().unwrap_or_default();
    let mut out = String::with_capacity(path.len());
    let mut is_name = false;
    for character in path.chars() {
        match character {
            '{' => {
                is_name = true;
                out.push('{');
            }
            '}' => is_name = false,
            _ if !is_name => out.extend(character.to_lowercase()),
            _ => {}
        }
    }
    out
}
