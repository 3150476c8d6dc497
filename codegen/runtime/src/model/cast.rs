//! Casts between a type and its bases.
//!
//! In: a value of a base or of a derived type. Out: a value of the other type. Invariant: no member is lost. A member
//! for which the new type has no field is kept in the `extra` of the new value. When the value is cast back, the member
//! moves from `extra` to its field again.

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

/// Copies every member of `source` into the field with the same name in `target`, or into the `extra` of `target` if
/// there is no such field or the value does not fit it. Also copies the annotations.
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

/// The names and JSON values of the members of `source` that are set: first those that have a field, in the order of
/// [`TypeInfo::names`](crate::TypeInfo::names), then those in `extra`.
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

/// Updates `target` with the members and annotations of `source`, which replace those of the same name; all others
/// stay. A member that is `null` in `source` clears the field in `target`.
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
