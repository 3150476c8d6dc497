//! Changes of the public items of the generated crate.
//!
//! Items are matched by what they stand for on the wire. A constructor whose page has another name now is found by its route.
//! What breaks clients on the wire breaks programs too and is told once, there; so is what follows from another name: the
//! parts of a renamed item, and signatures that name it.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, State};
use super::kind::{Kind, Level, RUST_ITEM_REMOVED, RUST_ITEM_RENAMED, RUST_SIGNATURE_CHANGED};
use super::surface::{RustItem, Surface};

pub(super) fn compare(before: &Surface, after: &Surface, changes: &mut Vec<Change>) {
    let (Some(old), Some(new)) = (&before.rust, &after.rust) else { return };
    let told = Told::of(changes);
    let matched = matched(old, new);
    let names = renamed_types(&matched);
    for (item, today) in matched {
        let Some(today) = today else {
            // A part that its owner lost is told where the owner has no other of its kind.
            if !told.concerns(item) {
                push(changes, &RUST_ITEM_REMOVED, item, None, format!("`{}` is gone.", item.path));
            }
            continue;
        };
        if item.path != today.path {
            let is_moved = names.parents.get(parent(&item.path)) == Some(&parent(&today.path));
            let follows = is_moved && last(&item.path) == last(&today.path);
            if !follows && !told.concerns(item) {
                let message = format!("`{}` is now `{}`.", item.path, today.path);
                push(changes, &RUST_ITEM_RENAMED, item, Some(today), message);
            }
        } else if names.translate(&item.signature) != today.signature && !told.concerns(item) && !told.concerns(today) {
            let message =
                format!("The signature of `{}` was `{}` and is `{}`.", item.path, item.signature, today.signature);
            push(changes, &RUST_SIGNATURE_CHANGED, item, Some(today), message);
        }
    }
}

fn push(changes: &mut Vec<Change>, kind: &'static Kind, item: &RustItem, today: Option<&RustItem>, message: String) {
    let state = |item: &RustItem| State { value: item.signature.clone(), page: String::new(), line: 0 };
    changes.push(Change {
        kind,
        subject: item.path.clone(),
        message,
        before: Some(state(item)),
        after: today.map(state),
    });
}

/// Each item of before with the one of today that stands for the same.
fn matched<'a>(old: &'a [RustItem], new: &'a [RustItem]) -> Vec<(&'a RustItem, Option<&'a RustItem>)> {
    let mut by_subject: BTreeMap<&str, Vec<&RustItem>> = BTreeMap::new();
    for item in new {
        by_subject.entry(item.subject.as_str()).or_default().push(item);
    }
    let known: BTreeSet<&str> = old.iter().map(|item| item.subject.as_str()).collect();
    // `None` where several pages have the route.
    let mut by_route: BTreeMap<&str, Option<&RustItem>> = BTreeMap::new();
    for item in new.iter().filter(|item| !known.contains(item.subject.as_str())) {
        if let Some(route) = route(&item.subject) {
            by_route.entry(route).and_modify(|found| *found = None).or_insert(Some(item));
        }
    }
    let of = |item: &'a RustItem| {
        let same = by_subject.get(item.subject.as_str()).map_or(&[][..], Vec::as_slice);
        // Templates that differ in the names of their placeholders stand for the same.
        let same = same.iter().find(|today| today.path == item.path).or(same.first()).copied();
        same.or_else(|| by_route.get(route(&item.subject)?).copied().flatten())
    };
    old.iter().map(|item| (item, of(item))).collect()
}

/// The route in the subject of a constructor: what stands before the page.
fn route(subject: &str) -> Option<&str> {
    subject.strip_suffix(')')?.rsplit_once(" (").map(|(route, _)| route)
}

/// What is called differently.
struct Renamed<'a> {
    /// The paths of items that have parts, before and today.
    parents: BTreeMap<&'a str, &'a str>,
    /// Their last words, where these differ.
    words: BTreeMap<&'a str, &'a str>,
}

fn renamed_types<'a>(matched: &[(&'a RustItem, Option<&'a RustItem>)]) -> Renamed<'a> {
    let is_parent = |item: &RustItem| item.signature.starts_with("struct ") || item.signature.starts_with("enum ");
    let pairs = matched.iter().filter_map(|(item, today)| Some((*item, (*today)?)));
    let pairs = pairs.filter(|(item, today)| is_parent(item) && item.path != today.path);
    let parents: BTreeMap<&str, &str> = pairs.map(|(item, today)| (item.path.as_str(), today.path.as_str())).collect();
    let words = parents.iter().map(|(old, new)| (last(old), last(new))).collect();
    Renamed { parents, words }
}

impl Renamed<'_> {
    /// A signature with the names of today.
    fn translate(&self, signature: &str) -> String {
        let is_word = |char: char| char.is_alphanumeric() || char == '_';
        let mut text = String::with_capacity(signature.len());
        let mut rest = signature;
        while !rest.is_empty() {
            let length = rest.find(|char| !is_word(char)).unwrap_or(rest.len());
            let (word, after) = rest.split_at(length);
            text.push_str(self.words.get(word).copied().unwrap_or(word));
            let gap = after.find(is_word).unwrap_or(after.len());
            text.push_str(&after[..gap]);
            rest = &after[gap..];
        }
        text
    }
}

/// The subjects of changes that break clients.
struct Told(BTreeSet<String>);

impl Told {
    fn of(changes: &[Change]) -> Told {
        let breaking = changes.iter().filter(|change| change.level() == Level::WireBreaking);
        let subjects = breaking.flat_map(|change| {
            let values = [&change.before, &change.after].map(|state| state.as_ref().map(|state| state.value.clone()));
            values.into_iter().flatten().chain([change.subject.clone()])
        });
        Told(subjects.collect())
    }

    fn concerns(&self, item: &RustItem) -> bool {
        item.wire.iter().chain([&item.subject]).any(|subject| self.0.contains(subject))
    }
}

/// The path of what an item is a part of.
fn parent(path: &str) -> &str {
    path.rsplit_once("::").map_or("", |(parent, _)| parent)
}

/// The last name of a path.
fn last(path: &str) -> &str {
    path.rsplit_once("::").map_or(path, |(_, last)| last)
}
