//! Reads and writes structured types as JSON, or as any other format of `serde`.
//!
//! In: a `serde` deserialiser or serialiser, and the fields of a type, as slots that a reader
//! fills or as views that a writer reads. Out: the filled object; the written
//! document. Invariant: reading loses nothing, and writing returns an equal document.

mod name_search;
pub(crate) mod number;
pub(crate) mod read;
pub(crate) mod strict;
pub(crate) mod write;

pub use read::{deserialize_value, read_json};
pub use strict::{Fault, StrictError, read_strictly};
pub use write::{serialize, serialize_value};
