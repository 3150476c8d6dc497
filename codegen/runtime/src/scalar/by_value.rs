//! Compares and hashes the texts of scalars by value where their Rust type is not known, but only their `ScalarKind`.
//!
//! In: texts and their kind. Out: whether the texts have the same value; the input of a hasher. Invariant: the results
//! equal those of `Eq` and `Hash` of the scalar types.

use super::value;
use crate::ScalarKind;
use std::hash::{Hash, Hasher};

/// Whether two texts of this kind have the same value.
pub(crate) fn equal(kind: ScalarKind, left: &str, right: &str) -> bool {
    left == right
        || match kind {
            ScalarKind::PointInTime => same(value::point_in_time(left), value::point_in_time(right)),
            ScalarKind::Day => same(value::day(left), value::day(right)),
            ScalarKind::TimeOfDay => same(value::time_of_day(left), value::time_of_day(right)),
            ScalarKind::LengthOfTime => same(value::length_of_time(left), value::length_of_time(right)),
            ScalarKind::Decimal => same(value::decimal(left), value::decimal(right)),
            ScalarKind::Guid => same(value::guid(left), value::guid(right)),
        }
}

/// Feeds the value of a text to a hasher, or the text itself if it has no value.
pub(crate) fn hash(kind: ScalarKind, text: &str, state: &mut dyn Hasher) {
    match kind {
        ScalarKind::PointInTime => feed(value::point_in_time(text), text, state),
        ScalarKind::Day => feed(value::day(text), text, state),
        ScalarKind::TimeOfDay => feed(value::time_of_day(text), text, state),
        ScalarKind::LengthOfTime => feed(value::length_of_time(text), text, state),
        ScalarKind::Decimal => feed(value::decimal(text), text, state),
        ScalarKind::Guid => feed(value::guid(text), text, state),
    }
}

fn same<V: PartialEq>(left: Option<V>, right: Option<V>) -> bool {
    left.is_some() && left == right
}

fn feed<V: Hash>(value: Option<V>, text: &str, mut state: &mut dyn Hasher) {
    match value {
        Some(value) => value.hash(&mut state),
        None => text.hash(&mut state),
    }
}
