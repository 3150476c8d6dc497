//! Changes of types and of their properties.

use std::collections::{BTreeMap, BTreeSet};

use super::change::Change;
use super::kind::ChangeKind;
use super::kind::{
    BASE_CHANGED, KEY_CHANGED, PROPERTY_ADDED, PROPERTY_BECAME_OPTIONAL, PROPERTY_BECAME_READ_ONLY,
    PROPERTY_BECAME_REQUIRED, PROPERTY_BECAME_WRITABLE, PROPERTY_DEPRECATED, PROPERTY_MOVED, PROPERTY_REMOVED,
    PROPERTY_REMOVED_AFTER_DEPRECATION, PROPERTY_RENAMED, PROPERTY_TYPE_BECAME_ENUM, PROPERTY_TYPE_CHANGED,
    PROPERTY_TYPE_NARROWED, PROPERTY_TYPE_WIDENED, TEXT_CHANGED, TYPE_ADDED, TYPE_CLOSED, TYPE_DEPRECATED,
    TYPE_KIND_CHANGED, TYPE_OPENED, TYPE_REMOVED, TYPE_RENAMED,
};
use super::renames::{self, Names, item};
use super::surface::{Place, Property, Surface, Type};

pub(super) fn compare(before: &Surface, after: &Surface, names: &Names<'_>, changes: &mut Vec<Change>) {
    let sides = Sides { before, after, old: before.types_by_name(), new: after.types_by_name(), names };
    for old in &before.types {
        let today = names.types.get(old.name.as_str()).copied().unwrap_or(&old.name);
        let Some(new) = sides.new.get(today) else {
            let message = format!("`{}` is no longer described.", old.name);
            changes.push(one_sided(&TYPE_REMOVED, &old.name, message, &old.place(), true));
            continue;
        };
        if new.name != old.name {
            changes.push(Change {
                kind: &TYPE_RENAMED,
                subject: old.name.clone(),
                message: format!("`{}` is now `{}`.", old.name, new.name),
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

/// A change of an item that only one of the two states has.
pub(super) fn one_sided(kind: &'static ChangeKind, subject: &str, message: String, place: &Place, was: bool) -> Change {
    let state = Some(place.state(""));
    let (before, after) = if was { (state, None) } else { (None, state) };
    Change { kind, subject: subject.to_owned(), message, before, after }
}

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
                before: Some(old.place().state(from)),
                after: Some(new.place().state(to)),
            });
        };
        if old.kind != new.kind {
            let message = format!("`{subject}` was {} and is {}.", article(&old.kind), article(&new.kind));
            fact(&TYPE_KIND_CHANGED, message, &old.kind, &new.kind);
        }
        let base = old.base.as_deref().map(|base| self.names.today(base));
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
                None => changes.push(self.removed(new, property)),
            }
        }
        for property in renames::only_in(&new.properties, &old.properties, |property| &property.name) {
            if renamed.iter().any(|(_, is)| is.name == property.name) {
                continue;
            }
            // A property that a base or a derived type had before is moved, not new.
            if self.family_had(&old.name, &property.name) {
                continue;
            }
            let subject = format!("{}.{}", new.name, property.name);
            let message = format!("`{}` of `{}` is new.", property.name, new.name);
            changes.push(one_sided(&PROPERTY_ADDED, &subject, message, &property.place, false));
        }
    }

    /// Whether a base of a former type, or a type that derived from it, declared the property.
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

    fn removed(&self, new: &Type, property: &Property) -> Change {
        let subject = format!("{}.{}", new.name, property.name);
        let bases = self.after.bases(&self.new, &new.name);
        let heir = bases.into_iter().find(|base| {
            self.new.get(base).is_some_and(|ty| ty.properties.iter().any(|known| known.name == property.name))
        });
        if let Some(heir) = heir {
            let message = format!("`{}` of `{}` is now inherited from `{heir}`.", property.name, new.name);
            return Change {
                after: Some(property.place.state(heir)),
                ..one_sided(&PROPERTY_MOVED, &subject, message, &property.place, true)
            };
        }
        if property.deprecated.is_some() {
            let message = format!("`{}` of `{}` is gone. It was deprecated.", property.name, new.name);
            return one_sided(&PROPERTY_REMOVED_AFTER_DEPRECATION, &subject, message, &property.place, true);
        }
        let message = format!("`{}` of `{}` is gone. It was not deprecated before.", property.name, new.name);
        one_sided(&PROPERTY_REMOVED, &subject, message, &property.place, true)
    }

    fn property(&self, owner: &Type, old: &Property, new: &Property, changes: &mut Vec<Change>) {
        let subject = format!("{}.{}", owner.name, new.name);
        let what = format!("`{}` of `{}`", new.name, owner.name);
        let mut fact = |kind: &'static ChangeKind, message: String, from: &str, to: &str| {
            changes.push(Change {
                kind,
                subject: subject.clone(),
                message,
                before: Some(old.place.state(from)),
                after: Some(new.place.state(to)),
            });
        };
        if old.name != new.name {
            let message = format!("`{}` of `{}` is now `{}`.", old.name, owner.name, new.name);
            fact(&PROPERTY_RENAMED, message, &old.name, &new.name);
        }
        let was = self.names.today(&old.ty);
        if was != new.ty {
            let message = format!("The type of {what} was `{was}` and is `{}`.", new.ty);
            fact(self.type_change(&was, &new.ty), message, &was, &new.ty);
        }
        let required = |property: &Property| property.required || property.nullable == Some(false);
        match (required(old), required(new)) {
            (false, true) => {
                fact(&PROPERTY_BECAME_REQUIRED, format!("{what} is required now."), "optional", "required")
            }
            (true, false) => {
                fact(&PROPERTY_BECAME_OPTIONAL, format!("{what} is no longer required."), "required", "optional")
            }
            (false, false) | (true, true) => {}
        }
        match (old.read_only, new.read_only) {
            (false, true) => {
                fact(&PROPERTY_BECAME_READ_ONLY, format!("{what} can no longer be written."), "", "read-only")
            }
            (true, false) => fact(&PROPERTY_BECAME_WRITABLE, format!("{what} can be written now."), "read-only", ""),
            (false, false) | (true, true) => {}
        }
        if old.deprecated.is_none()
            && let Some(words) = &new.deprecated
        {
            fact(&PROPERTY_DEPRECATED, format!("{what} is deprecated."), "", words);
        }
        if old.doc != new.doc {
            fact(&TEXT_CHANGED, format!("The text about {what} changed."), "", "");
        }
    }

    /// The kind of change if a value of one type becomes a value of another.
    fn type_change(&self, old: &str, new: &str) -> &'static ChangeKind {
        let same_form = old.starts_with("Collection(") == new.starts_with("Collection(");
        let (from, to) = (item(old), item(new));
        if same_form && from == "Edm.String" && self.after.enums.iter().any(|ty| ty.name == to) {
            &PROPERTY_TYPE_BECAME_ENUM
        } else if same_form && self.after.bases(&self.new, from).contains(&to) {
            &PROPERTY_TYPE_WIDENED
        } else if same_form && self.after.bases(&self.new, to).contains(&from) {
            &PROPERTY_TYPE_NARROWED
        } else {
            &PROPERTY_TYPE_CHANGED
        }
    }
}

/// The kind of a type in a sentence.
fn article(kind: &str) -> &'static str {
    if kind == "entity" { "an entity" } else { "a complex type" }
}
