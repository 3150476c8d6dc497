//! Reading one value into one slot.
//!
//! In: a slot and any value. Out: whether the value fits, and the value as it came when it does not.
//! Invariant: one visitor serves every kind of slot, so that the code exists once for each format. What does not fit goes
//! to a place of the caller: in the result it would be moved through every call, also where everything fits.

use super::{
    MAX_TYPED_DEPTH, deeper, fill,
    raw::{RawSeed, rest_of_list},
    reading::Reading,
};
use crate::{Json, List, ListSlot, PatchSlot, Slot, ser::to_json, value};
use serde::{
    Deserializer,
    de::{DeserializeSeed, MapAccess, SeqAccess, Visitor},
};
use serde_json::Number;
use std::fmt;

pub(super) struct SlotSeed<'s, 'a> {
    pub(super) slot: &'s mut Slot<'a>,
    /// How many arrays and objects are open around the value.
    pub(super) depth: usize,
    /// Where a value goes that the slot does not take.
    pub(super) reading: &'s mut Reading,
    /// Whether the text of a scalar that is written in another spelling is to be kept as well: a list needs it when a later
    /// element does not fit.
    pub(super) exact: bool,
}

impl<'s, 'a> SlotSeed<'s, 'a> {
    pub(super) fn new(slot: &'s mut Slot<'a>, depth: usize, reading: &'s mut Reading) -> Self {
        Self { slot, depth, reading, exact: false }
    }
}

/// Whether a slot took a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// It did.
    Taken,
    /// It did, and writes the value in another spelling than the one kept beside it.
    Respelled,
    /// It did not: the value is kept.
    Kept,
    /// It did not: the value is `null`, of which nothing needs keeping.
    Null,
}

/// A float as JSON holds it.
pub(super) fn json_of_float(value: f64) -> Json {
    Number::from_f64(value).map_or_else(|| Json::String(value::text_of_float(value).to_owned()), Json::Number)
}

/// By reference: by value it would be copied from call to call, for each member.
impl<'de> DeserializeSeed<'de> for &mut SlotSeed<'_, '_> {
    type Value = Fit;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Fit, D::Error> {
        match &mut *self.slot {
            Slot::Patch(patch) => read_patch(&mut **patch, deserializer, self.depth, self.reading),
            _ => deserializer.deserialize_any(self),
        }
    }
}

/// Reads a member of a PATCH body: a value, or `null`, which is one of its own there.
fn read_patch<'de, D: Deserializer<'de>>(
    patch: &mut dyn PatchSlot,
    deserializer: D,
    depth: usize,
    reading: &mut Reading,
) -> Result<Fit, D::Error> {
    let mut deserializer = Some(deserializer);
    let mut done = Ok(Fit::Taken);
    patch.read(&mut |slot| {
        if let Some(deserializer) = deserializer.take() {
            done = SlotSeed::new(slot, depth, reading).deserialize(deserializer);
        }
        if let (Ok(fit), Slot::Untyped(Some(Json::Null))) = (&mut done, slot) {
            *fit = Fit::Null;
        }
        matches!(done, Ok(Fit::Taken | Fit::Respelled))
    });
    if let Ok(Fit::Null) = done {
        patch.set_null();
        return Ok(Fit::Taken);
    }
    done
}

impl SlotSeed<'_, '_> {
    fn keep(&mut self, value: impl Into<Json>) -> Fit {
        self.reading.kept = value.into();
        Fit::Kept
    }

    fn number(&mut self, number: Number) -> Fit {
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

    fn integer(&mut self, value: i64) -> Fit {
        match &mut *self.slot {
            Slot::I64(slot) => **slot = Some(value),
            Slot::I32(slot) => match i32::try_from(value) {
                Ok(value) => **slot = Some(value),
                Err(_) => return self.keep(value),
            },
            Slot::F64(slot) => match value::float_of_integer(value) {
                Some(value) => **slot = Some(value),
                None => return self.keep(value),
            },
            _ => return self.other_number(value.into()),
        }
        Fit::Taken
    }

    fn float(&mut self, value: f64) -> Fit {
        match &mut *self.slot {
            Slot::F64(slot) => **slot = Some(value),
            Slot::I32(_) | Slot::I64(_) => match value::integer_of_float(value) {
                Some(value) => return self.integer(value),
                None => return self.keep(json_of_float(value)),
            },
            _ => match Number::from_f64(value) {
                Some(number) => return self.other_number(number),
                None => return self.text(value::text_of_float(value)),
            },
        }
        Fit::Taken
    }

    fn other_number(&mut self, number: Number) -> Fit {
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
    fn text(&mut self, text: &str) -> Fit {
        // Most members are text: a test that mostly holds costs less than a jump to one of many places.
        if let Slot::String(slot) = &mut *self.slot {
            **slot = Some(text.to_owned());
            return Fit::Taken;
        }
        self.other_text(text)
    }

    fn other_text(&mut self, text: &str) -> Fit {
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
            Slot::F64(slot) => match value::float_of_text(text) {
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
        self.reading.kept = text.into();
        Fit::Respelled
    }

    fn null(&mut self) -> Fit {
        match &mut *self.slot {
            Slot::Untyped(slot) => {
                **slot = Some(Json::Null);
                Fit::Taken
            }
            _ => Fit::Null,
        }
    }

    fn json(&mut self, value: Json) -> Fit {
        if let Slot::Untyped(slot) = &mut *self.slot {
            **slot = Some(value);
            return Fit::Taken;
        }
        match value {
            // A number that came as a map, see `raw::NUMBER_KEY`.
            Json::Number(number) => self.number(number),
            value => self.keep(value),
        }
    }
}

impl<'de> Visitor<'de> for &mut SlotSeed<'_, '_> {
    type Value = Fit;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Fit, E> {
        if let Slot::Bool(slot) = &mut *self.slot {
            **slot = Some(value);
            return Ok(Fit::Taken);
        }
        Ok(self.json(Json::Bool(value)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Fit, E> {
        Ok(self.integer(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Fit, E> {
        Ok(match i64::try_from(value) {
            Ok(value) => self.integer(value),
            Err(_) => self.other_number(value.into()),
        })
    }

    fn visit_f64<E>(self, value: f64) -> Result<Fit, E> {
        Ok(self.float(value))
    }

    #[inline]
    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Fit, E> {
        Ok(self.text(text))
    }

    #[inline]
    fn visit_str<E>(self, text: &str) -> Result<Fit, E> {
        Ok(self.text(text))
    }

    fn visit_string<E>(self, text: String) -> Result<Fit, E> {
        if let Slot::String(slot) = &mut *self.slot {
            **slot = Some(text);
            return Ok(Fit::Taken);
        }
        Ok(self.text(&text))
    }

    fn visit_unit<E>(self) -> Result<Fit, E> {
        Ok(self.null())
    }

    fn visit_none<E>(self) -> Result<Fit, E> {
        Ok(self.null())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Fit, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Fit, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, sequence: A) -> Result<Fit, A::Error> {
        let depth = deeper(self.depth)?;
        match &mut *self.slot {
            Slot::List(list) if depth < MAX_TYPED_DEPTH => fill_list(&mut **list, sequence, depth, self.reading),
            _ => {
                let list = rest_of_list(Vec::new(), sequence, depth)?;
                Ok(self.json(Json::Array(list)))
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Fit, A::Error> {
        let depth = deeper::<A::Error>(self.depth)?;
        match &mut *self.slot {
            Slot::Object(slot) if depth < MAX_TYPED_DEPTH => fill(slot.open(), map, depth, self.reading),
            Slot::Place(object) if depth < MAX_TYPED_DEPTH => fill(&mut **object, map, depth, self.reading),
            _ => {
                let value = RawSeed { depth: self.depth }.visit_map(map)?;
                Ok(self.json(value))
            }
        }
    }
}

/// Reads elements until one does not fit; then the whole list is kept as it came.
fn fill_list<'de, A: SeqAccess<'de>>(
    list: &mut dyn ListSlot,
    mut sequence: A,
    depth: usize,
    reading: &mut Reading,
) -> Result<Fit, A::Error> {
    list.open();
    let mut originals: Vec<(usize, Json)> = Vec::new();
    for index in 0.. {
        let mut element = Ok(None);
        list.push(&mut |slot| {
            element = sequence.next_element_seed(&mut SlotSeed { slot, depth, reading, exact: true });
            matches!(element, Ok(Some(Fit::Taken | Fit::Respelled)))
        });
        let misfit = match element? {
            None => break,
            Some(Fit::Taken) => continue,
            Some(Fit::Respelled) => {
                originals.push((index, reading.kept.take()));
                continue;
            }
            Some(Fit::Kept) => reading.kept.take(),
            Some(Fit::Null) => Json::Null,
        };
        let mut elements = list.list().map(elements_as_json).unwrap_or_default();
        for (index, text) in originals {
            elements[index] = text;
        }
        elements.push(misfit);
        reading.kept = Json::Array(rest_of_list(elements, sequence, depth)?);
        return Ok(Fit::Kept);
    }
    Ok(Fit::Taken)
}

fn elements_as_json(list: &dyn List) -> Vec<Json> {
    (0..list.len()).map(|index| to_json(list.element(index))).collect()
}
