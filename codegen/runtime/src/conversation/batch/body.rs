//! Converts the bodies of routes to JSON within a batch, and back.
//!
//! In: the bytes of a body and their media type. Out: JSON text, and bytes again.
//! Invariant: JSON keeps its text; other bytes become a JSON string.

use crate::Binary;
use serde::de::IgnoredAny;
use serde_json::Value as Json;

/// The body of a request as JSON text; `None` for an empty body.
pub(super) fn to_json(body: Vec<u8>, content_type: Option<&str>) -> Option<Vec<u8>> {
    if body.is_empty() {
        return None;
    }
    if is_json(content_type) && serde_json::from_slice::<IgnoredAny>(&body).is_ok() {
        return Some(body);
    }
    let text = Binary::encode(body).as_str().replace('+', "-").replace('/', "_");
    Some(format!("\"{text}\"").into_bytes())
}

/// The bytes of the body of an answer.
///
/// `null` is an empty body. Any other JSON value that is not a string is itself the body. The meaning of a string
/// depends on the media type:
///
/// - `text/*`: the string is the body.
/// - JSON, or no media type: the string contains a JSON object or array as text, or a JSON object in base64. Otherwise
///   the body is the string as a JSON string, with quotation marks.
/// - Any other type: the string contains the bytes in base64. If it is not base64, it is itself the body.
pub(super) fn from_json(body: &Json, content_type: Option<&str>) -> Vec<u8> {
    let text = match body {
        Json::Null => return Vec::new(),
        Json::String(text) => text,
        Json::Bool(_) | Json::Number(_) | Json::Array(_) | Json::Object(_) => return body.to_string().into_bytes(),
    };
    let decoded = || Binary::from(text.as_str()).decode().ok();
    let is_document = |bytes: &[u8]| serde_json::from_slice::<IgnoredAny>(bytes).is_ok();
    if is_text(content_type) {
        text.clone().into_bytes()
    } else if !is_json(content_type) {
        decoded().unwrap_or_else(|| text.clone().into_bytes())
    } else if text.starts_with(['{', '[']) && is_document(text.as_bytes()) {
        text.clone().into_bytes()
    } else {
        let document = decoded().filter(|bytes| bytes.starts_with(b"{") && is_document(bytes));
        document.unwrap_or_else(|| body.to_string().into_bytes())
    }
}

fn media_type(content_type: &str) -> String {
    content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Whether the body of an answer is JSON by its media type. An answer without a media type is JSON.
fn is_json(content_type: Option<&str>) -> bool {
    content_type.map(media_type).is_none_or(|name| name.ends_with("/json") || name.ends_with("+json"))
}

fn is_text(content_type: Option<&str>) -> bool {
    content_type.map(media_type).is_some_and(|name| name.starts_with("text/"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_body_is_json_or_a_string_of_base64() {
        let json = |body: &str, content_type| {
            to_json(body.as_bytes().to_vec(), content_type).map(|json| String::from_utf8(json).unwrap())
        };
        assert_eq!(json("", None), None);
        assert_eq!(json("{\"a\":1.10}", Some("application/json; charset=utf-8")).as_deref(), Some("{\"a\":1.10}"));
        assert_eq!(json("{", Some("application/json")).as_deref(), Some("\"ew==\""));
        assert_eq!(json("??>", Some("image/png")).as_deref(), Some("\"Pz8-\""));
    }

    #[test]
    fn the_body_of_an_answer_is_decoded_by_its_media_type() {
        for (body, content_type, expected) in [
            (json!({"a": 1}), None, "{\"a\":1}"),
            (json!(null), None, ""),
            (json!(12), Some("text/plain"), "12"),
            (json!("1234"), Some("text/plain"), "1234"),
            (json!("a,b"), Some("text/csv; charset=utf-8"), "a,b"),
            (json!("YSxi"), Some("application/octet-stream"), "a,b"),
            (json!("no base64!"), Some("image/png"), "no base64!"),
            (json!("{\"a\":1}"), Some("application/json"), "{\"a\":1}"),
            (json!("eyJhIjoxfQ"), Some("application/json"), "{\"a\":1}"),
            (json!("word"), Some("application/json"), "\"word\""),
        ] {
            assert_eq!(from_json(&body, content_type), expected.as_bytes(), "{body}");
        }
    }
}
