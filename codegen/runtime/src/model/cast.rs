//! Casts between a type and its bases.
//!
//! In: a value of a base or of a derived type. Out: a value of the other type. Invariant: no member is lost. A member
//! that has no field in the new type goes to its `extra`, and from there to the field again when the value is cast
//! back.

use crate::{
    Object, Structured, View,
    json::{read, write},
    members::store::{Entry, Name},
};
use serde_json::Value as Json;

/// Whether the discriminator of `object` names the type `type_name`.
pub(super) fn names_type(object: &dyn Structured, type_name: &str) -> bool {
    let mut named = false;
    object.views(&mut |_, _, annotations| {
        named = annotations.odata_type().is_some_and(|found| found.eq_ignore_ascii_case(type_name));
    });
    named
}

/// Copies every member of `source` into the field of its name in `target`, or into its `extra`.
pub(super) fn copy_members(source: &dyn Structured, target: &mut dyn Object) {
    read::fill_from_members(target, members(source));
    let mut annotated = None;
    source.views(&mut |_, _, annotations| annotated = Some(annotations.clone()));
    target.slots(&mut |_, _, annotations| {
        if let Some(annotated) = annotated.take() {
            *annotations = annotated;
        }
    });
}

/// The members of a value that are set, including those in `extra`, in the order of writing.
pub(super) fn members(source: &dyn Structured) -> Vec<(Name, Json)> {
    let names = source.type_info().names;
    let mut members: Vec<(Name, Json)> = Vec::new();
    source.views(&mut |views, extra, annotations| {
        for (name, view) in names.iter().zip(views) {
            if !matches!(view, View::Absent) {
                members.push((Name::Known(name), write::to_json(*view)));
            }
        }
        members.extend(write::unset_members(extra, names, views, annotations).map(Entry::to_member));
    });
    members
}

/// Replaces the members of `target` that `source` has. A `null` member clears the field.
pub(super) fn merge(source: &dyn Structured, target: &mut dyn Object) {
    let names = target.type_info().names;
    let members = members(source);
    target.slots(&mut |slots, extra, _| {
        for (name, _) in &members {
            extra.remove(name);
            let place = names.iter().position(|known| **known == **name);
            if let Some(slot) = place.and_then(|index| slots.get_mut(index)) {
                slot.clear();
            }
        }
    });
    read::fill_from_members(target, members);
    source.views(&mut |_, _, newer| {
        target.slots(&mut |_, _, annotations| {
            for (name, value) in newer.iter() {
                annotations.insert(name, value.clone());
            }
        });
    });
}
