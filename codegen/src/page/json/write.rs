//! Lenient JSON back to strict JSON: as a `serde_json` value and as text. Both are total.

use std::fmt::Write as _;

use super::{Node, Value};

impl Node<'_> {
    /// The value for `serde_json`. Of two members with one name the last counts, in the place of the first; numbers that
    /// no machine type holds become the nearest float.
    #[must_use]
    pub fn to_value(&self) -> serde_json::Value {
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

    /// Strict JSON text on one line, with doubled members and numbers kept as they are.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut text = String::new();
        self.write(&mut text);
        text
    }

    fn write(&self, out: &mut String) {
        match &self.value {
            Value::Null => out.push_str("null"),
            Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Value::Number(text) => out.push_str(text),
            Value::String(text) => write_string(text, out),
            Value::Array(elements) => {
                out.push('[');
                for (index, element) in elements.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    element.write(out);
                }
                out.push(']');
            }
            Value::Object(members) => {
                out.push('{');
                for (index, member) in members.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    write_string(&member.name.value, out);
                    out.push(':');
                    member.value.write(out);
                }
                out.push('}');
            }
        }
    }
}

/// A number outside the range of floats: the largest one with its sign.
fn clamp(text: &str) -> serde_json::Value {
    let largest = if text.starts_with('-') { f64::MIN } else { f64::MAX };
    serde_json::Value::from(largest)
}

fn write_string(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if control < ' ' => {
                // Writing to a `String` cannot fail.
                let _ = write!(out, "\\u{:04x}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out.push('"');
}
