//! Changes of permissions.
//!
//! A table lists alternatives for each kind of caller. A caller needs all scopes of one alternative. A former
//! alternative still suffices if it contains all scopes of a current alternative. If one of two pages lists
//! only the least privileged alternative, the alternatives that the other page lists after it are not changes.

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

/// Compares the earlier and the current permission tables about one route. `route` has the subject of its changes,
/// and its name for messages.
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

/// Keeps only those alternatives that are less privileged than every alternative that both pages list. `all` lists
/// the alternatives of one page, the least privileged first.
fn keep_lesser(alternatives: &mut Alternatives, all: &Alternatives) {
    let common = all.iter().position(|one| !alternatives.contains(one)).unwrap_or(all.len());
    alternatives.retain(|one| all[..common].contains(one));
}

/// Those of `alternatives` that no longer suffice: a caller with these scopes has all scopes of no alternative in
/// `other`.
fn uncovered(alternatives: &Alternatives, other: &Alternatives) -> Alternatives {
    let suffices = |held: &[String]| other.iter().any(|needed| needed.iter().all(|scope| held.contains(scope)));
    alternatives.iter().filter(|held| !suffices(held)).cloned().collect()
}

/// The verb for one alternative or for several.
fn verb_for(alternatives: &Alternatives) -> &'static str {
    if alternatives.len() == 1 { "suffices" } else { "suffice" }
}

/// Alternatives as text for messages: a comma between two, `and` between the scopes of one.
fn written(alternatives: &Alternatives) -> String {
    let quoted =
        |scopes: &Vec<String>| scopes.iter().map(|scope| format!("`{scope}`")).collect::<Vec<_>>().join(" and ");
    let all: Vec<String> = alternatives.iter().map(quoted).collect();
    all.join(", ")
}
