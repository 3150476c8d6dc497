//! Primitives that several words name: `integer (int64)`, `Base64 string`, `String (timestamp)`.
//!
//! In: the words of a type cell or of a JSON representation. Out: the primitive. Invariant: words that leave it open name
//! none.

use super::primitive;
use crate::api::Primitive;
use crate::decl::lowercase::with_lower;

/// The primitive type of a word with a note that tells its format, as OpenAPI has it: `integer (int64)`.
#[must_use]
pub fn format(word: &str, note: &str) -> Option<&'static str> {
    let is = |words: &[&str]| words.iter().any(|known| word.trim().eq_ignore_ascii_case(known));
    let number = || is(&["integer", "int", "number"]);
    with_lower(note.trim(), |note| match note {
        "int64" | "long" if number() => Some("Int64"),
        "int32" if number() => Some("Int32"),
        "double" if number() => Some("Double"),
        "float" if number() => Some("Single"),
        "date-time" | "datetime" | "timestamp" if is(&["string"]) => Some("DateTimeOffset"),
        "date" if is(&["string"]) => Some("Date"),
        "uuid" | "guid" if is(&["string"]) => Some("Guid"),
        "byte" | "binary" if is(&["string"]) => Some("Binary"),
        _ => None,
    })
}

/// Words that leave the primitive behind them what it is.
const QUALIFIERS: &[&str] = &["nullable", "required", "optional", "read-only", "readonly", "utc", "single", "plain"];
/// What joins words in such a way that the last of them is not the type of the whole: `Dictionary of String`.
const JOINTS: &[&str] = &["of", "or", "and", "to", "with", "by", "per"];

/// The primitive type that two or three words end with: a string whatever its form (`Base64 string`), anything else behind
/// words that leave it what it is; a `phone number` is none.
#[must_use]
pub fn qualified_primitive(words: &str) -> Option<Primitive> {
    let (form, word) = words.trim().rsplit_once(' ')?;
    let primitive = primitive(word).filter(|found| *found != Primitive::Untyped)?;
    let has = |known: &[&str], word: &str| known.iter().any(|known| word.eq_ignore_ascii_case(known));
    let fits = |word| if primitive == Primitive::String { !has(JOINTS, word) } else { has(QUALIFIERS, word) };
    (form.split(' ').count() <= 2 && form.split(' ').all(fits)).then_some(primitive)
}

/// The primitive type that a placeholder of a JSON representation names: `String (timestamp)` without what stands around
/// the parentheses, or the whole of it, in lower case.
#[must_use]
pub fn placeholder(words: &str) -> Option<Primitive> {
    Some(match words {
        "timestamp" | "datetime" | "datetimeoffset" => Primitive::DateTimeOffset,
        "identifier" | "etag" | "url" => Primitive::String,
        "duration" | "iso 8601 duration" => Primitive::Duration,
        "date" => Primitive::Date,
        "time of day" => Primitive::TimeOfDay,
        words => return primitive(words),
    })
}
