//! Whether an example body is bytes, or a scalar such as a number.
//!
//! In: a body, or its media type or type. Out: whether it is a stream, and the type of its value. Text and JSON do not
//! count as bytes.

use crate::api::Primitive;
use crate::decl::{BodyDecl, JsonValue};

/// Whether the name of a type means a stream of bytes.
pub(super) fn is_stream(name: &str) -> bool {
    ["stream", "edm.stream", "file"].contains(&name.to_lowercase().as_str())
}

/// Whether a body of this media type is bytes. `image/png` is; `text/plain`, JSON and XML are not.
pub(super) fn is_bytes(content_type: &str) -> bool {
    let kind = content_type.to_lowercase();
    let is_text = kind.starts_with("text/plain") || kind.contains("json") || kind.contains("xml");
    let known = ["image/", "audio/", "video/", "text/", "application/"];
    !is_text && !kind.starts_with("application/http") && known.iter().any(|start| kind.starts_with(start))
}

/// The primitive type of a body that has only a `value`, which is a string, a number or a Boolean.
pub(super) fn scalar(body: &BodyDecl) -> Option<Primitive> {
    let json = body.root()?;
    if json.members().any(|(name, _)| name.value != "value" && !name.value.contains('@')) {
        return None;
    }
    match json.get("value")?.value() {
        JsonValue::True | JsonValue::False => Some(Primitive::Boolean),
        JsonValue::Number(text) if !text.contains(['.', 'e', 'E']) => Some(Primitive::Int32),
        JsonValue::Number(_) => Some(Primitive::Double),
        JsonValue::String(_) => Some(Primitive::String),
        JsonValue::Null | JsonValue::Array(_) | JsonValue::Object => None,
    }
}
