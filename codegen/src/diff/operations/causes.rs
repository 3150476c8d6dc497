//! Merges the changes that a single edit of a page makes to several routes.
//!
//! In: all changes. Out: one change for each edit. The permissions, statuses and parameters on a page apply to all its
//! routes, so an edit of them changes each route in the same way. The change of the first route is kept, and its
//! [`Change::also`] names the other routes. Changes that add, remove or move a route are merged only if the whole page
//! is new or gone.

use std::collections::{BTreeMap, BTreeSet};

use crate::diff::change::{Change, State};
use crate::diff::kind::{ROUTE_ADDED, ROUTE_MOVED, ROUTE_REMOVED, ROUTE_REMOVED_AFTER_DEPRECATION};
use crate::diff::surface::Surface;

/// What changes have to have in common to be merged: the id of the kind, the message without the route, and the page
/// and the value in the earlier and in the current state.
type Edit = (&'static str, String, [Option<(String, String)>; 2]);

/// Keeps one of the changes that a single edit makes to several routes, and adds the other routes to its `also`.
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

/// Whether a change adds, removes or moves a route.
fn is_of_route(change: &Change) -> bool {
    [&ROUTE_ADDED, &ROUTE_MOVED, &ROUTE_REMOVED, &ROUTE_REMOVED_AFTER_DEPRECATION]
        .iter()
        .any(|kind| kind.id == change.kind.id)
}

/// The route that the message of a change names: the first text in backticks that begins with the method of the
/// subject, such as `GET /users/{}`. `None` if the message names no route.
fn route(change: &Change) -> Option<&str> {
    let (method, rest) = change.subject.split_once(' ')?;
    let is_method = rest.starts_with('/') && method.bytes().all(|byte| byte.is_ascii_uppercase());
    if !is_method {
        return None;
    }
    let mut code = change.message.split('`').skip(1).step_by(2);
    code.find(|code| code.strip_prefix(method).is_some_and(|path| path.starts_with(" /")))
}
