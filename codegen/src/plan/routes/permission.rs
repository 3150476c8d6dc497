//! The permissions that a caller of a generated route needs.
//!
//! In: the permission tables of an operation. Out: the constants of its stub. Invariant: tables are never merged,
//! because each is about a different use of the operation.

use crate::api::{Caller, Operation, Permissions, Scopes};

/// One permission table: alternatives in order, from the least to the most privileged.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct PermissionTable {
    /// The use of the operation that the table is about, in the words of the page or as a list of paths. Empty if it is
    /// the only table.
    pub label: String,
    /// The permissions for calls on behalf of a user with a work or school account. The outer list has alternatives,
    /// each of which is a list of scopes that suffice together.
    pub delegated_work: Vec<Scopes>,
    /// The permissions for calls on behalf of a user with a personal account: alternatives as in `delegated_work`.
    pub delegated_personal: Vec<Scopes>,
    /// The permissions for calls of a program without a user: alternatives as in `delegated_work`.
    pub application: Vec<Scopes>,
    /// The paths that the table is about, as indexes into the `paths` of the stub. Empty if it is about all of them.
    pub routes: Vec<usize>,
    /// Kinds of caller for which the page states no permissions.
    pub unknown: Vec<Caller>,
}

/// The permission tables about the routes of a stub, without repetitions. `paths` are the indexes of these routes.
pub(in crate::plan) fn tables(operation: &Operation, paths: &[usize]) -> Vec<PermissionTable> {
    let mut tables: Vec<PermissionTable> = Vec::with_capacity(operation.permissions.len());
    for permissions in operation.permissions.iter() {
        let mut routes: Vec<usize> = (0..paths.len()).filter(|&at| permissions.is_about(paths[at])).collect();
        if routes.is_empty() && !paths.is_empty() {
            continue;
        }
        if routes.len() == paths.len() {
            routes.clear();
        }
        let mut table = table(permissions, routes);
        if table.label.is_empty() {
            let path = |&route: &usize| operation.routes[paths[route]].template.path.as_str();
            table.label = table.routes.iter().map(path).collect::<Vec<_>>().join(", ");
        }
        if !tables.contains(&table) {
            tables.push(table);
        }
    }
    if let [only] = &mut tables[..] {
        only.label.clear();
    }
    tables
}

fn table(permissions: &Permissions, routes: Vec<usize>) -> PermissionTable {
    PermissionTable {
        label: permissions.label.as_deref().unwrap_or_default().trim().trim_end_matches(':').to_owned(),
        delegated_work: alternatives(&permissions.delegated_work),
        delegated_personal: alternatives(&permissions.delegated_personal),
        application: alternatives(&permissions.application),
        routes,
        unknown: permissions.unknown.clone(),
    }
}

/// Each alternative once. An alternative without scopes says that no permission is needed. It is kept only if there
/// is no other alternative.
fn alternatives(listed: &[Scopes]) -> Vec<Scopes> {
    let is_free = listed.iter().all(Vec::is_empty);
    let mut all: Vec<Scopes> = Vec::with_capacity(listed.len());
    for scopes in listed {
        if (is_free || !scopes.is_empty()) && !all.contains(scopes) {
            all.push(scopes.clone());
        }
    }
    all
}
