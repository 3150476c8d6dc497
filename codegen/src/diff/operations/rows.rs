//! Changes of the rows about a request body that is a whole value, such as the item that a `POST` creates.
//!
//! The type of the value says which members it may have. A row says more: that requests have to have the member. If only
//! one state has rows, any other member was allowed before and is allowed now.

use super::Pair;
use crate::diff::change::Change;
use crate::diff::surface::{Parameter, Place};

impl Pair<'_> {
    /// Adds a change for each row about the request body that was removed, added or changed. Returns whether rows
    /// also differ because properties of the type changed; such a change is reported at the type.
    pub(super) fn rows_of_value(&self, changes: &mut Vec<Change>) -> bool {
        let (mut old, mut new, follows) = self.own_members();
        let (from, to) = (&self.from.route.place, &self.to.route.place);
        if old.is_empty() {
            new.retain(is_required);
            old = optional(&new, from);
        } else if new.is_empty() {
            old.retain(is_required);
            new = optional(&old, to);
        } else {
            // A required member without a row in the current state is not necessarily gone: clients may still send it
            // if the type has this property. It then counts as optional.
            let ty = self.to.operation.request.ty.as_deref().unwrap_or_default();
            let is_gone = |row: &&Parameter| is_required(row) && new.iter().all(|other| other.name != row.name);
            let still_members =
                old.iter().filter(is_gone).filter(|row| self.members.property_after(ty, &row.name).is_some());
            let still_members: Vec<Parameter> = still_members.cloned().collect();
            new.extend(optional(&still_members, to));
        }
        self.parameters(&old, &new, " in the body", changes);
        follows
    }
}

fn is_required(row: &Parameter) -> bool {
    row.required == Some(true)
}

/// The same rows, each with the place `place` and without a statement whether it is required.
fn optional(rows: &[Parameter], place: &Place) -> Vec<Parameter> {
    rows.iter().map(|row| Parameter { required: None, place: place.clone(), ..row.clone() }).collect()
}
