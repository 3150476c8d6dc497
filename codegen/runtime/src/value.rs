//! The wire types that are types of the standard library or of `serde_json`.
//!
//! In: `bool`, numbers, `String`, `Vec`, `Box`, `serde_json::Value`. Out: their slots and views.
//! Invariant: a number fits only when it is written back with the value it had.

use crate::{Json, Scalar, Slot, Table, Value, View, Write, table};
use serde_json::Number;

/// The integers that every `f64` in this range holds without loss.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The value of a float without a fraction, such as `1.0` or `1e3`.
pub(crate) fn integer_of_float(value: f64) -> Option<i64> {
    // The range check makes the conversion exact.
    #[expect(clippy::cast_possible_truncation, reason = "guarded by EXACT")]
    (value.fract() == 0.0 && value.abs() <= EXACT).then_some(value as i64)
}

/// The float of an integer that a float can hold exactly.
pub(crate) fn float_of_integer(value: i64) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "compared back before it is used")]
    let float = value as f64;
    (integer_of_float(float) == Some(value)).then_some(float)
}

/// A number as an integer, if it is one.
pub(crate) fn integer_of(number: &Number) -> Option<i64> {
    number.as_i64().or_else(|| number.as_f64().and_then(integer_of_float))
}

/// A number as a float, if a float holds it.
pub(crate) fn float_of(number: &Number) -> Option<f64> {
    match number.as_i64() {
        Some(integer) => float_of_integer(integer),
        None if number.is_u64() => None,
        None => number.as_f64(),
    }
}

/// The spellings JSON has for floats that are no JSON numbers.
pub(crate) fn float_of_text(text: &str) -> Option<f64> {
    match text {
        "NaN" => Some(f64::NAN),
        "INF" => Some(f64::INFINITY),
        "-INF" => Some(f64::NEG_INFINITY),
        _ => None,
    }
}

/// The spelling of a float that is no JSON number.
pub(crate) fn text_of_float(value: f64) -> &'static str {
    if value.is_nan() {
        "NaN"
    } else if value > 0.0 {
        "INF"
    } else {
        "-INF"
    }
}

macro_rules! direct {
    ($($type:ty, $slot:ident, $self:ident => $view:expr;)*) => {$(
        impl Write for $type {
            #[inline]
            fn view(&$self) -> View<'_> {
                $view
            }
        }
        impl Value for $type {
            #[inline]
            fn slot(place: &mut Option<Self>) -> Slot<'_> {
                Slot::$slot(place)
            }
        }
    )*};
}

direct! {
    bool, Bool, self => View::Bool(*self);
    i32, I32, self => View::Int(i64::from(*self));
    i64, I64, self => View::Int(*self);
    f64, F64, self => View::F64(*self);
    String, String, self => View::Str(self);
    Json, Untyped, self => View::Untyped(self);
    i16, Scalar, self => View::Int(i64::from(*self));
    u8, Scalar, self => View::Int(i64::from(*self));
    i8, Scalar, self => View::Int(i64::from(*self));
    f32, Scalar, self => View::F32(*self);
}

macro_rules! small_integer {
    ($($type:ty)*) => {$(
        impl Scalar for $type {
            fn from_number(number: &Number) -> Option<Self> {
                integer_of(number).and_then(|value| value.try_into().ok())
            }
        }
    )*};
}

small_integer! { i16 u8 i8 }

impl Scalar for f32 {
    fn from_text(text: &str) -> Option<Self> {
        float_of_text(text).map(|value| {
            #[expect(clippy::cast_possible_truncation, reason = "NaN and the infinities stay what they are")]
            let single = value as f32;
            single
        })
    }

    // A number with more digits than a single holds is a misfit: written back from the field it would have changed.
    fn from_number(number: &Number) -> Option<Self> {
        let value = float_of(number)?;
        #[expect(clippy::cast_possible_truncation, reason = "compared back below")]
        let single = value as f32;
        (single.is_finite() && float_of_single(single) == value).then_some(single)
    }
}

/// The number with the digits a single is written with: 0.1, where widening makes 0.10000000149011612 of it.
pub(crate) fn float_of_single(value: f32) -> f64 {
    value.to_string().parse().unwrap_or_else(|_| f64::from(value))
}

impl<T: Write> Write for Vec<T> {
    #[inline]
    fn view(&self) -> View<'_> {
        View::List(table::list(self))
    }
}

impl<T: Value> Value for Vec<T> {
    #[inline]
    fn slot(place: &mut Option<Self>) -> Slot<'_> {
        Slot::List(table::list_slot(place))
    }
}

impl<T: Table> Write for T {
    #[inline]
    fn view(&self) -> View<'_> {
        View::Object(self.as_structured())
    }
}

/// For the type itself, and for a box of it.
impl<T: Table> Value for T {
    #[inline]
    fn slot(place: &mut Option<Self>) -> Slot<'_> {
        Slot::Object(table::object_slot(place))
    }

    #[inline]
    fn push(list: &mut Vec<Self>, read: &mut dyn FnMut(&mut Slot<'_>) -> bool) {
        table::push(list, read);
    }
}
