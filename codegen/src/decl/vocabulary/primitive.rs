//! Words for primitive types.

use crate::api::Primitive;
use crate::text::lowercase::with_lower;

/// Whether a type cell names no type, but says only `Enumeration` or the like.
#[must_use]
pub(crate) fn is_nameless(text: &str) -> bool {
    ["enumeration", "enum", "enumerated"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// The length in bytes of the longest word that `primitive_of` knows, with the prefix `edm.`.
const LONGEST_PRIMITIVE: usize = "edm.untyped json object".len();

/// The primitive type that a word names, with or without the prefix `Edm.`, in any letter case. `None` if it names
/// none.
#[must_use]
pub(crate) fn primitive(word: &str) -> Option<Primitive> {
    // The length is tested first, because this runs for nearly every cell, and most cells are longer.
    Some(word.trim()).filter(|word| word.len() <= LONGEST_PRIMITIVE).and_then(|word| with_lower(word, primitive_of))
}

/// The primitive type of a word in lower case.
fn primitive_of(word: &str) -> Option<Primitive> {
    Some(match word.strip_prefix("edm.").unwrap_or(word) {
        "string" | "strings" | "url" | "uri" | "text" | "str" => Primitive::String,
        "boolean" | "bool" => Primitive::Boolean,
        "int32" | "int" | "integer" | "integers" | "number" | "numeric" => Primitive::Int32,
        "int64" | "long" => Primitive::Int64,
        "int16" | "short" => Primitive::Int16,
        "byte" => Primitive::Byte,
        "sbyte" => Primitive::SByte,
        "double" | "double precision" => Primitive::Double,
        "single" | "float" => Primitive::Single,
        "decimal" => Primitive::Decimal,
        "datetimeoffset" | "datetime" | "date-time" | "timestamp" => Primitive::DateTimeOffset,
        "date" => Primitive::Date,
        "timeofday" | "time" => Primitive::TimeOfDay,
        "duration" | "timespan" => Primitive::Duration,
        "guid" | "guids" | "uuid" => Primitive::Guid,
        "binary" | "bytes" => Primitive::Binary,
        "stream" => Primitive::Stream,
        "json" | "object" | "untyped" | "any" | "variant" | "untyped json object" => Primitive::Untyped,
        _ => return None,
    })
}
