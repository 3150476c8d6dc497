//! Changes of permissions.
//!
//! A table lists sets of scopes for each kind of caller. Each set is an alternative: a caller needs all scopes of one
//! of them. An alternative of the earlier page still suffices if it contains all scopes of some alternative of the
//! current page. If only one of the two pages lists just the least privileged alternative, the more privileged
//! alternatives of the other page are not reported.

use crate::diff::change::{Change, State};
use crate::diff::kind::{PERMISSION_NO_LONGER_SUFFICES, PERMISSION_SUFFICES, PERMISSIONS_UNKNOWN};
use crate::diff::surface::{Permissions, Place};

type Alternatives = Vec<Vec<String>>;

/// A kind of caller: a phrase for messages, and the function that reads its permissions from a table.
type Caller = (&'static str, fn(&Permissions) -> Option<&Alternatives>);

const CALLERS: [Caller; 3] = [
    ("by a user with a work or school account", |table| table.delegated_work.as_ref()),
    ("by a user with a personal account", |table| table.delegated_personal.as_ref()),
    ("by an application", |table| table.application.as_ref()),
];

/// Compares the earlier and the current permission tables of one route. `route` is the subject of the changes and the
/// name of the route in messages.
pub(super) fn compare(route: (&str, &str), old: &[&Permissions], new: &[&Permissions], changes: &mut Vec<Change>) {
    let (subject, shown) = route;
    if old.is_empty() || new.is_empty() {
        if !old.is_empty() {
            changes.push(Change {
                kind: &PERMISSIONS_UNKNOWN,
                subject: subject.to_owned(),
                message: format!("The page of `{shown}` no longer says who may call."),
                also: Vec::new(),
                before: old.first().map(|table| table.place.state("")),
                after: None,
            });
        }
        return;
    }
    for (caller, cell) in CALLERS {
        let is_known = |tables: &[&Permissions]| tables.iter().all(|table| cell(table).is_some());
        match (is_known(old), is_known(new)) {
            (true, true) => {}
            (true, false) => {
                changes.push(Change {
                    kind: &PERMISSIONS_UNKNOWN,
                    subject: subject.to_owned(),
                    message: format!("The page of `{shown}` no longer says what it takes to be called {caller}."),
                    also: Vec::new(),
                    before: Some(place(old).state("")),
                    after: Some(place(new).state("")),
                });
                continue;
            }
            // The earlier pages did not say which permissions this kind of caller needs, so there is nothing to
            // compare.
            (false, true | false) => continue,
        }
        let union = |tables: &[&Permissions]| -> Alternatives {
            let mut all: Alternatives = Vec::new();
            for alternative in tables.iter().filter_map(|table| cell(table)).flatten() {
                if !all.contains(alternative) {
                    all.push(alternative.clone());
                }
            }
            all
        };
        let (before, after) = (union(old), union(new));
        let is_short = |tables: &[&Permissions]| tables.iter().any(|table| table.least_only);
        let mut lost = uncovered(&before, &after);
        let mut won = uncovered(&after, &before);
        match (is_short(old), is_short(new)) {
            (false, true) => keep_lesser(&mut lost, &before),
            (true, false) => keep_lesser(&mut won, &after),
            (false, false) | (true, true) => {}
        }
        let (from, to) = (place(old), place(new));
        let mut push = |kind, message, value: &str| {
            changes.push(Change {
                kind,
                subject: subject.to_owned(),
                message,
                also: Vec::new(),
                before: Some(State { value: value.to_owned(), ..from.state("") }),
                after: Some(to.state(written(&after))),
            });
        };
        if !lost.is_empty() {
            let message = format!("{} no longer {} for `{shown}`, called {caller}.", written(&lost), verb_for(&lost));
            push(&PERMISSION_NO_LONGER_SUFFICES, message, &written(&before));
        }
        if !won.is_empty() {
            let message = format!("{} now {} for `{shown}`, called {caller}.", written(&won), verb_for(&won));
            push(&PERMISSION_SUFFICES, message, &written(&before));
        }
    }
}

fn place(tables: &[&Permissions]) -> Place {
    tables.first().map(|table| table.place.clone()).unwrap_or_default()
}

/// Keeps only those `alternatives` that come in `all` before the first alternative that also suffices in the other
/// state. `all` lists all alternatives of one state, the least privileged first.
fn keep_lesser(alternatives: &mut Alternatives, all: &Alternatives) {
    let common = all.iter().position(|one| !alternatives.contains(one)).unwrap_or(all.len());
    alternatives.retain(|one| all[..common].contains(one));
}

/// The `alternatives` that do not suffice in the other state: `other` has no alternative of which they contain all
/// scopes.
fn uncovered(alternatives: &Alternatives, other: &Alternatives) -> Alternatives {
    let suffices = |held: &[String]| other.iter().any(|needed| needed.iter().all(|scope| held.contains(scope)));
    alternatives.iter().filter(|held| !suffices(held)).cloned().collect()
}

/// `suffices` after one alternative, `suffice` after several.
fn verb_for(alternatives: &Alternatives) -> &'static str {
    if alternatives.len() == 1 { "suffices" } else { "suffice" }
}

/// The alternatives as text for messages, such as `` `User.Read` and `Mail.Read`, `Directory.Read.All` ``: `and`
/// between the scopes of one alternative, a comma between two alternatives.
fn written(alternatives: &Alternatives) -> String {
    let quoted =
        |scopes: &Vec<String>| scopes.iter().map(|scope| format!("`{scope}`")).collect::<Vec<_>>().join(" and ");
    let all: Vec<String> = alternatives.iter().map(quoted).collect();
    all.join(", ")
}
