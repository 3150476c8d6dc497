//! Implements `Hash` once for all structured types.
//!
//! In: the views of a value. Out: the input of a hasher. Invariant: equal values give equal input: members of objects
//! are sorted by name; 0 and -0 give the same input, and all NaN values do.

use super::compare::written;
use crate::{Structured, View, scalar::by_value};
use serde_json::{Number, Value as Json};
use std::hash::{Hash, Hasher};

/// Feeds an object to a hasher, so that equal objects give equal hashes.
#[doc(hidden)]
pub fn hash(object: &dyn Structured, mut state: &mut dyn Hasher) {
    let names = object.type_info().names;
    object.views(&mut |views, extra, annotations| {
        views.iter().for_each(|view| hash_view(view, state));
        hash_members(annotations.iter(), state);
        hash_members(written(names, views, extra, annotations).into_iter(), state);
    });
    names.len().hash(&mut state);
}

fn hash_view(view: &View<'_>, mut state: &mut dyn Hasher) {
    if let Some((text, kind)) = view.scalar() {
        kind.hash(&mut state);
        return by_value::hash(kind, text, state);
    }
    std::mem::discriminant(view).hash(&mut state);
    match *view {
        View::Absent | View::Null => {}
        View::Bool(value) => value.hash(&mut state),
        View::Int(value) => value.hash(&mut state),
        View::F32(value) => hash_float(value.into(), state),
        View::F64(value) => hash_float(value, state),
        View::Str(text)
        | View::Scalar(text, _)
        | View::Member(text)
        | View::Unrecognized(text)
        | View::Number(text) => text.hash(&mut state),
        View::Object(object) => hash(object, state),
        View::List(list) => {
            list.len().hash(&mut state);
            (0..list.len()).for_each(|index| hash_view(&list.element(index), state));
        }
        View::Untyped(value) => hash_json(value, state),
    }
}

fn hash_float(value: f64, state: &mut dyn Hasher) {
    let value = if value == 0.0 { 0.0 } else { value };
    state.write_u64(if value.is_nan() { f64::NAN.to_bits() } else { value.to_bits() });
}

fn hash_json(value: &Json, mut state: &mut dyn Hasher) {
    std::mem::discriminant(value).hash(&mut state);
    match value {
        Json::Null => {}
        Json::Bool(value) => value.hash(&mut state),
        Json::Number(number) => hash_number(number, state),
        Json::String(text) => text.hash(&mut state),
        Json::Array(elements) => {
            elements.len().hash(&mut state);
            elements.iter().for_each(|element| hash_json(element, state));
        }
        Json::Object(members) => hash_members(members.iter().map(|(name, value)| (name.as_str(), value)), state),
    }
}

fn hash_number(number: &Number, mut state: &mut dyn Hasher) {
    match (number.as_u64(), number.as_i64(), number.as_f64()) {
        (Some(value), ..) => value.hash(&mut state),
        (_, Some(value), _) => value.hash(&mut state),
        (.., value) => hash_float(value.unwrap_or_default(), state),
    }
}

fn hash_members<'j>(members: impl Iterator<Item = (&'j str, &'j Json)>, mut state: &mut dyn Hasher) {
    let mut members: Vec<(&str, &Json)> = members.collect();
    members.sort_by_key(|(name, _)| *name);
    members.len().hash(&mut state);
    for (name, value) in members {
        name.hash(&mut state);
        hash_json(value, state);
    }
}
