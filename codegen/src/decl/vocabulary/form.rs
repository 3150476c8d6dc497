//! Recognises primitive types in several words: `integer (int64)`, `Base64 string`, `String (timestamp)`.
//!
//! In: the words of a type cell or of a JSON representation. Out: the primitive type. Ambiguous words give no type.

use crate::api::{ItemType, Primitive, TypeRef};
use crate::decl::vocabulary::primitive::primitive;
use crate::text::lowercase::with_lower;

/// The primitive type for a general type and a format, as in OpenAPI: `Int64` for `integer (int64)`, where `word` is
/// `integer` and `note` is `int64`. `None` if the two do not name a primitive type.
#[must_use]
pub(crate) fn format(word: &str, note: &str) -> Option<&'static str> {
    let is = |words: &[&str]| words.iter().any(|known| word.trim().eq_ignore_ascii_case(known));
    let number = || is(&["integer", "int", "number"]);
    with_lower(note.trim(), |note| match note {
        "int64" | "long" | "64 bit" | "64-bit" if number() => Some("Int64"),
        "int32" | "32 bit" | "32-bit" if number() => Some("Int32"),
        "int16" | "short" | "16 bit" | "16-bit" if number() => Some("Int16"),
        "double" if number() => Some("Double"),
        "float" if number() => Some("Single"),
        "decimal" if number() => Some("Decimal"),
        "uint16" if number() => Some("UInt16"),
        "uint32" if number() => Some("UInt32"),
        "uint64" if number() => Some("UInt64"),
        "date-time" | "datetime" | "timestamp" if is(&["string"]) => Some("DateTimeOffset"),
        "date" if is(&["string"]) => Some("Date"),
        "duration" | "timespan" | "iso 8601 duration" if is(&["string"]) => Some("Duration"),
        "time" | "time-of-day" if is(&["string"]) => Some("TimeOfDay"),
        "uuid" | "guid" if is(&["string"]) => Some("Guid"),
        "byte" | "binary" if is(&["string"]) => Some("Binary"),
        _ => None,
    })
}

/// Adjectives that may precede the name of a type without changing its meaning: `nullable Int32`.
const QUALIFIERS: &[&str] = &["nullable", "required", "optional", "read-only", "readonly", "utc", "single", "plain"];
/// Words that connect two types. If one of them stands before the last word, the last word is not the type of the cell:
/// `Dictionary of String` is not a `String`.
const JOINTS: &[&str] = &["of", "or", "and", "to", "with", "by", "per"];

/// The primitive type that the last of two or three words names. Before a string any words may stand (`Base64 string`),
/// except those in `JOINTS`. Before another type only adjectives such as `nullable` may stand, because a `phone number`
/// is not a number. `None` for any other words.
#[must_use]
pub(crate) fn qualified_primitive(words: &str) -> Option<Primitive> {
    let (form, word) = words.trim().rsplit_once(' ')?;
    let primitive = primitive(word).filter(|found| *found != Primitive::Untyped)?;
    let has = |known: &[&str], word: &str| known.iter().any(|known| word.eq_ignore_ascii_case(known));
    let fits = |word| if primitive == Primitive::String { !has(JOINTS, word) } else { has(QUALIFIERS, word) };
    (form.split(' ').count() <= 2 && form.split(' ').all(fits)).then_some(primitive)
}

/// The smallest type of OData that holds every value of an unsigned integer such as `uint32`. The only unsigned type in
/// OData is `Edm.Byte`. `None` for any other words.
#[must_use]
pub(crate) fn unsigned(words: &str) -> Option<Primitive> {
    with_lower(words.trim(), |words| {
        Some(match words.strip_prefix("edm.").unwrap_or(words) {
            "uint8" | "unsigned byte" => Primitive::Byte,
            "uint16" | "ushort" | "unsigned int16" | "unsigned short" => Primitive::Int32,
            "uint32" | "uint" | "unsigned int32" | "unsigned int" | "unsigned integer" => Primitive::Int64,
            "uint64" | "ulong" | "unsigned int64" | "unsigned long" => Primitive::Decimal,
            _ => return None,
        })
    })
}

/// The type in a cell such as `String[100]`, where the number is a length. Only strings and bytes are accepted, because
/// after another type the number may be the size of an array. `None` for any other cell.
#[must_use]
pub(crate) fn bounded(words: &str) -> Option<&'static str> {
    let (word, length) = words.strip_suffix(']')?.rsplit_once('[')?;
    match primitive(word)? {
        Primitive::String if is_bound(length) => Some("String"),
        Primitive::Byte | Primitive::Binary if is_bound(length) => Some("Binary"),
        _ => None,
    }
}

/// The length or precision that a type cell states in parentheses or brackets, without these: `100` for `String(100)`,
/// `10, 2` for `Decimal(10, 2)`. `None` if the cell states none, or `max`.
#[must_use]
pub(crate) fn bound(cell: &str) -> Option<&str> {
    let open = cell.rfind(['(', '['])?;
    let inside = &cell[open + 1..][..cell[open + 1..].find([')', ']'])?];
    (is_bound(inside) && !inside.trim().eq_ignore_ascii_case("max")).then_some(inside)
}

/// Whether the words between brackets are a length: numbers or `max`.
fn is_bound(words: &str) -> bool {
    let is_number = |part: &str| !part.trim().is_empty() && part.trim().bytes().all(|byte| byte.is_ascii_digit());
    words.trim().eq_ignore_ascii_case("max") || words.split(',').all(is_number)
}

/// Whether a type cell says that the value may be missing: `Nullable<Int32>`, `nullable Int32`.
#[must_use]
pub(crate) fn is_nullable(cell: &str) -> bool {
    let cell = cell.trim_start();
    let is_word = cell.get(.."nullable".len()).is_some_and(|start| start.eq_ignore_ascii_case("nullable"));
    is_word && cell["nullable".len()..].starts_with(['<', ' '])
}

/// Reads the remarks after the name of the type in a cell, such as `String (read only)` or `String, nullable`. The
/// first flag says that the property is read-only, the second that it may be null.
#[must_use]
pub(crate) fn cell_remarks(cell: &str) -> (bool, bool) {
    let behind = cell.find(['(', ',', ';']).map_or("", |at| &cell[at..]);
    let has = |known: &[&str]| {
        let mut words = behind.split(['(', ')', ',', ';']).map(str::trim);
        words.any(|words| known.iter().any(|known| words.eq_ignore_ascii_case(known)))
    };
    (has(&["read only", "read-only", "readonly"]), has(&["nullable", "may be null", "can be null", "or null"]))
}

/// The primitive type that a sample value in a JSON representation names, such as `"String (timestamp)"`. `words` is in
/// lower case: the text in parentheses, or the whole text if there are none. `None` if it names no primitive type.
#[must_use]
pub(crate) fn placeholder(words: &str) -> Option<Primitive> {
    Some(match words {
        "timestamp" | "datetime" | "datetimeoffset" => Primitive::DateTimeOffset,
        "identifier" | "etag" | "url" => Primitive::String,
        "duration" | "iso 8601 duration" => Primitive::Duration,
        "date" => Primitive::Date,
        "time of day" => Primitive::TimeOfDay,
        words => return primitive(words),
    })
}

/// The sample value for a type in the JSON representation on a resource page, such as `"String (timestamp)"`. `name` is
/// the qualified name of the type if it is structured.
pub(crate) fn shown_as(ty: TypeRef, name: &str) -> String {
    use Primitive as P;
    let item = match ty.item {
        ItemType::Structured(_) => format!("{{\"@odata.type\": \"{name}\"}}"),
        ItemType::Enum(_) => "\"String\"".to_owned(),
        ItemType::Primitive(P::Boolean) => "\"Boolean\"".to_owned(),
        ItemType::Primitive(P::Int16 | P::Int32 | P::Int64 | P::Byte | P::SByte) => "\"Integer\"".to_owned(),
        ItemType::Primitive(P::Double | P::Single | P::Decimal) => "\"Double\"".to_owned(),
        ItemType::Primitive(P::DateTimeOffset) => "\"String (timestamp)\"".to_owned(),
        ItemType::Primitive(P::Date) => "\"Date\"".to_owned(),
        ItemType::Primitive(P::Duration) => "\"String (duration)\"".to_owned(),
        ItemType::Primitive(_) => "\"String\"".to_owned(),
    };
    if ty.collection { format!("[{item}]") } else { item }
}
