//! Unites the statements in the cells of a permission table into permissions.
//!
//! In: the statements of all cells. Out: the permissions of each label. Invariant: a kind of caller that no cell
//! mentions is unknown; it never counts as not supported.

use compact_str::CompactString;

use crate::api::{Caller, Permissions, Scopes};
use crate::source::Span;

/// The statement of a cell, or of its part below one label, about kinds of caller.
pub(super) struct Statement {
    /// The group of columns with the cell.
    pub group: usize,
    pub callers: &'static [Caller],
    pub label: Option<String>,
    pub scopes: Option<Vec<Scopes>>,
}

/// The permissions of a group of columns: one set for each label in its cells, or one with `title`. Statements without
/// a label apply to all sets.
pub(super) fn labelled_sets(
    statements: &[Statement],
    group: usize,
    title: Option<&CompactString>,
    span: Span,
) -> Vec<Permissions> {
    let own = || statements.iter().filter(|statement| statement.group == group);
    let mut labels: Vec<&str> = Vec::new();
    for label in own().filter_map(|statement| statement.label.as_deref()) {
        if !labels.iter().any(|known| known.eq_ignore_ascii_case(label)) {
            labels.push(label);
        }
    }
    let set = |label: Option<&str>| {
        let is_meant = |statement: &&Statement| match (&statement.label, label) {
            (Some(own), Some(label)) => own.eq_ignore_ascii_case(label),
            (Some(_), None) => false,
            (None, _) => true,
        };
        let label = label.map(CompactString::from).or_else(|| title.cloned());
        let mut set = Permissions { label, span, ..Permissions::default() };
        let mut told: Vec<Caller> = Vec::new();
        for statement in own().filter(is_meant) {
            for &caller in statement.callers {
                told.push(caller);
                match &statement.scopes {
                    Some(scopes) => add(slot(&mut set, caller), scopes.clone()),
                    None => set.unknown.push(caller),
                }
            }
        }
        set.unknown.extend(Caller::ALL.into_iter().filter(|caller| !told.contains(caller)));
        set
    };
    if labels.is_empty() { vec![set(None)] } else { labels.iter().map(|label| set(Some(label))).collect() }
}

/// Keeps a kind of caller as unknown only if no cell has scopes for it, and lists it once.
pub(super) fn settle(set: &mut Permissions) {
    let unknown = std::mem::take(&mut set.unknown);
    for caller in Caller::ALL {
        if unknown.contains(&caller) && slot(set, caller).is_empty() {
            set.unknown.push(caller);
        }
    }
}

pub(super) fn slot(set: &mut Permissions, caller: Caller) -> &mut Vec<Scopes> {
    match caller {
        Caller::DelegatedWork => &mut set.delegated_work,
        Caller::DelegatedPersonal => &mut set.delegated_personal,
        Caller::Application => &mut set.application,
    }
}

/// Adds the scopes of a cell to those of a kind of caller, which nearly always has none yet.
pub(super) fn add(slot: &mut Vec<Scopes>, more: Vec<Scopes>) {
    if slot.is_empty() {
        *slot = more;
    } else {
        slot.extend(more);
    }
}
