//! Changes of the table rows about the members of a request body that is a value of a type, such as the item that a
//! `POST` creates.
//!
//! The type of the body already says which members it may have. A row adds whether requests have to contain the member.
//! If only one state has rows, only the required members are compared, because all other members of the type are
//! allowed in both states.

use super::Pair;
use crate::diff::change::Change;
use crate::diff::surface::{Parameter, Place};

impl Pair<'_> {
    /// Adds a change for each row about the request body that was removed, added or changed. Returns whether there are
    /// also differences that only follow from a change of the type; they are reported for the type.
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
            // If the row of a required member was removed, clients may still send the member if the type has the
            // property. The member is then compared as optional and not as removed.
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
