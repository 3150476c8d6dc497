//! Changes of one property that both states have.

use super::{Sides, pages_of_kind};
use crate::diff::change::Change;
use crate::diff::kind::ChangeKind;
use crate::diff::kind::{
    DEPRECATION_LIFTED, PROPERTY_BECAME_OPTIONAL, PROPERTY_BECAME_READ_ONLY, PROPERTY_BECAME_REQUIRED,
    PROPERTY_BECAME_SELECT_ONLY, PROPERTY_BECAME_WRITABLE, PROPERTY_DEPRECATED, PROPERTY_FILTERABLE,
    PROPERTY_KIND_CHANGED, PROPERTY_NO_LONGER_FILTERABLE, PROPERTY_RENAMED, PROPERTY_RETURNED_BY_DEFAULT,
    PROPERTY_TYPE_BECAME_ENUM, PROPERTY_TYPE_CHANGED, PROPERTY_TYPE_NARROWED, PROPERTY_TYPE_WIDENED,
    PROPERTY_VALUE_ADDED, PROPERTY_VALUE_REMOVED, TEXT_CHANGED,
};
use crate::diff::renames::item;
use crate::diff::surface::{Property, Type};

impl Sides<'_> {
    /// Adds a change for each difference between the earlier and the current declaration of one property.
    pub(super) fn property(&self, owner: &Type, old: &Property, new: &Property, changes: &mut Vec<Change>) {
        let subject = format!("{}.{}", owner.name, new.name);
        let property_of_type = format!("`{}` of `{}`", new.name, owner.name);
        let mut fact = |kind: &'static ChangeKind, message: String, from: &str, to: &str| {
            changes.push(Change {
                kind,
                subject: subject.clone(),
                message,
                also: Vec::new(),
                before: Some(old.place.state(from)),
                after: Some(new.place.state(to)),
            });
        };
        if old.name != new.name {
            let message = format!("`{}` of `{}` is now `{}`.", old.name, owner.name, new.name);
            fact(&PROPERTY_RENAMED, message, &old.name, &new.name);
        }
        let was = self.names.current_name(&old.ty);
        if was != new.ty {
            let message = format!("The type of {property_of_type} was `{was}` and is `{}`.", new.ty);
            fact(self.type_change(&was, &new.ty), message, &was, &new.ty);
        }
        let required = |property: &Property| property.required || property.nullable == Some(false);
        match (required(old), required(new)) {
            (false, true) => {
                fact(&PROPERTY_BECAME_REQUIRED, format!("{property_of_type} is required now."), "optional", "required")
            }
            (true, false) => fact(
                &PROPERTY_BECAME_OPTIONAL,
                format!("{property_of_type} is no longer required."),
                "required",
                "optional",
            ),
            (false, false) | (true, true) => {}
        }
        match (old.read_only, new.read_only) {
            (false, true) => fact(
                &PROPERTY_BECAME_READ_ONLY,
                format!("{property_of_type} can no longer be written."),
                "",
                "read-only",
            ),
            (true, false) => {
                fact(&PROPERTY_BECAME_WRITABLE, format!("{property_of_type} can be written now."), "read-only", "")
            }
            (false, false) | (true, true) => {}
        }
        if old.deprecated.is_none()
            && let Some(words) = &new.deprecated
        {
            fact(&PROPERTY_DEPRECATED, format!("{property_of_type} is deprecated."), "", words);
        }
        if old.deprecated.is_some() && new.deprecated.is_none() {
            fact(&DEPRECATION_LIFTED, format!("{property_of_type} is no longer deprecated."), "deprecated", "");
        }
        if old.kind != new.kind && was == new.ty && self.is_kind_of_page(old, new) {
            let word = if new.kind == "navigation" { "now" } else { "no longer" };
            fact(&PROPERTY_KIND_CHANGED, format!("{property_of_type} is {word} a relationship."), &old.kind, &new.kind);
        }
        if old.select_only != new.select_only {
            let (kind, word) = if new.select_only {
                (&PROPERTY_BECAME_SELECT_ONLY, "only if `$select` names it")
            } else {
                (&PROPERTY_RETURNED_BY_DEFAULT, "without `$select`")
            };
            fact(kind, format!("Answers contain {property_of_type} {word}."), "", "");
        }
        if old.filterable != new.filterable {
            let (kind, word) = if new.filterable {
                (&PROPERTY_FILTERABLE, "now supports `$filter`")
            } else {
                (&PROPERTY_NO_LONGER_FILTERABLE, "no longer supports `$filter`")
            };
            fact(kind, format!("{property_of_type} {word}."), "", "");
        }
        // The values are compared only if both states list them. If only one state does, the description changed, and
        // probably not the values.
        if was == new.ty && !old.values.is_empty() && !new.values.is_empty() {
            for value in old.values.iter().filter(|value| !new.values.contains(value)) {
                fact(
                    &PROPERTY_VALUE_REMOVED,
                    format!("{property_of_type} no longer lists the value `{value}`."),
                    value,
                    "",
                );
            }
            for value in new.values.iter().filter(|value| !old.values.contains(value)) {
                fact(&PROPERTY_VALUE_ADDED, format!("{property_of_type} lists the value `{value}` now."), "", value);
            }
        }
        if old.doc != new.doc {
            fact(&TEXT_CHANGED, format!("The text about {property_of_type} changed."), "", "");
        }
    }

    /// Whether a change between structural and navigation property is to be reported for the property. The kind of its
    /// type (entity or complex type) determines which of both it is, so this is the case if the page of the property
    /// has an added or removed statement about the kind of its type. It is also the case if one state does not describe
    /// the type.
    fn is_kind_of_page(&self, old: &Property, new: &Property) -> bool {
        let types = (self.old.get(item(&old.ty)), self.new.get(item(&new.ty)));
        let (Some(was), Some(is)) = types else { return true };
        let pages = pages_of_kind(was, is);
        pages.contains(&old.place.page) || pages.contains(&new.place.page)
    }

    /// The kind of change if a property of the type `old` gets the type `new`.
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
