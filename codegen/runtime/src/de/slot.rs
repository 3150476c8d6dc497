//! Reading one value into one slot.
//!
//! In: a slot and any value. Out: nothing when the value fits, else the value as it came.
//! Invariant: one visitor serves every kind of slot, so that the code exists once for each format.

use super::{
    MAX_TYPED_DEPTH, deeper, fill,
    raw::{RawSeed, rest_of_list},
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
    /// Where to keep the text of a scalar that is written in another spelling: a list needs it when a later element does not fit.
    pub(super) original: Option<&'s mut Option<String>>,
}

impl<'s, 'a> SlotSeed<'s, 'a> {
    pub(super) fn new(slot: &'s mut Slot<'a>, depth: usize) -> Self {
        Self { slot, depth, original: None }
    }
}

/// The value that did not fit.
type Misfit = Option<Json>;

/// A float as JSON holds it.
pub(super) fn json_of_float(value: f64) -> Json {
    Number::from_f64(value).map_or_else(|| Json::String(value::text_of_float(value).to_owned()), Json::Number)
}

impl<'de> DeserializeSeed<'de> for SlotSeed<'_, '_> {
    type Value = Misfit;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Misfit, D::Error> {
        match self.slot {
            Slot::Patch(patch) => read_patch(&mut **patch, deserializer, self.depth),
            _ => deserializer.deserialize_any(self),
        }
    }
}

/// Reads a member of a PATCH body: a value, or `null`, which is one of its own there.
fn read_patch<'de, D: Deserializer<'de>>(
    patch: &mut dyn PatchSlot,
    deserializer: D,
    depth: usize,
) -> Result<Misfit, D::Error> {
    let mut deserializer = Some(deserializer);
    let mut done = Ok(None);
    patch.read(&mut |slot| {
        if let Some(deserializer) = deserializer.take() {
            done = SlotSeed::new(slot, depth).deserialize(deserializer);
        }
        if let Slot::Untyped(Some(Json::Null)) = slot {
            done = Ok(Some(Json::Null));
        }
        matches!(done, Ok(None))
    });
    if matches!(done, Ok(Some(Json::Null))) {
        patch.set_null();
        return Ok(None);
    }
    done
}

impl SlotSeed<'_, '_> {
    fn number(self, number: Number) -> Misfit {
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

    fn integer(self, value: i64) -> Misfit {
        match self.slot {
            Slot::I64(slot) => **slot = Some(value),
            Slot::I32(slot) => match i32::try_from(value) {
                Ok(value) => **slot = Some(value),
                Err(_) => return Some(value.into()),
            },
            Slot::F64(slot) => match value::float_of_integer(value) {
                Some(value) => **slot = Some(value),
                None => return Some(value.into()),
            },
            _ => return self.other_number(value.into()),
        }
        None
    }

    fn float(self, value: f64) -> Misfit {
        match self.slot {
            Slot::F64(slot) => **slot = Some(value),
            Slot::I32(_) | Slot::I64(_) => match value::integer_of_float(value) {
                Some(value) => return self.integer(value),
                None => return Some(json_of_float(value)),
            },
            _ => match Number::from_f64(value) {
                Some(number) => return self.other_number(number),
                None => return self.text(value::text_of_float(value)),
            },
        }
        None
    }

    fn other_number(self, number: Number) -> Misfit {
        match self.slot {
            Slot::Scalar(slot) => {
                if !slot.set_number(&number) {
                    return Some(Json::Number(number));
                }
            }
            Slot::Untyped(slot) => **slot = Some(Json::Number(number)),
            _ => return Some(Json::Number(number)),
        }
        None
    }

    #[inline]
    fn text(self, text: &str) -> Misfit {
        let same_spelling = match self.slot {
            Slot::String(slot) => {
                **slot = Some(text.to_owned());
                true
            }
            Slot::Scalar(slot) => {
                if !slot.set_text(text) {
                    return Some(text.into());
                }
                self.original.is_none() || slot.is_written_as(text)
            }
            Slot::I64(slot) => match text.parse() {
                Ok(value) => {
                    **slot = Some(value);
                    false
                }
                Err(_) => return Some(text.into()),
            },
            Slot::F64(slot) => match value::float_of_text(text) {
                Some(value) => {
                    **slot = Some(value);
                    true
                }
                None => return Some(text.into()),
            },
            Slot::Untyped(slot) => {
                **slot = Some(text.into());
                true
            }
            _ => return Some(text.into()),
        };
        if let Some(original) = self.original
            && !same_spelling
        {
            *original = Some(text.to_owned());
        }
        None
    }

    fn json(self, value: Json) -> Misfit {
        match (self.slot, value) {
            (Slot::Untyped(slot), value) => {
                **slot = Some(value);
                None
            }
            // A number that came as a map, see `raw::NUMBER_KEY`.
            (slot, Json::Number(number)) => SlotSeed::new(slot, self.depth).number(number),
            (_, value) => Some(value),
        }
    }
}

impl<'de> Visitor<'de> for SlotSeed<'_, '_> {
    type Value = Misfit;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Misfit, E> {
        if let Slot::Bool(slot) = self.slot {
            **slot = Some(value);
            return Ok(None);
        }
        Ok(self.json(Json::Bool(value)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Misfit, E> {
        Ok(self.integer(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Misfit, E> {
        Ok(match i64::try_from(value) {
            Ok(value) => self.integer(value),
            Err(_) => self.other_number(value.into()),
        })
    }

    fn visit_f64<E>(self, value: f64) -> Result<Misfit, E> {
        Ok(self.float(value))
    }

    #[inline]
    fn visit_str<E>(self, text: &str) -> Result<Misfit, E> {
        Ok(self.text(text))
    }

    fn visit_string<E>(self, text: String) -> Result<Misfit, E> {
        if let Slot::String(slot) = self.slot {
            **slot = Some(text);
            return Ok(None);
        }
        Ok(self.text(&text))
    }

    fn visit_unit<E>(self) -> Result<Misfit, E> {
        Ok(self.json(Json::Null))
    }

    fn visit_none<E>(self) -> Result<Misfit, E> {
        Ok(self.json(Json::Null))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Misfit, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Misfit, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, sequence: A) -> Result<Misfit, A::Error> {
        let depth = deeper(self.depth)?;
        match self.slot {
            Slot::List(list) if depth < MAX_TYPED_DEPTH => fill_list(&mut **list, sequence, depth),
            _ => {
                let list = rest_of_list(Vec::new(), sequence, depth)?;
                Ok(self.json(Json::Array(list)))
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Misfit, A::Error> {
        let depth = deeper::<A::Error>(self.depth)?;
        match self.slot {
            Slot::Object(slot) if depth < MAX_TYPED_DEPTH => fill(slot.open(), map, depth),
            Slot::Place(object) if depth < MAX_TYPED_DEPTH => fill(&mut **object, map, depth),
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
) -> Result<Misfit, A::Error> {
    list.open();
    let mut originals: Vec<(usize, String)> = Vec::new();
    for index in 0.. {
        let mut element = Ok(None);
        let mut original = None;
        list.push(&mut |slot| {
            let seed = SlotSeed { slot, depth, original: Some(&mut original) };
            element = sequence.next_element_seed(seed);
            matches!(element, Ok(Some(None)))
        });
        match element? {
            None => break,
            Some(None) => originals.extend(original.map(|text| (index, text))),
            Some(Some(misfit)) => {
                let mut elements = list.list().map(elements_as_json).unwrap_or_default();
                for (index, text) in originals {
                    elements[index] = Json::String(text);
                }
                elements.push(misfit);
                return rest_of_list(elements, sequence, depth).map(|list| Some(Json::Array(list)));
            }
        }
    }
    Ok(None)
}

fn elements_as_json(list: &dyn List) -> Vec<Json> {
    (0..list.len()).map(|index| to_json(list.element(index))).collect()
}
