//! Reads a string, a number, a Boolean or `null` into a field.
//!
//! In: a slot and a value without members. Out: whether the value fits; [`Context::kept`] has the value when it does
//! not. Invariant: a value that does not fit goes to the context and not into the returned [`Fit`]. So `Fit` stays
//! small; a larger result would be copied at every return, even for values that fit.

use super::context::Context;
use crate::{
    Slot,
    json::number::{float_of_integer, float_of_text, integer_of_float, json_of_float, text_of_float},
};
use serde_json::Number;
use serde_json::Value as Json;

pub(super) struct SlotSeed<'s, 'a> {
    pub(super) slot: &'s mut Slot<'a>,
    /// How many arrays and objects are open around the value.
    pub(super) depth: usize,
    /// Keeps the value that was read, if the slot rejects it.
    pub(super) context: &'s mut Context,
    /// Whether to return [`Fit::Respelled`] and keep the original text if a string would be written differently from
    /// how it was read. Set for the elements of a list: if a later element does not fit, the whole list may have to be
    /// kept as it was read.
    pub(super) exact: bool,
}

impl<'s, 'a> SlotSeed<'s, 'a> {
    pub(super) fn new(slot: &'s mut Slot<'a>, depth: usize, context: &'s mut Context) -> Self {
        Self { slot, depth, context, exact: false }
    }
}

/// Whether a value fits the field that a slot refers to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// The field has the value now.
    Taken,
    /// The field has the value now, but will write it differently from how it was read: `"7"` as `7`. [`Context::kept`]
    /// has the original. Returned only if [`SlotSeed::exact`] is set.
    Respelled,
    /// The field cannot hold the value. [`Context::kept`] has it.
    Kept,
    /// The value is `null`, which this type of field cannot hold.
    Null,
}

impl SlotSeed<'_, '_> {
    pub(super) fn keep(&mut self, value: impl Into<Json>) -> Fit {
        self.context.kept = value.into();
        Fit::Kept
    }

    pub(super) fn number(&mut self, number: Number) -> Fit {
        if let Some(value) = number.as_i64() {
            self.integer(value)
        } else if number.is_u64() {
            self.other_number(number)
        } else {
            match number.as_f64() {
                Some(value) => self.float(value),
                None => self.other_number(number),
            }
        }
    }

    pub(super) fn integer(&mut self, value: i64) -> Fit {
        match &mut *self.slot {
            Slot::I64(slot) => **slot = Some(value),
            Slot::I32(slot) => match i32::try_from(value) {
                Ok(value) => **slot = Some(value),
                Err(_) => return self.keep(value),
            },
            Slot::F64(slot) => match float_of_integer(value) {
                Some(value) => **slot = Some(value),
                None => return self.keep(value),
            },
            _ => return self.other_number(value.into()),
        }
        Fit::Taken
    }

    pub(super) fn float(&mut self, value: f64) -> Fit {
        match &mut *self.slot {
            Slot::F64(slot) => **slot = Some(value),
            Slot::I32(_) | Slot::I64(_) => match integer_of_float(value) {
                Some(value) => return self.integer(value),
                None => return self.keep(json_of_float(value)),
            },
            _ => match Number::from_f64(value) {
                Some(number) => return self.other_number(number),
                None => return self.text(text_of_float(value)),
            },
        }
        Fit::Taken
    }

    pub(super) fn other_number(&mut self, number: Number) -> Fit {
        match &mut *self.slot {
            Slot::Scalar(slot) => {
                if !slot.set_number(&number) {
                    return self.keep(number);
                }
            }
            Slot::Untyped(slot) => **slot = Some(Json::Number(number)),
            _ => return self.keep(number),
        }
        Fit::Taken
    }

    #[inline]
    pub(super) fn text(&mut self, text: &str) -> Fit {
        // Most members are text, and a well-predicted test costs less than the jump table of a `match`.
        if let Slot::String(slot) = &mut *self.slot {
            **slot = Some(text.to_owned());
            return Fit::Taken;
        }
        self.other_text(text)
    }

    pub(super) fn other_text(&mut self, text: &str) -> Fit {
        let same_spelling = match &mut *self.slot {
            Slot::Scalar(slot) => {
                if !slot.set_text(text) {
                    return self.keep(text);
                }
                !self.exact || slot.is_written_as(text)
            }
            Slot::I64(slot) => match text.parse() {
                Ok(value) => {
                    **slot = Some(value);
                    false
                }
                Err(_) => return self.keep(text),
            },
            Slot::F64(slot) => match float_of_text(text) {
                Some(value) => {
                    **slot = Some(value);
                    true
                }
                None => return self.keep(text),
            },
            Slot::Untyped(slot) => {
                **slot = Some(text.into());
                true
            }
            _ => return self.keep(text),
        };
        if same_spelling || !self.exact {
            return Fit::Taken;
        }
        self.context.kept = text.into();
        Fit::Respelled
    }

    pub(super) fn null(&mut self) -> Fit {
        match &mut *self.slot {
            Slot::Untyped(slot) => {
                **slot = Some(Json::Null);
                Fit::Taken
            }
            _ => Fit::Null,
        }
    }

    pub(super) fn json(&mut self, value: Json) -> Fit {
        if let Slot::Untyped(slot) = &mut *self.slot {
            **slot = Some(value);
            return Fit::Taken;
        }
        match value {
            // A number that is given as a map, see `raw::NUMBER_KEY`.
            Json::Number(number) => self.number(number),
            value => self.keep(value),
        }
    }
}
