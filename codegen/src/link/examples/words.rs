//! Corrections for wrong values in examples, such as placeholders.
//!
//! In: a value of an example, and its primitive type. Out: whether the value is a placeholder, and what to write
//! instead.

use crate::api::Primitive;
use crate::decl::{JsonNode, JsonValue};

/// The content of a string without the quotes, if the type is Boolean or an integer of at most 32 bits and the content
/// is such a value: `7` for `"7"`. Otherwise `None`.
pub(super) fn unquoted(node: JsonNode<'_>, primitive: Primitive) -> Option<String> {
    let JsonValue::String(text) = node.value() else { return None };
    let text = text.trim();
    let is_value = match primitive {
        Primitive::Boolean => ["true", "false"].contains(&text.to_lowercase().as_str()),
        Primitive::Int16 | Primitive::Int32 | Primitive::Byte | Primitive::SByte => text.parse::<i64>().is_ok(),
        _ => false,
    };
    is_value.then(|| text.to_lowercase())
}

/// A value to write instead of a placeholder, such as `1`, if the type is Boolean or numeric. `None` for any other
/// type.
pub(super) fn sample(primitive: Primitive) -> Option<&'static str> {
    match primitive {
        Primitive::Boolean => Some("true"),
        Primitive::Byte | Primitive::SByte | Primitive::Int16 | Primitive::Int32 | Primitive::Int64 => Some("1"),
        Primitive::Single | Primitive::Double | Primitive::Decimal => Some("1.5"),
        _ => None,
    }
}

/// Whether a string is a placeholder, such as the name of a type in a JSON representation.
pub(super) fn is_placeholder(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    ["string", "integer", "boolean", "number", "int32", "int64", "datetimeoffset", "timestamp", "guid", "double"]
        .contains(&lower.as_str())
        || lower.starts_with("string (")
        || lower.starts_with("microsoft.graph.")
        || lower.ends_with("-value")
        || lower.starts_with("@odata.type")
}
