//! Reads values that have no declared type.
//!
//! In: any value. Out: the same value as `serde_json::Value`. Invariant: in every format, a value that is nested deeper
//! than [`MAX_DEPTH`] is an error.

use crate::json::number::json_of_float;
use serde::{
    Deserializer,
    de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor},
};
use serde_json::Value as Json;
use serde_json::{Map, Number};
use std::fmt;

/// How deep arrays and objects may nest: as deep as `serde_json` allows by default.
const MAX_DEPTH: usize = 128;

/// With its feature `arbitrary_precision`, `serde_json` presents a number as a map with this single key. Any crate of a
/// build can enable that feature.
const NUMBER_KEY: &str = "$serde_json::private::Number";

/// The number that a map with the single member `name` stands for (see [`NUMBER_KEY`]); `None` if the map is an
/// ordinary map.
pub(super) fn number_of_map(name: &str, value: &Json) -> Option<Number> {
    // Only with `arbitrary_precision` does a number keep trailing zeros.
    let arbitrary_precision = || "1.00".parse::<Number>().is_ok_and(|number| number.to_string() == "1.00");
    match value {
        Json::String(text) if name == NUMBER_KEY && arbitrary_precision() => text.parse().ok(),
        _ => None,
    }
}

pub(super) struct RawSeed {
    /// The number of open arrays and objects around the value.
    pub(super) depth: usize,
}

impl<'de> DeserializeSeed<'de> for RawSeed {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for RawSeed {
    type Value = Json;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        Ok(json_of_float(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Json, E> {
        Ok(Json::String(value))
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_none<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, sequence: A) -> Result<Json, A::Error> {
        rest_of_list(Vec::new(), sequence, deeper(self.depth)?).map(Json::Array)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let depth = deeper(self.depth)?;
        let mut members = Map::new();
        while let Some(name) = map.next_key::<String>()? {
            let value = map.next_value_seed(Self { depth })?;
            if let Some(number) = number_of_map(&name, &value) {
                return Ok(Json::Number(number));
            }
            members.insert(name, value);
        }
        Ok(Json::Object(members))
    }
}

/// Appends the remaining elements to the first elements of a list.
pub(super) fn rest_of_list<'de, A: SeqAccess<'de>>(
    mut list: Vec<Json>,
    mut sequence: A,
    depth: usize,
) -> Result<Vec<Json>, A::Error> {
    while let Some(value) = sequence.next_element_seed(RawSeed { depth })? {
        list.push(value);
    }
    Ok(list)
}

/// Returns `depth + 1`, or an error at [`MAX_DEPTH`]. Without the limit, code that walks over the value recursively
/// could overflow the stack.
pub(super) fn deeper<E: Error>(depth: usize) -> Result<usize, E> {
    if depth >= MAX_DEPTH {
        return Err(E::custom("the value is nested too deep"));
    }
    Ok(depth + 1)
}
