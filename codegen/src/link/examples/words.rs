//! Values of examples in words, and strings that stand for values.
//!
//! In: a value of an example. Out: what it is, or what it should be. Invariant: nothing is looked up.

use crate::api::Primitive;
use crate::decl::{JsonNode, JsonValue};

/// A string that holds a value of the type, as that value.
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

/// The name of a type in words, as the representation of a resource has it.
pub(super) fn is_placeholder(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    ["string", "integer", "boolean", "number", "int32", "int64", "datetimeoffset", "timestamp", "guid", "double"]
        .contains(&lower.as_str())
        || lower.starts_with("string (")
        || lower.starts_with("microsoft.graph.")
        || lower.ends_with("-value")
        || lower.starts_with("@odata.type")
}

/// What a value is, in words.
pub(super) fn form(node: JsonNode<'_>) -> &'static str {
    match node.value() {
        JsonValue::Null => "null",
        JsonValue::True | JsonValue::False => "a boolean",
        JsonValue::Number(_) => "a number",
        JsonValue::String(_) => "a string",
        JsonValue::Array(_) => "an array",
        JsonValue::Object => "an object",
    }
}
