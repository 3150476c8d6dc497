//! Reads objects and lists that are nested in an object.
//!
//! In: a slot and any value of a `serde` format. Out: the filled slot, or the unchanged value in [`Context::kept`].
//! Invariant: one `Visitor` implementation serves all variants of [`Slot`], so the code is compiled once for each
//! `Deserializer` and not once for each type.

use super::{
    context::Context,
    key::{Key, KeySeed},
    raw::{RawSeed, deeper, number_of_map, rest_of_list},
    slot::{Fit, SlotSeed},
};
use crate::{
    Annotations, Extra, List, ListSlot, Object, PatchSlot, Slot,
    json::{name_search::position, write::to_json},
    members::store::Name,
};
use serde::{
    Deserializer,
    de::{DeserializeSeed, MapAccess, SeqAccess, Visitor},
};
use serde_json::Value as Json;
use std::fmt;

/// Objects and lists at this depth or deeper (the outermost object has depth 1) are kept as JSON instead of being read
/// as their declared types. This limits the stack, which holds the slots of one object for each level.
const MAX_TYPED_DEPTH: usize = 48;

/// Implemented for `&mut SlotSeed` and not for `SlotSeed`: the methods of seeds and visitors take `self` by value, and
/// would otherwise copy the whole seed at each call.
impl<'de> DeserializeSeed<'de> for &mut SlotSeed<'_, '_> {
    type Value = Fit;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Fit, D::Error> {
        match &mut *self.slot {
            Slot::Patch(patch) => read_patch(&mut **patch, deserializer, self.depth, self.context),
            _ => deserializer.deserialize_any(self),
        }
    }
}

/// Reads a member of a PATCH body: a value, or `null`, which clears the member.
fn read_patch<'de, D: Deserializer<'de>>(
    patch: &mut dyn PatchSlot,
    deserializer: D,
    depth: usize,
    context: &mut Context,
) -> Result<Fit, D::Error> {
    let mut deserializer = Some(deserializer);
    let mut done = Ok(Fit::Taken);
    patch.read(&mut |slot| {
        if let Some(deserializer) = deserializer.take() {
            done = SlotSeed::new(slot, depth, context).deserialize(deserializer);
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
            Slot::List(list) if depth < MAX_TYPED_DEPTH => fill_list(&mut **list, sequence, depth, self.context),
            _ => {
                let list = rest_of_list(Vec::new(), sequence, depth)?;
                Ok(self.json(Json::Array(list)))
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Fit, A::Error> {
        let depth = deeper::<A::Error>(self.depth)?;
        match &mut *self.slot {
            Slot::Object(slot) if depth < MAX_TYPED_DEPTH => fill(slot.open(), map, depth, self.context),
            Slot::Place(object) if depth < MAX_TYPED_DEPTH => fill(&mut **object, map, depth, self.context),
            _ => {
                let value = RawSeed { depth: self.depth }.visit_map(map)?;
                Ok(self.json(value))
            }
        }
    }
}

/// Reads the elements of a list. An element that does not fit its type is kept at its position if this kind of list can
/// do that (see [`ListSlot::keep_misfit`]). Otherwise the whole list becomes JSON.
fn fill_list<'de, A: SeqAccess<'de>>(
    list: &mut dyn ListSlot,
    mut sequence: A,
    depth: usize,
    context: &mut Context,
) -> Result<Fit, A::Error> {
    list.open();
    let mut originals: Vec<(usize, Json)> = Vec::new();
    for index in 0.. {
        let mut element = Ok(None);
        list.push(&mut |slot| {
            element = sequence.next_element_seed(&mut SlotSeed { slot, depth, context, exact: true });
            matches!(element, Ok(Some(Fit::Taken | Fit::Respelled)))
        });
        let mut misfit = match element? {
            None => break,
            Some(Fit::Taken) => continue,
            Some(Fit::Respelled) => {
                originals.push((index, context.kept.take()));
                continue;
            }
            Some(Fit::Kept) => context.kept.take(),
            Some(Fit::Null) => Json::Null,
        };
        if list.keep_misfit(index, &mut misfit) {
            continue;
        }
        let mut elements = list.list().map(elements_as_json).unwrap_or_default();
        for (index, text) in originals {
            elements[index] = text;
        }
        elements.push(misfit);
        context.kept = Json::Array(rest_of_list(elements, sequence, depth)?);
        return Ok(Fit::Kept);
    }
    Ok(Fit::Taken)
}

fn elements_as_json(list: &dyn List) -> Vec<Json> {
    (0..list.len()).map(|index| to_json(list.element(index))).collect()
}

/// Reads the members of one object. If the map stands for a number (see `raw::NUMBER_KEY`), the result is
/// [`Fit::Kept`], and [`Context::kept`] has the number.
pub(super) fn fill<'de, A: MapAccess<'de>>(
    object: &mut dyn Object,
    map: A,
    depth: usize,
    context: &mut Context,
) -> Result<Fit, A::Error> {
    let names = object.type_info().names;
    let mut map = Some(map);
    let mut done = Ok(Fit::Taken);
    object.slots(&mut |slots, extra, annotations| {
        if let Some(map) = map.take() {
            done = fill_members(names, slots, extra, annotations, map, depth, context);
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
    context: &mut Context,
) -> Result<Fit, A::Error> {
    let mut next = 0;
    // Whether the fields have come in declared order so far. As long as they do, no field can have come twice.
    let mut in_order = true;
    let (mut misfits, mut others) = (0_usize, 0_usize);
    while let Some(key) = map.next_key_seed(KeySeed { names, next, context })? {
        match key {
            Key::Field(index) => {
                in_order &= index >= next;
                next = index + 1;
                let Some(slot) = slots.get_mut(index) else {
                    // This does not happen, because every type has a slot for each name. If it did, the member would be
                    // kept like an unknown one.
                    others += 1;
                    extra.0.push(Name::Known(names[index]), map.next_value_seed(RawSeed { depth })?);
                    continue;
                };
                match map.next_value_seed(&mut SlotSeed::new(&mut *slot, depth, context))? {
                    Fit::Taken | Fit::Respelled => continue,
                    Fit::Kept => extra.0.push(Name::Known(names[index]), context.kept.take()),
                    Fit::Null => extra.0.push_null(names, index),
                }
                slot.clear();
                misfits += 1;
            }
            Key::Annotation => {
                let name = std::mem::take(&mut context.other);
                annotations.0.push(name, map.next_value_seed(RawSeed { depth })?);
            }
            Key::Other => {
                let name = std::mem::take(&mut context.other);
                let value = map.next_value_seed(RawSeed { depth })?;
                if let Some(number) = number_of_map(&name, &value) {
                    context.kept = Json::Number(number);
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

/// Drops each value that did not fit its field if a later value with the same name did fit.
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
