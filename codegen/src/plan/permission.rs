//! What callers need to be granted.
//!
//! In: the permission tables of an operation. Out: the same as constants of its stub.
//! Invariant: tables are never united: what one of them grants says nothing about what another is for.

use crate::api::{Operation, Permissions, Scopes};

/// One permission table: alternatives in order, from the least to the most privileged.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PermissionTable {
    /// What the table is for; empty when it is the only one.
    pub label: String,
    /// Delegated, work or school account.
    pub delegated_work: Vec<Scopes>,
    /// Delegated, personal account.
    pub delegated_personal: Vec<Scopes>,
    /// Application.
    pub application: Vec<Scopes>,
}

/// The tables of an operation, without those that repeat an earlier one.
pub(super) fn tables(operation: &Operation) -> Vec<PermissionTable> {
    let mut tables: Vec<PermissionTable> = Vec::with_capacity(operation.permissions.len());
    for permissions in operation.permissions.iter() {
        let table = table(permissions);
        if !tables.contains(&table) {
            tables.push(table);
        }
    }
    if let [only] = &mut tables[..] {
        only.label.clear();
    }
    tables
}

fn table(permissions: &Permissions) -> PermissionTable {
    PermissionTable {
        label: permissions.label.as_deref().unwrap_or_default().trim().trim_end_matches(':').to_owned(),
        delegated_work: alternatives(&permissions.delegated_work),
        delegated_personal: alternatives(&permissions.delegated_personal),
        application: alternatives(&permissions.application),
    }
}

/// Each alternative once; one without scopes is none.
fn alternatives(listed: &[Scopes]) -> Vec<Scopes> {
    let mut all: Vec<Scopes> = Vec::with_capacity(listed.len());
    for scopes in listed {
        if !scopes.is_empty() && !all.contains(scopes) {
            all.push(scopes.clone());
        }
    }
    all
}
