//! JSON values of bodies, owned, every value with its place.

use serde::{Deserialize, Serialize};

use crate::page::json::{Node, Value};
use crate::source::{Span, Spanned};

/// A JSON value with places, owned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OwnedNode {
    /// The place on the page.
    pub span: Span,
    /// The value.
    pub value: OwnedValue,
}

/// See [`OwnedNode`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum OwnedValue {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// The number's text.
    Number(String),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<OwnedNode>),
    /// An object; names with their places.
    Object(Vec<(Spanned<String>, OwnedNode)>),
}

impl From<&Node<'_>> for OwnedNode {
    fn from(node: &Node<'_>) -> OwnedNode {
        let value = match &node.value {
            Value::Null => OwnedValue::Null,
            Value::Bool(value) => OwnedValue::Bool(*value),
            Value::Number(text) => OwnedValue::Number((*text).to_owned()),
            Value::String(text) => OwnedValue::String(text.to_string()),
            Value::Array(elements) => OwnedValue::Array(elements.iter().map(OwnedNode::from).collect()),
            Value::Object(members) => OwnedValue::Object(
                members
                    .iter()
                    .map(|member| {
                        (
                            Spanned { value: member.name.value.to_string(), span: member.name.span },
                            OwnedNode::from(&member.value),
                        )
                    })
                    .collect(),
            ),
        };
        OwnedNode { span: node.span, value }
    }
}

impl OwnedNode {
    /// A member of an object; of two with one name the last.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&OwnedNode> {
        self.members().iter().rev().find(|(key, _)| key.value == name).map(|(_, value)| value)
    }

    /// The members of an object; empty for any other value.
    #[must_use]
    pub fn members(&self) -> &[(Spanned<String>, OwnedNode)] {
        match &self.value {
            OwnedValue::Object(members) => members,
            OwnedValue::Null
            | OwnedValue::Bool(_)
            | OwnedValue::Number(_)
            | OwnedValue::String(_)
            | OwnedValue::Array(_) => &[],
        }
    }

    /// The text of a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            OwnedValue::String(text) => Some(text),
            OwnedValue::Null
            | OwnedValue::Bool(_)
            | OwnedValue::Number(_)
            | OwnedValue::Array(_)
            | OwnedValue::Object(_) => None,
        }
    }

    /// The same value for `serde_json`; numbers that it cannot hold become strings.
    #[must_use]
    pub fn to_value(&self) -> serde_json::Value {
        match &self.value {
            OwnedValue::Null => serde_json::Value::Null,
            OwnedValue::Bool(value) => serde_json::Value::Bool(*value),
            OwnedValue::Number(text) => {
                serde_json::from_str(text).unwrap_or_else(|_| serde_json::Value::String(text.clone()))
            }
            OwnedValue::String(text) => serde_json::Value::String(text.clone()),
            OwnedValue::Array(elements) => elements.iter().map(OwnedNode::to_value).collect(),
            OwnedValue::Object(members) => {
                members.iter().map(|(name, value)| (name.value.clone(), value.to_value())).collect()
            }
        }
    }
}
