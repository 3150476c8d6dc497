//! Reads and writes structured types as JSON, or as any other format of `serde`.
//!
//! In: a `serde` deserializer or serializer, and the fields of an object: for reading as [`Slot`](crate::Slot)s, which
//! are filled, and for writing as [`View`](crate::View)s. Out: the filled object; the written document. Invariant:
//! reading keeps every member, even one that has no field or does not fit its field, and writing writes it again.

mod name_search;
pub(crate) mod number;
pub(crate) mod read;
pub(crate) mod strict;
pub(crate) mod write;

pub use read::{deserialize_value, read_json};
pub use strict::{Fault, StrictError, read_strictly};
pub use write::{serialize, serialize_value};
