//! Lenient JSON as a `serde_json` value. It is total.

use super::{Node, Value};

impl Node<'_> {
    /// The value for `serde_json`. Of two members with one name the last counts, in the place of the first; numbers that
    /// no machine type holds become the nearest float.
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

/// A number outside the range of floats: the largest one with its sign.
fn clamp(text: &str) -> serde_json::Value {
    let largest = if text.starts_with('-') { f64::MIN } else { f64::MAX };
    serde_json::Value::from(largest)
}
