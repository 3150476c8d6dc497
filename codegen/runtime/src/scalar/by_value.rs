//! Texts of scalars compared by value, where their type is known by its kind only.
//!
//! In: texts and their kind. Out: whether they stand for one value; what a hasher is fed.
//! Invariant: the same as the `Eq` and `Hash` of the scalar types.

use super::value;
use crate::ScalarKind;
use std::hash::{Hash, Hasher};

/// Whether two texts of a kind stand for one value.
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

/// Feeds the value of a text to a hasher, or a text without a value itself.
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
