//! Implements `Debug` and `PartialEq` once for all structured types.
//!
//! In: the members of one value or of two, as [`View`]s. Out: the `Debug` text of the value, or whether the two values
//! are equal. Invariant: only set members are printed. Two values are equal if their members are equal, in any order.
//! NaN equals NaN, so that every value equals itself.

use crate::{
    Annotations, Extra, List, ScalarKind, Structured, TypeInfo, View,
    json::write::unset_members,
    members::sensitive::{Redacted, is_sensitive},
    scalar::by_value,
};
use serde_json::Value as Json;
use std::{collections::BTreeMap, fmt};

/// Formats a structured value under the name of its Rust type and the wire names of its members.
///
/// # Errors
///
/// When the formatter fails.
#[doc(hidden)]
pub fn debug(object: &dyn Structured, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    let shape = object.type_info();
    let mut done = Ok(());
    object.views(&mut |views, extra, annotations| {
        let mut output = formatter.debug_struct(shape.rust_name);
        for (name, view) in shape.names.iter().zip(views) {
            match view {
                View::Absent => {}
                View::Null => drop(output.field(name, view)),
                _ if shape.sensitive.contains(name) => drop(output.field(name, &Redacted)),
                _ => drop(output.field(name, view)),
            }
        }
        if extra.iter().any(|(name, value)| shape.sensitive.contains(&name) && !value.is_null()) {
            output.field("extra", &RedactedExtra(shape, extra));
        } else if !extra.is_empty() {
            output.field("extra", extra);
        }
        if !annotations.is_empty() {
            output.field("annotations", annotations);
        }
        done = output.finish();
    });
    done
}

/// The members in `extra`, with the values of sensitive members hidden.
struct RedactedExtra<'e>(&'static TypeInfo, &'e Extra);

impl fmt::Debug for RedactedExtra<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut map = formatter.debug_map();
        for (name, value) in self.1.iter() {
            match self.0.sensitive.contains(&name) || is_sensitive(name) {
                true => map.entry(&name, &Redacted),
                false => map.entry(&name, value),
            };
        }
        map.finish()
    }
}

impl fmt::Debug for View<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Absent => formatter.write_str("absent"),
            Self::Null => formatter.write_str("null"),
            Self::Bool(value) => value.fmt(formatter),
            Self::Int(value) => value.fmt(formatter),
            Self::F32(value) => value.fmt(formatter),
            Self::F64(value) => value.fmt(formatter),
            Self::Str(text) | Self::Scalar(text, _) | Self::Member(text) | Self::Unrecognized(text) => {
                text.fmt(formatter)
            }
            Self::Number(text) => formatter.write_str(text),
            Self::Object(object) => debug(object, formatter),
            Self::List(list) => {
                formatter.debug_list().entries((0..list.len()).map(|index| list.element(index))).finish()
            }
            Self::Untyped(value) => value.fmt(formatter),
        }
    }
}

/// Whether two objects of one type have equal members.
#[doc(hidden)]
pub fn equal(left: &dyn Structured, right: &dyn Structured) -> bool {
    let names = left.type_info().names;
    if names != right.type_info().names {
        return false;
    }
    let mut same = false;
    left.views(&mut |left_views, left_extra, left_annotations| {
        right.views(&mut |right_views, right_extra, right_annotations| {
            same = left_views == right_views
                && left_annotations == right_annotations
                && (left_extra == right_extra
                    || written(names, left_views, left_extra, left_annotations)
                        == written(names, right_views, right_extra, right_annotations));
        });
    });
    same
}

/// The members in `extra` that are written to JSON, by name. Members whose name is also that of a set field or of an
/// annotation are left out.
pub(super) fn written<'e>(
    names: &[&str],
    views: &[View<'_>],
    extra: &'e Extra,
    annotations: &Annotations,
) -> BTreeMap<&'e str, &'e Json> {
    unset_members(extra, names, views, annotations).map(|entry| (entry.name(), entry.value())).collect()
}

impl PartialEq for View<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (*self, *other) {
            (Self::Absent, Self::Absent) | (Self::Null, Self::Null) => true,
            (Self::Bool(left), Self::Bool(right)) => left == right,
            (Self::Int(left), Self::Int(right)) => left == right,
            (Self::F32(left), Self::F32(right)) => left == right || (left.is_nan() && right.is_nan()),
            (Self::F64(left), Self::F64(right)) => left == right || (left.is_nan() && right.is_nan()),
            (Self::Str(left), Self::Str(right))
            | (Self::Member(left), Self::Member(right))
            | (Self::Unrecognized(left), Self::Unrecognized(right)) => left == right,
            (Self::Object(left), Self::Object(right)) => equal(left, right),
            (Self::List(left), Self::List(right)) => equal_lists(left, right),
            (Self::Untyped(left), Self::Untyped(right)) => left == right,
            (left, right) => match (left.scalar(), right.scalar()) {
                (Some((left, kind)), Some((right, same))) => kind == same && by_value::equal(kind, left, right),
                _ => false,
            },
        }
    }
}

impl<'a> View<'a> {
    /// The text of a scalar that is compared by value, and its kind, which decides how the text is parsed for the
    /// comparison. For example, the decimal `1.10` from a JSON number equals the decimal `1.1` from a JSON string.
    /// `None` for every other view.
    pub(super) fn scalar(self) -> Option<(&'a str, ScalarKind)> {
        match self {
            Self::Scalar(text, kind) => Some((text, kind)),
            Self::Number(text) => Some((text, ScalarKind::Decimal)),
            _ => None,
        }
    }
}

impl Eq for View<'_> {}

fn equal_lists(left: &dyn List, right: &dyn List) -> bool {
    left.len() == right.len() && (0..left.len()).all(|index| left.element(index) == right.element(index))
}
