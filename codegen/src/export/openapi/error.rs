//! The error response.
//!
//! In: nothing. Out: the error response of OData (OData JSON Format, section 21).

use serde_json::{Value, json};

use super::document::{Document, JSON};
use super::schema::reference;
use crate::export::object::Object;

impl Document<'_> {
    /// The response for statuses 4XX and 5XX, which the document has once and every operation refers to.
    pub(super) fn error_response(&self) -> Value {
        let content = Object::new().set(JSON, Object::new().set("schema", reference(&self.names.error)));
        Object::new().set("description", "The request failed.").set("content", content).build()
    }
}

/// The schema of the body of an error response.
pub(super) fn schema() -> Value {
    let text = |description: &str| json!({ "type": ["string", "null"], "description": description });
    let detail = json!({
        "type": "object",
        "properties": { "code": text("A word for what went wrong."), "message": text("What went wrong, for people."), "target": text("What it is about.") },
    });
    json!({
        "title": "error",
        "type": "object",
        "required": ["error"],
        "properties": {
            "error": {
                "type": "object",
                "properties": {
                    "code": text("A word for what went wrong."),
                    "message": text("What went wrong, for people."),
                    "target": text("What it is about."),
                    "details": { "type": ["array", "null"], "items": detail },
                    "innerError": { "type": ["object", "null"], "additionalProperties": true },
                },
            },
        },
    })
}

/// Whether JSON has the form of the body of an error response.
pub(super) fn is_error(body: &Value) -> bool {
    let Some(error) = body.get("error").filter(|error| error.is_object()) else { return false };
    let is_text = |owner: &Value| {
        ["code", "message", "target"]
            .iter()
            .all(|name| owner.get(name).is_none_or(|value| value.is_string() || value.is_null()))
    };
    let details = match error.get("details") {
        None | Some(Value::Null) => true,
        Some(Value::Array(details)) => details.iter().all(|detail| detail.is_object() && is_text(detail)),
        Some(Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_)) => false,
    };
    is_text(error) && details && error.get("innerError").is_none_or(|inner| inner.is_object() || inner.is_null())
}
