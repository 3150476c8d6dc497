//! Changes of the public items of the generated crate.
//!
//! An item of the earlier crate is matched with the item of the current crate that stands for the same part of the API,
//! such as a property. If the page of an operation was renamed, its constructors are matched by their routes, and the
//! struct of the operation by its constructors.
//!
//! Some changes of the crate are not reported:
//!
//! - Changes that follow from a change of the API that breaks clients (`wire-breaking`), or from an addition to the
//!   API. The change of the API is already reported.
//! - Consequences of a renamed item: the new paths of its parts, and the new name in signatures.

mod bases;
mod together;

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, State};
use super::kind::{ChangeKind, Level, RUST_ITEM_ADDED, RUST_ITEM_REMOVED, RUST_ITEM_RENAMED, RUST_SIGNATURE_CHANGED};
use super::renames::Names;
use super::surface::{RustItem, Surface};
use bases::Rebased;
use together::parent;

/// Compares the public items of two crates. `follow` has the routes whose bodies changed only because a type changed.
/// No change of the Rust items of these routes is reported, because the change of the type is reported already.
pub(super) fn compare(
    before: &Surface,
    after: &Surface,
    names: &Names<'_>,
    follow: &BTreeSet<String>,
    changes: &mut Vec<Change>,
) {
    let (Some(old), Some(new)) = (&before.rust, &after.rust) else { return };
    let renames = ReportedSubjects::of(changes, Level::WireBreaking);
    let reported = ReportedSubjects::of(changes, Level::WireBreaking).and(follow);
    let rebased = Rebased::new(before, after, changes);
    let mut found = Vec::new();
    let matched = matched(old, new, names);
    let names = renamed_types(&matched);
    let known: BTreeSet<(&str, &str)> = matched.iter().filter_map(|(_, today)| today.map(key)).collect();
    for (item, today) in matched {
        let Some(today) = today else {
            // A removed item is not reported if a change of the API that explains it is already reported.
            if !reported.concerns(item) && !rebased.is_left(item) {
                let message = format!("`{}` is gone.", item.path);
                found.push((change(&RUST_ITEM_REMOVED, Some(item), None, message), rebased.cause(item)));
            }
            continue;
        };
        if item.path != today.path {
            let is_moved = names.parents.get(parent(&item.path)) == Some(&parent(&today.path));
            let is_body = item.path.strip_suffix("Body").is_some_and(|owner| {
                names.parents.get(owner).copied().is_some_and(|now| today.path.strip_suffix("Body") == Some(now))
            });
            let is_conversion = item.path.starts_with("impl ") && names.translate(&item.path) == today.path;
            let follows = is_conversion || is_body || is_moved && last(&item.path) == last(&today.path);
            if !follows && !renames.concerns(item) {
                let message = format!("`{}` is now `{}`.", item.path, today.path);
                found.push((change(&RUST_ITEM_RENAMED, Some(item), Some(today), message), None));
            }
        } else if names.differs(&item.signature, &today.signature)
            && !reported.concerns(item)
            && !reported.concerns(today)
        {
            let message =
                format!("The signature of `{}` was `{}` and is `{}`.", item.path, item.signature, today.signature);
            found.push((change(&RUST_SIGNATURE_CHANGED, Some(item), Some(today), message), None));
        }
    }
    together::merge(found, changes);
    let reported = ReportedSubjects::of(changes, Level::Additive).and(follow);
    let added = |item: &&RustItem| !known.contains(&key(item)) && !reported.concerns(item);
    let added = new.iter().filter(added).map(|item| {
        let message = format!("`{}` is new.", item.path);
        (change(&RUST_ITEM_ADDED, None, Some(item), message), rebased.cause(item))
    });
    together::merge(added.collect(), changes);
}

fn key(item: &RustItem) -> (&str, &str) {
    (&item.subject, &item.path)
}

/// The change about `item` of the earlier crate and `today` of the current one. One of them is `None` if the item
/// was added or removed.
fn change(kind: &'static ChangeKind, item: Option<&RustItem>, today: Option<&RustItem>, message: String) -> Change {
    let state = |item: &RustItem| State { value: item.signature.clone(), page: String::new(), line: 0 };
    let subject = item.or(today).map(|item| item.path.clone()).unwrap_or_default();
    Change { kind, subject, message, also: Vec::new(), before: item.map(state), after: today.map(state) }
}

/// The signature of a function without the names of its parameters, because callers do not write them.
fn without_parameter_names(signature: &str) -> String {
    match signature.split_once('(') {
        Some((head, parameters)) if head.starts_with("fn ") => {
            let types =
                parameters.split(", ").map(|parameter| parameter.split_once(": ").map_or(parameter, |(_, ty)| ty));
            format!("{head}({}", types.collect::<Vec<_>>().join(", "))
        }
        _ => signature.to_owned(),
    }
}

/// Each earlier item with the current item that stands for the same part of the API; `None` if there is no such item.
fn matched<'a>(
    old: &'a [RustItem],
    new: &'a [RustItem],
    names: &Names<'_>,
) -> Vec<(&'a RustItem, Option<&'a RustItem>)> {
    let mut by_subject: BTreeMap<&str, Vec<&RustItem>> = BTreeMap::new();
    for item in new {
        by_subject.entry(item.subject.as_str()).or_default().push(item);
    }
    let known: BTreeSet<&str> = old.iter().map(|item| item.subject.as_str()).collect();
    // The key is a route, the value the new item for it. The value is `None` if there are several new items for the
    // route, because it is then unknown which of them replaces the earlier item.
    let mut by_route: BTreeMap<&str, Option<&RustItem>> = BTreeMap::new();
    for item in new.iter().filter(|item| !known.contains(item.subject.as_str())) {
        if let Some(route) = route(&item.subject) {
            by_route.entry(route).and_modify(|found| *found = None).or_insert(Some(item));
        }
    }
    let of = |item: &'a RustItem| {
        let same = by_subject.get(item.subject.as_str());
        let same = same.or_else(|| by_subject.get(names.subject(&item.subject)?.as_str()));
        let same = same.map_or(&[][..], Vec::as_slice);
        // Several items have the same subject if their path templates differ only in the names of placeholders. Of
        // these, the item with the unchanged Rust path is taken.
        let same = same.iter().find(|today| today.path == item.path).or(same.first()).copied();
        same.or_else(|| by_route.get(route(&item.subject)?).copied().flatten())
    };
    let mut matched: Vec<(&RustItem, Option<&RustItem>)> = old.iter().map(|item| (item, of(item))).collect();
    // The subject of the struct of an operation contains the path of its page. If the page was renamed, the struct is
    // found as the parent of its constructors, which are matched by their routes.
    let constructors = matched.iter().filter_map(|(item, today)| Some((*item, (*today)?)));
    let owners: BTreeMap<&str, &str> = constructors
        .filter(|(item, today)| item.subject != today.subject && route(&item.subject).is_some())
        .map(|(item, today)| (parent(&item.path), parent(&today.path)))
        .collect();
    let by_path: BTreeMap<&str, &RustItem> = new.iter().map(|item| (item.path.as_str(), item)).collect();
    for (item, today) in matched.iter_mut().filter(|(_, today)| today.is_none()) {
        let itself = owners.get(item.path.as_str()).map(|owner| (*owner).to_owned());
        let body = || Some(format!("{}Body", owners.get(item.path.strip_suffix("Body")?)?));
        let field = || {
            let owner = owners.get(parent(&item.path).strip_suffix("Body")?)?;
            Some(format!("{owner}Body::{}", last(&item.path)))
        };
        let part = || Some(format!("{}::{}", owners.get(parent(&item.path))?, last(&item.path)));
        *today = itself.or_else(part).or_else(body).or_else(field).and_then(|path| by_path.get(path.as_str()).copied());
    }
    // An earlier item that is not matched yet is matched by its Rust path: if the path still exists, programs can still
    // use it, whatever page it is generated from now.
    let taken: BTreeSet<(&str, &str)> = matched.iter().filter_map(|(_, today)| today.map(key)).collect();
    for (item, today) in matched.iter_mut().filter(|(_, today)| today.is_none()) {
        *today = by_path.get(item.path.as_str()).copied().filter(|today| !taken.contains(&key(today)));
    }
    matched
}

/// The route in the subject of a constructor, which has the form `GET /users/{} (api/user-get.md)`. `None` for the
/// subject of any other item.
fn route(subject: &str) -> Option<&str> {
    subject.strip_suffix(')')?.rsplit_once(" (").map(|(route, _)| route)
}

/// The structs and enums of the crate that were renamed.
struct Renamed<'a> {
    /// The key is the path of a struct or enum in the earlier crate, such as `models::Light`, and the value its current
    /// path, such as `models::Lamp`.
    parents: BTreeMap<&'a str, &'a str>,
    /// The values of `parents`: the current paths of the renamed structs and enums.
    current: BTreeSet<&'a str>,
    /// The last names of the paths in `parents`: the key `Light` has the value `Lamp`.
    words: BTreeMap<&'a str, &'a str>,
}

fn renamed_types<'a>(matched: &[(&'a RustItem, Option<&'a RustItem>)]) -> Renamed<'a> {
    let is_parent = |item: &RustItem| item.signature.starts_with("struct ") || item.signature.starts_with("enum ");
    let pairs = matched.iter().filter_map(|(item, today)| Some((*item, (*today)?)));
    let pairs = pairs.filter(|(item, today)| is_parent(item) && item.path != today.path);
    let parents: BTreeMap<&str, &str> = pairs.map(|(item, today)| (item.path.as_str(), today.path.as_str())).collect();
    let words = parents.iter().map(|(old, new)| (last(old), last(new))).collect();
    let current = parents.values().copied().collect();
    Renamed { parents, current, words }
}

impl Renamed<'_> {
    /// Whether callers notice the difference between two signatures. Changed names of parameters do not count, and
    /// neither do the new names of renamed items.
    fn differs(&self, old: &str, new: &str) -> bool {
        let (old, new) = (without_parameter_names(old), without_parameter_names(new));
        old != new && self.translate(&self.unqualified(&old)) != self.unqualified(&new)
    }

    /// A signature in which the paths of renamed items are shortened to their last names, because the same item has
    /// different paths in different modules.
    fn unqualified(&self, signature: &str) -> String {
        let is_path = |char: char| char.is_alphanumeric() || char == '_' || char == ':';
        let mut text = String::with_capacity(signature.len());
        let mut rest = signature;
        while !rest.is_empty() {
            let length = rest.find(|char| !is_path(char)).unwrap_or(rest.len());
            let (path, after) = rest.split_at(length);
            let full = path.strip_prefix("crate::").unwrap_or(path);
            let is_renamed = self.parents.contains_key(full) || self.current.contains(full);
            text.push_str(if is_renamed { last(full) } else { path });
            let gap = after.find(is_path).unwrap_or(after.len());
            text.push_str(&after[..gap]);
            rest = &after[gap..];
        }
        text
    }

    /// A signature of the earlier crate in which renamed structs and enums have their current names.
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

/// Names of API items about which a change is already reported: the subjects of the changes, and the earlier and
/// current names in renames.
struct ReportedSubjects(BTreeSet<String>);

impl ReportedSubjects {
    /// Collects the names from all changes of this level and of more severe levels.
    fn of(changes: &[Change], level: Level) -> ReportedSubjects {
        let graver = changes.iter().filter(|change| change.level() <= level);
        let subjects = graver.flat_map(|change| {
            let values = [&change.before, &change.after].map(|state| state.as_ref().map(|state| state.value.as_str()));
            // A renamed property or member has only its name as value, such as `size`. The name with its owner,
            // `microsoft.graph.lamp.size`, is added too.
            let names = values.into_iter().flatten().flat_map(|value| {
                let owner = change.subject.rsplit_once('.').map_or("", |(owner, _)| owner);
                let route = change.subject.rsplit_once(' ').map_or("", |(route, _)| route);
                [value.to_owned(), format!("{owner}.{value}"), format!("{route} {value}")]
            });
            names.chain([change.subject.clone()]).collect::<Vec<_>>()
        });
        ReportedSubjects(subjects.collect())
    }

    fn and(mut self, subjects: &BTreeSet<String>) -> ReportedSubjects {
        self.0.extend(subjects.iter().cloned());
        self
    }

    fn concerns(&self, item: &RustItem) -> bool {
        item.wire.iter().chain([&item.subject]).any(|subject| self.0.contains(subject))
    }
}

/// The last name of a path: `id` for `models::User::id`.
fn last(path: &str) -> &str {
    path.rsplit_once("::").map_or(path, |(_, last)| last)
}
