//! Reads the name of a member of an object.
//!
//! In: the names of a type, and a name in the document. Out: the field of that name, or the name itself.
//! Invariant: a member whose field is declared right after the field of the previous member is found with one
//! comparison.

use super::context::Context;
use crate::json::name_search::is_at;
use serde::{
    Deserializer,
    de::{DeserializeSeed, Error, Visitor},
};
use std::fmt;

/// What a member name in the document stands for.
pub(super) enum Key {
    /// A field of the type, by its index among the names.
    Field(usize),
    /// An annotation such as `@odata.etag`. [`Context::other`] has the name.
    Annotation,
    /// A member without a field; [`Context::other`] has the name.
    Other,
}

pub(super) struct KeySeed<'n> {
    pub(super) names: &'static [&'static str],
    /// The index of the field that is tried first, usually the one after the field that was read last.
    pub(super) next: usize,
    /// Keeps the name that was read, if the type has no field of this name.
    pub(super) context: &'n mut Context,
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
        Ok(match self.context.search(self.names, self.next, text) {
            Some(index) => Key::Field(index),
            None if self.context.keep_other(text) => Key::Annotation,
            None => Key::Other,
        })
    }
}
