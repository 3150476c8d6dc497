//! Writes an object of any structured type.
//!
//! In: views. Out: calls of a `serde::Serializer`. Invariant: annotations are written first, then
//! the set fields in declared order, then the members of `extra` without a set field of the same
//! name.

use super::{name_search::position, number};
use crate::{Annotations, Extra, List, Structured, View, Write, members::store::Entry};
use serde::{
    Serialize, Serializer,
    ser::{Error, SerializeMap, SerializeSeq},
};
use serde_json::Number;
use serde_json::Value as Json;

/// Writes an object with its annotations and members.
///
/// # Errors
///
/// When the serializer fails.
#[doc(hidden)]
pub fn serialize<S: Serializer>(object: &dyn Structured, serializer: S) -> Result<S::Ok, S::Error> {
    let names = object.type_info().names;
    let mut serializer = Some(serializer);
    let mut done = None;
    object.views(&mut |views, extra, annotations| {
        done = serializer.take().map(|serializer| members(names, views, extra, annotations, serializer));
    });
    done.unwrap_or_else(|| Err(S::Error::custom("a structured value did not show its members")))
}

fn members<S: Serializer>(
    names: &[&str],
    views: &[View<'_>],
    extra: &Extra,
    annotations: &Annotations,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    if !annotations.is_empty() {
        for (name, value) in annotations.iter() {
            map.serialize_entry(name, value)?;
        }
    }
    for (name, view) in names.iter().zip(views) {
        match view {
            View::Absent => {}
            // Most members are strings, and a well-predicted test costs less than the jump table of a `match`.
            View::Str(text) | View::Scalar(text, _) => map.serialize_entry(name, text)?,
            _ => map.serialize_entry(name, view)?,
        }
    }
    if !extra.is_empty() {
        for entry in unset_members(extra, names, views, annotations) {
            map.serialize_entry(entry.name(), entry.value())?;
        }
    }
    map.end()
}

/// The members of `extra` to write: those without a set field or an annotation of the same name.
pub(crate) fn unset_members<'e>(
    extra: &'e Extra,
    names: &[&str],
    views: &[View<'_>],
    annotations: &Annotations,
) -> impl Iterator<Item = Entry<'e>> {
    // The members of `extra` usually come in declared order, so each search starts where the last one ended.
    let mut next = 0;
    extra.0.entries().filter(move |entry| {
        if let Some(index) = position(names, entry.likely_place().unwrap_or(next), entry.name()) {
            next = index + 1;
            if !matches!(views.get(index), None | Some(View::Absent)) {
                return false;
            }
        }
        annotations.is_empty() || !entry.name().contains('@') || annotations.get(entry.name()).is_none()
    })
}

impl Serialize for View<'_> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Self::Str(text) | Self::Scalar(text, _) | Self::Member(text) | Self::Unrecognized(text) => {
                serializer.serialize_str(text)
            }
            Self::Absent | Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(value),
            Self::Int(value) => serializer.serialize_i64(value),
            Self::F32(value) if value.is_finite() => serializer.serialize_f64(number::float_of_single(value)),
            Self::F32(value) => serializer.serialize_str(number::text_of_float(value.into())),
            Self::F64(value) if value.is_finite() => serializer.serialize_f64(value),
            Self::F64(value) => serializer.serialize_str(number::text_of_float(value)),
            Self::Number(text) => match text.parse::<Number>() {
                Ok(number) => number.serialize(serializer),
                Err(_) => serializer.serialize_str(text),
            },
            Self::Object(object) => serialize(object, serializer),
            Self::List(list) => serialize_list(list, serializer),
            Self::Untyped(value) => value.serialize(serializer),
        }
    }
}

fn serialize_list<S: Serializer>(list: &dyn List, serializer: S) -> Result<S::Ok, S::Error> {
    let mut sequence = serializer.serialize_seq(Some(list.len()))?;
    for index in 0..list.len() {
        sequence.serialize_element(&list.element(index))?;
    }
    sequence.end()
}

/// Writes a value of any type that a field can have.
///
/// # Errors
///
/// When the serializer fails.
#[doc(hidden)]
pub fn serialize_value<T: Write, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    value.view().serialize(serializer)
}

/// Converts a value that is to be written to a `serde_json::Value`.
pub(crate) fn to_json(view: View<'_>) -> Json {
    match view {
        View::Absent | View::Null => Json::Null,
        View::Bool(value) => Json::Bool(value),
        View::Int(value) => Json::Number(value.into()),
        View::F32(value) if value.is_finite() => number::json_of_float(number::float_of_single(value)),
        View::F32(value) => number::json_of_float(value.into()),
        View::F64(value) => number::json_of_float(value),
        View::Str(text) | View::Scalar(text, _) | View::Member(text) | View::Unrecognized(text) => {
            Json::String(text.to_owned())
        }
        View::Number(text) => text.parse().map_or_else(|_| Json::String(text.to_owned()), Json::Number),
        View::List(list) => (0..list.len()).map(|index| to_json(list.element(index))).collect(),
        View::Untyped(value) => value.clone(),
        View::Object(object) => {
            let mut map = serde_json::Map::new();
            let names = object.type_info().names;
            object.views(&mut |views, extra, annotations| {
                map.extend(annotations.iter().map(|(name, value)| (name.to_owned(), value.clone())));
                for (name, view) in names.iter().zip(views) {
                    if !matches!(view, View::Absent) {
                        map.insert((*name).to_owned(), to_json(*view));
                    }
                }
                let rest = unset_members(extra, names, views, annotations);
                map.extend(rest.map(|entry| (entry.name().to_owned(), entry.value().clone())));
            });
            Json::Object(map)
        }
    }
}
