//! The one deserialiser.
//!
//! In: a `serde::Deserializer` and the slots of an object. Out: filled slots; what does not fit goes to `extra` as it came.
//! Invariant: only the format fails: nothing a well-formed object says is an error, and nothing it says is lost.

mod name_index;
mod raw;
mod reading;
mod slot;

use crate::{
    Annotations, Extra, Json, Object, Slot, Value,
    object::{is_at, position},
    store::Name,
};
use raw::{MAX_DEPTH, RawSeed, number_of_map};
use reading::Reading;
use serde::{
    Deserializer,
    de::{DeserializeSeed, Error, MapAccess, Visitor},
};
use slot::{Fit, SlotSeed};
use std::fmt;

/// How deep structured types nest: each level holds the slots of one type on the stack. What is deeper is kept as it came.
const MAX_TYPED_DEPTH: usize = 48;

/// Reads JSON text into an empty object.
pub(crate) fn read_json(object: &mut dyn Object, text: &str) -> Result<(), serde_json::Error> {
    let mut reader = serde_json::Deserializer::from_str(text);
    reader.deserialize_map(ObjectVisitor(object))?;
    reader.end()
}

/// Reads any value of the wire.
///
/// # Errors
///
/// When the input is not well-formed or does not fit the type.
#[doc(hidden)]
pub fn deserialize_value<'de, T: Value, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let (mut place, mut reading) = (None, Reading::default());
    let fit = SlotSeed::new(&mut T::slot(&mut place), 0, &mut reading).deserialize(deserializer)?;
    match (fit, place) {
        (Fit::Taken | Fit::Respelled, Some(value)) => Ok(value),
        _ => Err(D::Error::custom(format_args!("a value of another type: {}", reading.kept))),
    }
}

/// Gives each member to the slot of its name, or to `extra`.
pub(crate) fn fill_from_members(object: &mut dyn Object, members: Vec<(Name, Json)>) {
    let names = object.shape().names;
    let mut members = Some(members);
    let mut reading = Reading::default();
    object.slots(&mut |slots, extra, _| {
        for (name, value) in members.take().into_iter().flatten() {
            let place = names.iter().position(|known| **known == *name).and_then(|index| slots.get_mut(index));
            let read = match place {
                // `null` is no value of any slot but an untyped one, and that one keeps it here just as well.
                Some(slot) if !value.is_null() => {
                    let fit = SlotSeed::new(&mut *slot, 0, &mut reading).deserialize(&value);
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
        write!(formatter, "an object of type {}", self.0.shape().type_name)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        let mut reading = Reading::default();
        match fill(self.0, map, 1, &mut reading)? {
            Fit::Taken | Fit::Respelled => Ok(()),
            Fit::Kept | Fit::Null => Err(A::Error::custom(format_args!("expected an object, found {}", reading.kept))),
        }
    }
}

/// Reads the members of one object. A map that stands for a number is kept as one.
fn fill<'de, A: MapAccess<'de>>(
    object: &mut dyn Object,
    map: A,
    depth: usize,
    reading: &mut Reading,
) -> Result<Fit, A::Error> {
    let names = object.shape().names;
    let mut map = Some(map);
    let mut done = Ok(Fit::Taken);
    object.slots(&mut |slots, extra, annotations| {
        if let Some(map) = map.take() {
            done = fill_members(names, slots, extra, annotations, map, depth, reading);
        }
    });
    done
}

fn fill_members<'de, A: MapAccess<'de>>(
    names: &'static [&'static str],
    slots: &mut [Slot<'_>],
    extra: &mut Extra,
    annotations: &mut Annotations,
    mut map: A,
    depth: usize,
    reading: &mut Reading,
) -> Result<Fit, A::Error> {
    let mut next = 0;
    // As long as fields come in declared order none of them comes twice.
    let mut in_order = true;
    let (mut misfits, mut others) = (0_usize, 0_usize);
    while let Some(key) = map.next_key_seed(KeySeed { names, next, reading })? {
        match key {
            Key::Field(index) => {
                in_order &= index >= next;
                next = index + 1;
                let Some(slot) = slots.get_mut(index) else {
                    // No type has fewer slots than names; if one had, its members would be unknown.
                    others += 1;
                    extra.0.push(Name::Known(names[index]), map.next_value_seed(RawSeed { depth })?);
                    continue;
                };
                match map.next_value_seed(&mut SlotSeed::new(&mut *slot, depth, reading))? {
                    Fit::Taken | Fit::Respelled => continue,
                    Fit::Kept => extra.0.push(Name::Known(names[index]), reading.kept.take()),
                    Fit::Null => extra.0.push_null(names, index),
                }
                slot.clear();
                misfits += 1;
            }
            Key::Annotation => {
                let name = std::mem::take(&mut reading.other);
                annotations.0.push(name, map.next_value_seed(RawSeed { depth })?);
            }
            Key::Other => {
                let name = std::mem::take(&mut reading.other);
                let value = map.next_value_seed(RawSeed { depth })?;
                if let Some(number) = number_of_map(&name, &value) {
                    reading.kept = Json::Number(number);
                    return Ok(Fit::Kept);
                }
                others += 1;
                extra.0.push(name, value);
            }
        }
    }
    if misfits > 0 && !in_order {
        drop_replaced(names, slots, extra);
    }
    if others > 1 || (misfits > 1 && !in_order) {
        extra.0.settle();
    }
    annotations.0.settle();
    Ok(Fit::Taken)
}

/// Drops misfits whose member came again and did fit.
fn drop_replaced(names: &[&str], slots: &[Slot<'_>], extra: &mut Extra) {
    let mut next = 0;
    extra.0.retain(|name| match position(names, next, name) {
        Some(index) => {
            next = index + 1;
            !slots.get(index).is_some_and(Slot::is_set)
        }
        None => true,
    });
}

enum Key {
    Field(usize),
    Annotation,
    Other,
}

struct KeySeed<'n> {
    names: &'static [&'static str],
    next: usize,
    /// Where a name goes that is no field's.
    reading: &'n mut Reading,
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for KeySeed<'_> {
    type Value = Key;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a member name")
    }

    #[inline]
    fn visit_str<E: Error>(self, text: &str) -> Result<Key, E> {
        if is_at(self.names, self.next, text) {
            return Ok(Key::Field(self.next));
        }
        Ok(match self.reading.search(self.names, self.next, text) {
            Some(index) => Key::Field(index),
            None if self.reading.keep_other(text) => Key::Annotation,
            None => Key::Other,
        })
    }
}

/// Refuses nesting that would end the stack of whoever walks the value later.
fn deeper<E: Error>(depth: usize) -> Result<usize, E> {
    if depth >= MAX_DEPTH {
        return Err(E::custom("the value is nested too deep"));
    }
    Ok(depth + 1)
}
