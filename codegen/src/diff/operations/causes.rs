//! Merges changes of several routes that one edit of a page makes.
//!
//! In: all changes. Out: one change for each edit. A page says the permissions, statuses and parameters of all its
//! routes once, so that an edit there changes each of them in the same way: the first route has the change, and
//! [`Change::also`] names the others. Routes that are new or gone are merged only with their page.

use std::collections::{BTreeMap, BTreeSet};

use crate::diff::change::{Change, State};
use crate::diff::kind::{ROUTE_ADDED, ROUTE_MOVED, ROUTE_REMOVED, ROUTE_REMOVED_AFTER_DEPRECATION};
use crate::diff::surface::Surface;

/// What the changes of one edit have in common: the kind, the message without the route, and the pages and values of
/// both states.
type Edit = (&'static str, String, [Option<(String, String)>; 2]);

/// Merges the changes of several routes that one edit makes.
pub(in crate::diff) fn merge(before: &Surface, after: &Surface, changes: &mut Vec<Change>) {
    let pages =
        |surface: &Surface| -> BTreeSet<String> { surface.pages.iter().map(|page| page.path.clone()).collect() };
    let (old, new) = (pages(before), pages(after));
    let mut first: BTreeMap<Edit, usize> = BTreeMap::new();
    let mut merged: Vec<Change> = Vec::with_capacity(changes.len());
    for change in changes.drain(..) {
        let Some(route) = route(&change) else {
            merged.push(change);
            continue;
        };
        let route = route.to_owned();
        let of = |state: &Option<State>| state.as_ref().map(|state| (state.page.clone(), state.value.clone()));
        let edit = (change.kind.id, change.message.replacen(&route, "", 1), [of(&change.before), of(&change.after)]);
        let is_on = |pages: &BTreeSet<String>, state: &Option<State>| {
            state.as_ref().is_some_and(|state| pages.contains(&state.page))
        };
        let stays = is_on(&new, &change.before) || is_on(&old, &change.after);
        match first.get(&edit).filter(|_| !(is_of_route(&change) && stays)) {
            Some(at) => merged[*at].also.push(route),
            None => {
                first.insert(edit, merged.len());
                merged.push(change);
            }
        }
    }
    *changes = merged;
}

/// Whether a change is about a route as a whole.
fn is_of_route(change: &Change) -> bool {
    [&ROUTE_ADDED, &ROUTE_MOVED, &ROUTE_REMOVED, &ROUTE_REMOVED_AFTER_DEPRECATION]
        .iter()
        .any(|kind| kind.id == change.kind.id)
}

/// The route in a message: the first words in backticks that begin with the method of the subject. `None` if the
/// message has no such words.
fn route(change: &Change) -> Option<&str> {
    let (method, rest) = change.subject.split_once(' ')?;
    let is_method = rest.starts_with('/') && method.bytes().all(|byte| byte.is_ascii_uppercase());
    if !is_method {
        return None;
    }
    let mut code = change.message.split('`').skip(1).step_by(2);
    code.find(|code| code.strip_prefix(method).is_some_and(|path| path.starts_with(" /")))
}
