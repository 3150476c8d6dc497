//! Implements reading and writing for structured types, and for the types of the standard library and of `serde_json`
//! that fields of generated structs have.
//!
//! In: a type such as `bool`, `i32`, `String`, `serde_json::Value`, a structured type or a `Box` of one. Out: its slots
//! and views. Invariant: a JSON number is accepted only if it is written back with the same value.

use super::table;
use crate::{
    Scalar, Slot, Table, Value, View, Write,
    json::number::{float_of, float_of_single, float_of_text, integer_of},
};
use serde_json::Number;
use serde_json::Value as Json;

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

    // A number with more digits than an `f32` holds does not fit, because it would be written back with another value.
    fn from_number(number: &Number) -> Option<Self> {
        let value = float_of(number)?;
        #[expect(clippy::cast_possible_truncation, reason = "compared back below")]
        let single = value as f32;
        (single.is_finite() && float_of_single(single) == value).then_some(single)
    }
}

impl<T: Table> Write for T {
    #[inline]
    fn view(&self) -> View<'_> {
        View::Object(self.as_structured())
    }
}

/// Applies to every structured type, and to a `Box` of one, which implements `Table` too.
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
