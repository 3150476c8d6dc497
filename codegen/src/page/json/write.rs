//! Converts the JSON of a page to values of `serde_json`. This never fails.

use super::{Node, Value};

impl Node<'_> {
    /// The value for `serde_json`. If two members have the same name, the object has the last value at the position of
    /// the first member. A number that no machine type represents becomes the nearest float.
    #[must_use]
    pub(crate) fn to_value(&self) -> serde_json::Value {
        match &self.value {
            Value::Null => serde_json::Value::Null,
            Value::Bool(value) => serde_json::Value::Bool(*value),
            Value::Number(text) => serde_json::from_str(text).unwrap_or_else(|_| clamp(text)),
            Value::String(text) => serde_json::Value::String(text.clone().into_owned()),
            Value::Array(elements) => elements.iter().map(Node::to_value).collect(),
            Value::Object(members) => {
                members.iter().map(|member| (member.name.value.clone().into_owned(), member.value.to_value())).collect()
            }
        }
    }
}

/// The largest float with the sign of a number that is beyond the range of floats.
fn clamp(text: &str) -> serde_json::Value {
    let largest = if text.starts_with('-') { f64::MIN } else { f64::MAX };
    serde_json::Value::from(largest)
}
