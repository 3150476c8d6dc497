//! Prints a parsed value as strict JSON, for tests. Members with repeated names are all printed, and numbers keep their
//! spelling.

use std::fmt::Write as _;

use crate::page::json::{Node, Parsed, RepairKind, Value};

/// A JSON value of a page as strict JSON, on one line.
pub(super) fn text(node: &Node<'_>) -> String {
    let mut text = String::new();
    write(node, &mut text);
    text
}

/// Whether a text was read as a JSON value and needed no repair. Repeated names of members do not count as a repair
/// here, because strict JSON allows them.
pub(super) fn holds(parsed: &Parsed<'_>) -> bool {
    parsed.node.is_some() && parsed.repairs.iter().all(|repair| repair.kind == RepairKind::DuplicateName)
}

fn write(node: &Node<'_>, out: &mut String) {
    match &node.value {
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
                write(element, out);
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
                write(&member.value, out);
            }
            out.push('}');
        }
    }
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
