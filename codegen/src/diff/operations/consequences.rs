//! Changes of an operation that follow from a change of a type.
//!
//! The page of an operation may name a type, list some of its properties, or have one of its properties in a path. If
//! the type changes, the bodies of the operation change too, even if its page does not. Such a change is reported once,
//! for the type, and not for each operation.

use super::Pair;
use crate::diff::renames::item;
use crate::diff::surface::{Parameter, Property, Request};

impl Pair<'_> {
    /// Whether a change of a type explains that the type of the request body changed from `from` to `to`. That is so
    /// if:
    ///
    /// - a row about the body names a property that the type `from` lost or the type `to` gained, or
    /// - the path ends with a property whose type changed in the same way.
    pub(super) fn body_follows(&self, from: &str, to: &str) -> bool {
        let (old, new) = (&self.from.operation.request, &self.to.operation.request);
        let (from, to) = (item(from), item(to));
        let was = self.names.earlier_name(from);
        let rows = |request: &'_ Request| -> Vec<String> {
            let all = request.members.iter().chain(&request.parameters);
            all.map(|row| row.name.clone()).collect()
        };
        let is_lost = |name: &String| {
            self.members.property_before(was, name).is_some() && self.members.property_after(from, name).is_none()
        };
        let is_won = |name: &String| {
            self.members.property_after(to, name).is_some() && self.members.property_before(to, name).is_none()
        };
        let listed: Vec<String> = rows(old).into_iter().chain(rows(new)).collect();
        listed.iter().any(|name| is_lost(name) || is_won(name)) || self.is_addressed(from, to)
    }

    /// The rows about the request body in the earlier and in the current state, if two conditions hold; otherwise
    /// `None`:
    ///
    /// - In one state the body has a type and its rows are properties of this type; in the other state it has no type,
    ///   and its rows are parameters.
    /// - Most rows are in both states.
    ///
    /// A row that is in both states has its current type in both lists, so that the types are not compared.
    pub(super) fn same_rows(&self) -> Option<(Vec<Parameter>, Vec<Parameter>)> {
        let (old, new) = (&self.from.operation.request, &self.to.operation.request);
        if old.ty.is_some() == new.ty.is_some() {
            return None;
        }
        let rows = |request: &Request| -> Vec<Parameter> {
            request.members.iter().chain(&request.parameters).cloned().collect()
        };
        let (mut old, new) = (rows(old), rows(new));
        let mut common = 0;
        for row in &mut old {
            if let Some(today) = new.iter().find(|today| today.name == row.name) {
                row.ty.clone_from(&today.ty);
                common += 1;
            }
        }
        let all = old.len() + new.len() - common;
        let is_part = common == old.len().min(new.len()) && all == common + 1;
        (common > 0 && (is_part || common * 5 >= all * 3)).then_some((old, new))
    }

    /// Whether the type of the response changed only because the path ends with a property whose type changed, as in
    /// `GET /users/{id}/manager`.
    pub(super) fn answer_follows(&self, from: &str, to: &str) -> bool {
        self.is_addressed(from, to)
    }

    /// Whether the path ends with the name of a property whose type changed from `from` to `to` in some type. A
    /// property that is new or removed has no type to compare in one state, so only the other state has to match.
    fn is_addressed(&self, from: &str, to: &str) -> bool {
        let Some((_, last)) = self.subject.rsplit_once('/') else { return false };
        let is = |ty: Option<&str>, word: &str| ty.is_none_or(|ty| item(&self.names.current_name(ty)) == item(word));
        self.members.retyped(last).any(|(was, now)| is(was, from) && is(now, to))
    }

    /// The rows about the members of the request body, in the earlier and in the current state, and whether a
    /// difference was left out because it follows from a change of the type. Such a difference is reported for the
    /// type:
    ///
    /// - Rows about properties that the type gained or lost are left out.
    /// - If the type of a property changed, its row has the current type in both lists.
    ///
    /// If neither page has such rows, both lists are empty: the members are the properties of the type.
    pub(super) fn own_members(&self) -> (Vec<Parameter>, Vec<Parameter>, bool) {
        let (old, new) = (&self.from.operation.request.members, &self.to.operation.request.members);
        let has_rows = |members: &[Parameter], page: &str| members.iter().any(|one| one.place.page == page);
        if !has_rows(old, &self.from.operation.page) && !has_rows(new, &self.to.operation.page) {
            let facts = |list: &[Parameter]| -> Vec<(String, Option<String>)> {
                list.iter()
                    .map(|one| (one.name.clone(), one.ty.as_ref().map(|ty| self.names.current_name(ty))))
                    .collect()
            };
            return (Vec::new(), Vec::new(), facts(old) != facts(new));
        }
        let ty = item(self.to.operation.request.ty.as_deref().unwrap_or_default());
        let was = self.names.earlier_name(ty);
        let (before, after) =
            (|name: &str| self.members.property_before(was, name), |name: &str| self.members.property_after(ty, name));
        let stays = |one: &&Parameter| before(&one.name).is_some() == after(&one.name).is_some();
        let own = |list: &[Parameter]| list.iter().filter(stays).cloned().collect::<Vec<Parameter>>();
        let (mut old_rows, new_rows) = (own(old), own(new));
        let mut follows = old_rows.len() < old.len() || new_rows.len() < new.len();
        for one in &mut old_rows {
            let Some(today) = new_rows.iter().find(|today| today.name == one.name) else { continue };
            let is_of = |row: &Parameter, property: Option<&Property>| {
                property.is_some_and(|of| row.ty.as_ref() == Some(&of.ty))
            };
            if one.ty != today.ty && is_of(one, before(&one.name)) && is_of(today, after(&one.name)) {
                one.ty.clone_from(&today.ty);
                follows = true;
            }
        }
        (old_rows, new_rows, follows)
    }
}
