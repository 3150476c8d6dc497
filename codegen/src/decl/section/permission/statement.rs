//! Puts together what the cells of a permission table say.
//!
//! In: what each cell says. Out: the permissions for each label in the cells, such as `For user resource`. Invariant:
//! a kind of caller that no cell mentions is unknown; it never counts as not supported.

use compact_str::CompactString;

use crate::api::{Caller, Permissions, Scopes};
use crate::source::Span;

/// What a cell says about kinds of caller. If the cell has labels such as `For user resource:`, this is what it says
/// after one of them.
pub(super) struct Statement {
    /// The index of the group of columns to which the cell belongs.
    pub group: usize,
    pub callers: &'static [Caller],
    pub label: Option<String>,
    pub scopes: Option<Vec<Scopes>>,
}

/// The permissions that a group of columns states: one [`Permissions`] for each label, such as `For user resource`, in
/// the cells. If the cells have no labels, there is one [`Permissions`] with the label `title`. What a cell says
/// without a label holds for every label.
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
        let mut callers_with_scopes: Vec<Caller> = Vec::new();
        for statement in own().filter(is_meant) {
            for &caller in statement.callers {
                callers_with_scopes.push(caller);
                match &statement.scopes {
                    Some(scopes) => add(slot(&mut set, caller), scopes.clone()),
                    None => set.unknown.push(caller),
                }
            }
        }
        set.unknown.extend(Caller::ALL.into_iter().filter(|caller| !callers_with_scopes.contains(caller)));
        set
    };
    if labels.is_empty() { vec![set(None)] } else { labels.iter().map(|label| set(Some(label))).collect() }
}

/// Removes from `unknown` each kind of caller, such as [`Caller::Application`], for which some cell has scopes, and the
/// duplicates of all others.
pub(super) fn retain_unknown(set: &mut Permissions) {
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

/// Adds the scopes of a cell to the list of scopes of a kind of caller. If the list is empty, as it nearly always is,
/// `more` takes its place without being copied.
pub(super) fn add(slot: &mut Vec<Scopes>, more: Vec<Scopes>) {
    if slot.is_empty() {
        *slot = more;
    } else {
        slot.extend(more);
    }
}
