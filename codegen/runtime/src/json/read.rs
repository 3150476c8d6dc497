//! Reads an object of any structured type from a document.
//!
//! In: a `serde::Deserializer` and the slots of an object. Out: filled slots. Values that do not fit go to `extra`
//! unchanged.
//! Invariant: reading fails only for malformed input. No well-formed object is an error, and nothing in it is lost.

mod context;
mod key;
mod members;
mod name_index;
mod raw;
mod slot;

use crate::{Object, Value, members::store::Name};
use context::Context;
use serde::{
    Deserializer,
    de::{DeserializeSeed, Error, MapAccess, Visitor},
};
use serde_json::Value as Json;
use slot::{Fit, SlotSeed};
use std::fmt;

/// Reads JSON text into an empty object.
///
/// # Errors
///
/// When the text is malformed or is not an object.
#[doc(hidden)]
pub fn read_json(object: &mut dyn Object, text: &str) -> Result<(), serde_json::Error> {
    let mut reader = serde_json::Deserializer::from_str(text);
    reader.deserialize_map(ObjectVisitor(object))?;
    reader.end()
}

/// Reads a value of any type that a field can have.
///
/// # Errors
///
/// When the input is malformed or does not fit the type.
#[doc(hidden)]
pub fn deserialize_value<'de, T: Value, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let (mut place, mut context) = (None, Context::default());
    let fit = SlotSeed::new(&mut T::slot(&mut place), 0, &mut context).deserialize(deserializer)?;
    match (fit, place) {
        (Fit::Taken | Fit::Respelled, Some(value)) => Ok(value),
        _ => Err(D::Error::custom(format_args!("a value of another type: {}", context.kept))),
    }
}

/// Puts each member into the slot with its name, or into `extra`.
pub(crate) fn fill_from_members(object: &mut dyn Object, members: Vec<(Name, Json)>) {
    let names = object.type_info().names;
    let mut members = Some(members);
    let mut context = Context::default();
    object.slots(&mut |slots, extra, _| {
        for (name, value) in members.take().into_iter().flatten() {
            let place = names.iter().position(|known| **known == *name).and_then(|index| slots.get_mut(index));
            let read = match place {
                // This function puts `null` into `extra` even if the field has the type `Json`, which could hold it.
                Some(slot) if !value.is_null() => {
                    let fit = SlotSeed::new(&mut *slot, 0, &mut context).deserialize(&value);
                    let read = matches!(fit, Ok(Fit::Taken | Fit::Respelled));
                    if !read {
                        slot.clear();
                    }
                    read
                }
                _ => false,
            };
            if !read {
                extra.0.push(name, value);
            }
        }
        extra.0.settle();
    });
}

pub(crate) struct ObjectVisitor<'o>(pub(crate) &'o mut dyn Object);

impl<'de> Visitor<'de> for ObjectVisitor<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "an object of type {}", self.0.type_info().type_name)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        let mut context = Context::default();
        match members::fill(self.0, map, 1, &mut context)? {
            Fit::Taken | Fit::Respelled => Ok(()),
            Fit::Kept | Fit::Null => Err(A::Error::custom(format_args!("expected an object, found {}", context.kept))),
        }
    }
}
