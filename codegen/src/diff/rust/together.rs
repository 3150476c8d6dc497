//! Merges changes of the crate that have one cause.
//!
//! In: changes of Rust items. If an item is new or gone because the base of a type changed, the type is given as the
//! cause. Out: one change for each cause, which names the other items in [`Change::also`]. Changed signatures of
//! several parts of one item have one cause if the same words are replaced in each of them. If an item is new or
//! removed, its parts are not reported at all.

use std::collections::{BTreeMap, BTreeSet};

use crate::diff::change::Change;
use crate::diff::kind::{RUST_ITEM_ADDED, RUST_ITEM_REMOVED, RUST_SIGNATURE_CHANGED};
use crate::diff::words::alike::difference;

/// The cause that several changes of the same kind have in common.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Cause {
    /// The base of this type changed.
    Base(String),
    /// The same words were replaced in the signatures of several parts of one item. The fields are the path of the
    /// item, the replaced words, and the words that replace them.
    Words(String, String, String),
}

/// Groups the changes in `found` by their cause. Adds one change of each group to `changes`, with the items of the
/// other changes in its `also`. A change without a cause is added as it is.
pub(super) fn merge(found: Vec<(Change, Option<&str>)>, changes: &mut Vec<Change>) {
    let whole: BTreeSet<(&str, String)> =
        found.iter().map(|(change, _)| (change.kind.id, change.subject.clone())).collect();
    let is_one_sided = |change: &Change| [RUST_ITEM_ADDED.id, RUST_ITEM_REMOVED.id].contains(&change.kind.id);
    let is_part =
        |change: &Change| is_one_sided(change) && whole.contains(&(change.kind.id, parent(&change.subject).to_owned()));
    let mut groups: BTreeMap<(&str, Cause), Vec<Change>> = BTreeMap::new();
    for (change, base) in found {
        if is_part(&change) {
            continue;
        }
        match cause(&change, base) {
            Some(cause) => groups.entry((change.kind.id, cause)).or_default().push(change),
            None => changes.push(change),
        }
    }
    for mut group in groups.into_values() {
        // If one of the changes is about a conversion to a base, it stands for all changes with this cause, because
        // it says most clearly what happened.
        let at = group.iter().position(|change| change.subject.starts_with("impl ")).unwrap_or_default();
        let first = group.remove(at);
        let also = group.into_iter().map(|change| change.subject).collect();
        changes.push(Change { also, ..first });
    }
}

fn cause(change: &Change, base: Option<&str>) -> Option<Cause> {
    if let Some(base) = base {
        return Some(Cause::Base(base.to_owned()));
    }
    let (before, after) = (change.before.as_ref()?, change.after.as_ref()?);
    let (was, is) = difference(&before.value, &after.value);
    (change.kind.id == RUST_SIGNATURE_CHANGED.id)
        .then(|| Cause::Words(parent(&change.subject).to_owned(), was.to_owned(), is.to_owned()))
}

/// The path of the item that contains an item: `models::User` for `models::User::id`.
pub(super) fn parent(path: &str) -> &str {
    path.rsplit_once("::").map_or("", |(parent, _)| parent)
}
