//! Changes of types and of their properties.

mod properties;

use std::collections::{BTreeMap, BTreeSet};

use super::change::Change;
use super::kind::ChangeKind;
use super::kind::{
    BASE_CHANGED, CONTENT_ADDED, CONTENT_REMOVED, DEPRECATION_LIFTED, KEY_CHANGED, PROPERTY_ADDED, PROPERTY_MOVED,
    PROPERTY_REMOVED, PROPERTY_REMOVED_AFTER_DEPRECATION, TEXT_CHANGED, TYPE_ADDED, TYPE_BECAME_ABSTRACT,
    TYPE_BECAME_CONCRETE, TYPE_CLOSED, TYPE_DEPRECATED, TYPE_KIND_CHANGED, TYPE_OPENED, TYPE_REMOVED,
    TYPE_REMOVED_AFTER_DEPRECATION, TYPE_RENAMED,
};
use super::renames::{self, Names};
use super::surface::{Place, Property, Surface, Type};

pub(super) fn compare(before: &Surface, after: &Surface, names: &Names<'_>, changes: &mut Vec<Change>) {
    let sides = Sides { before, after, old: before.types_by_name(), new: after.types_by_name(), names };
    for old in &before.types {
        let today = names.types.get(old.name.as_str()).copied().unwrap_or(&old.name);
        let Some(new) = sides.new.get(today) else {
            let (kind, deprecation_note) =
                removal(old.deprecated.is_some(), (&TYPE_REMOVED_AFTER_DEPRECATION, &TYPE_REMOVED));
            let message = format!("`{}` is no longer described. {deprecation_note}", old.name);
            changes.push(one_sided(kind, &old.name, message, &old.place(), true));
            continue;
        };
        if new.name != old.name {
            changes.push(Change {
                kind: &TYPE_RENAMED,
                subject: old.name.clone(),
                message: format!("`{}` is now `{}`.", old.name, new.name),
                also: Vec::new(),
                before: Some(old.place().state(old.name.as_str())),
                after: Some(new.place().state(new.name.as_str())),
            });
        }
        sides.one_type(old, new, changes);
    }
    let renamed: BTreeSet<&str> = names.types.values().copied().collect();
    for new in after.types.iter().filter(|ty| !sides.old.contains_key(ty.name.as_str())) {
        if !renamed.contains(new.name.as_str()) {
            let message = format!("`{}` is new.", new.name);
            changes.push(one_sided(&TYPE_ADDED, &new.name, message, &new.place(), false));
        }
    }
}

/// A change for an item that was removed (`was` is true) or added.
pub(super) fn one_sided(kind: &'static ChangeKind, subject: &str, message: String, place: &Place, was: bool) -> Change {
    let state = Some(place.state(""));
    let (before, after) = if was { (state, None) } else { (None, state) };
    Change { kind, subject: subject.to_owned(), message, also: Vec::new(), before, after }
}

/// Chooses the kind of change for a removed item, and a sentence for the message. The first of the two kinds is for an
/// item that was deprecated before.
pub(super) fn removal(
    was_deprecated: bool,
    (warned, unwarned): (&'static ChangeKind, &'static ChangeKind),
) -> (&'static ChangeKind, &'static str) {
    if was_deprecated { (warned, "It was deprecated.") } else { (unwarned, "It was not deprecated before.") }
}

/// Both compared states, with their types by name and the renamed types.
struct Sides<'a> {
    before: &'a Surface,
    after: &'a Surface,
    old: BTreeMap<&'a str, &'a Type>,
    new: BTreeMap<&'a str, &'a Type>,
    names: &'a Names<'a>,
}

impl Sides<'_> {
    fn one_type(&self, old: &Type, new: &Type, changes: &mut Vec<Change>) {
        let subject = &new.name;
        let mut fact = |kind: &'static ChangeKind, message: String, from: &str, to: &str| {
            changes.push(Change {
                kind,
                subject: subject.clone(),
                message,
                also: Vec::new(),
                before: Some(old.place().state(from)),
                after: Some(new.place().state(to)),
            });
        };
        if old.kind != new.kind && is_of_own_page(old, new) {
            let message = format!("`{subject}` was {} and is {}.", article(&old.kind), article(&new.kind));
            fact(&TYPE_KIND_CHANGED, message, &old.kind, &new.kind);
        }
        let base = old.base.as_deref().map(|base| self.names.current_name(base));
        if base != new.base {
            let or_none = |base: &Option<String>| base.clone().unwrap_or_else(|| "no type".to_owned());
            let (from, to) = (or_none(&base), or_none(&new.base));
            fact(&BASE_CHANGED, format!("`{subject}` derived from {from} and derives from {to}."), &from, &to);
        }
        if old.key != new.key && !old.key.is_empty() && !new.key.is_empty() {
            let (from, to) = (old.key.join(", "), new.key.join(", "));
            fact(&KEY_CHANGED, format!("The key of `{subject}` was `{from}` and is `{to}`."), &from, &to);
        }
        if old.open != new.open {
            let (kind, word) = if new.open { (&TYPE_OPENED, "now") } else { (&TYPE_CLOSED, "no longer") };
            fact(kind, format!("`{subject}` {word} takes members that its page does not name."), "", "");
        }
        if old.deprecated.is_none()
            && let Some(words) = &new.deprecated
        {
            fact(&TYPE_DEPRECATED, format!("`{subject}` is deprecated."), "", words);
        }
        if old.deprecated.is_some() && new.deprecated.is_none() {
            fact(&DEPRECATION_LIFTED, format!("`{subject}` is no longer deprecated."), "deprecated", "");
        }
        match (old.is_abstract, new.is_abstract) {
            (false, true) => fact(&TYPE_BECAME_ABSTRACT, format!("`{subject}` is abstract now."), "", "abstract"),
            (true, false) => {
                fact(&TYPE_BECAME_CONCRETE, format!("`{subject}` is no longer abstract."), "abstract", "");
            }
            (false, false) | (true, true) => {}
        }
        if old.has_stream != new.has_stream {
            let (kind, word) = if new.has_stream { (&CONTENT_ADDED, "now") } else { (&CONTENT_REMOVED, "no longer") };
            fact(kind, format!("An item of type `{subject}` {word} has content."), "", "");
        }
        if old.doc != new.doc || old.deprecated.is_some() && old.deprecated != new.deprecated {
            fact(&TEXT_CHANGED, format!("The text about `{subject}` changed."), "", "");
        }
        self.properties(old, new, changes);
    }

    fn properties(&self, old: &Type, new: &Type, changes: &mut Vec<Change>) {
        let renamed = renames::properties(&old.properties, &new.properties, self.names);
        for property in &old.properties {
            let name = property.name.as_str();
            let same = new.properties.iter().find(|other| other.name == name);
            let other = renamed.iter().find(|(was, _)| was.name == name).map(|(_, is)| *is);
            match same.or(other) {
                Some(today) => self.property(new, property, today, changes),
                None => self.removed(new, property, changes),
            }
        }
        for property in renames::only_in(&new.properties, &old.properties, |property| &property.name) {
            if renamed.iter().any(|(_, is)| is.name == property.name) {
                continue;
            }
            // A property that a base type or a derived type had before has only moved to this type, so it is not
            // reported as new.
            if self.family_had(&old.name, &property.name) {
                continue;
            }
            let subject = format!("{}.{}", new.name, property.name);
            let message = format!("`{}` of `{}` is new.", property.name, new.name);
            changes.push(one_sided(&PROPERTY_ADDED, &subject, message, &property.place, false));
        }
    }

    /// Whether the property was declared before by a base of the type `name`, or by a type that derived from `name`.
    /// `name` is the earlier name of the type.
    fn family_had(&self, name: &str, property: &str) -> bool {
        let declares =
            |ty: &str| self.old.get(ty).is_some_and(|ty| ty.properties.iter().any(|known| known.name == property));
        self.before.bases(&self.old, name).into_iter().any(declares)
            || self
                .before
                .types
                .iter()
                .any(|ty| declares(&ty.name) && self.before.bases(&self.old, &ty.name).contains(&name))
    }

    /// Adds the change for a property that the type no longer declares: it is inherited from now on, or it is gone.
    fn removed(&self, new: &Type, property: &Property, changes: &mut Vec<Change>) {
        let subject = format!("{}.{}", new.name, property.name);
        let inherited = self.after.bases(&self.new, &new.name).into_iter().find_map(|base| {
            let heir = self.new.get(base)?;
            Some((base, heir.properties.iter().find(|known| known.name == property.name)?))
        });
        if let Some((base, today)) = inherited {
            let message = format!("`{}` of `{}` is now inherited from `{base}`.", property.name, new.name);
            changes.push(Change {
                after: Some(today.place.state(base)),
                ..one_sided(&PROPERTY_MOVED, &subject, message, &property.place, true)
            });
            self.property(new, property, today, changes);
            return;
        }
        let kinds = (&PROPERTY_REMOVED_AFTER_DEPRECATION, &PROPERTY_REMOVED);
        let (kind, deprecation_note) = removal(property.deprecated.is_some(), kinds);
        let message = format!("`{}` of `{}` is gone. {deprecation_note}", property.name, new.name);
        changes.push(one_sided(kind, &subject, message, &property.place, true));
    }
}

/// Whether the change of the kind of a type, such as from complex type to entity, is to be reported for the type: a
/// statement on its own pages explains it, or neither state has a place for any statement. If a page of an operation
/// explains it, such as an operation that now returns the type, the change of that operation is reported.
fn is_of_own_page(old: &Type, new: &Type) -> bool {
    let is_own = |page: &str| old.places.iter().chain(&new.places).any(|place| place.page == page);
    let has_none = |ty: &Type| ty.evidence.iter().all(|evidence| evidence.place.is_none());
    has_none(old) && has_none(new) || pages_of_kind(old, new).iter().any(|page| is_own(page))
}

/// The pages with a statement about the kind of a type that was added or removed between the two states.
fn pages_of_kind(old: &Type, new: &Type) -> BTreeSet<String> {
    let reasons = |ty: &Type| -> BTreeSet<(String, String)> {
        let placed = ty.evidence.iter().filter(|evidence| evidence.decision.starts_with("kind = "));
        placed.filter_map(|evidence| Some((evidence.reason.clone(), evidence.place.as_ref()?.page.clone()))).collect()
    };
    reasons(old).symmetric_difference(&reasons(new)).map(|(_, page)| page.clone()).collect()
}

/// The kind of a type with its article, for messages.
fn article(kind: &str) -> &'static str {
    if kind == "entity" { "an entity" } else { "a complex type" }
}
