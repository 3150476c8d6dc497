//! Writes the JSON of a body as strict JSON.
//!
//! In: a value of a page. Out: the text that `serde_json` writes for [`Node::to_value`], but computed without copying
//! every string. The text is computed while a page is read, not when pages are linked, because linking runs again
//! whenever any page changes. Invariant: if two members have the same name, the value of the last one is written at the
//! position of the first one.

use std::fmt;
use std::sync::Arc;

use foldhash::HashMap;
use serde::de::{Deserializer, Error, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::page::json::{Member, Node, Value};

/// Writes a JSON value as strict JSON, indented.
pub(in crate::decl) fn text(node: &Node<'_>) -> String {
    // Writing cannot fail, because everything that a JSON value can contain can be written.
    serde_json::to_string_pretty(&Strict(node)).unwrap_or_default()
}

/// Deserialises the field `text` of a `BodyDecl` that an earlier run has stored. The declaration and the model share
/// the text as `Arc<str>`, which is made directly, without a `String` first.
pub(in crate::decl) fn shared<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Arc<str>, D::Error> {
    deserializer.deserialize_str(Shared)
}

struct Shared;

impl Visitor<'_> for Shared {
    type Value = Arc<str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Arc<str>, E> {
        Ok(text.into())
    }
}

/// A JSON value of a page. If an object in it has several members with the same name, only one of them is serialised.
struct Strict<'n>(&'n Node<'n>);

impl Serialize for Strict<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0.value {
            Value::String(text) => serializer.serialize_str(text),
            Value::Array(elements) => serializer.collect_seq(elements.iter().map(Strict)),
            Value::Object(members) => {
                let places = places(members);
                let mut map = serializer.serialize_map(Some(places.len()))?;
                for (name, value) in
                    places.into_iter().map(|(first, last)| (&members[first].name, &members[last].value))
                {
                    map.serialize_entry(&name.value, &Strict(value))?;
                }
                map.end()
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => self.0.to_value().serialize(serializer),
        }
    }
}

/// For each different name: the indexes of the first and of the last member with this name. The order is that of the
/// first members.
fn places(members: &[Member<'_>]) -> Vec<(usize, usize)> {
    let mut places: Vec<(usize, usize)> = Vec::with_capacity(members.len());
    // For a few names, comparing them is faster than hashing them.
    let mut known: Option<HashMap<&str, usize>> = (members.len() > FEW).then(HashMap::default);
    for (place, member) in members.iter().enumerate() {
        let next = places.len();
        let at = match &mut known {
            Some(known) => *known.entry(&member.name.value).or_insert(next),
            None => {
                places.iter().position(|(first, _)| members[*first].name.value == member.name.value).unwrap_or(next)
            }
        };
        match places.get_mut(at) {
            Some((_, last)) => *last = place,
            None => places.push((place, place)),
        }
    }
    places
}

/// Objects with at most this many members are searched for repeated names by comparing all pairs of names, which is
/// faster for few names than a hash map.
const FEW: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Span, Spanned};
    use proptest::prelude::*;

    fn node(value: Value<'static>) -> Node<'static> {
        Node { span: Span::default(), value }
    }

    fn values() -> impl Strategy<Value = Node<'static>> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::Bool),
            // A number borrows its text from a page. A test has no page, so it leaks the text.
            "-?(0|[1-9][0-9]{0,24})(\\.[0-9]{1,3})?(e9{1,4})?".prop_map(|text| Value::Number(text.leak())),
            "[a-c\"\\\\\n]{0,4}|\\PC{0,4}".prop_map(|text| Value::String(text.into())),
        ];
        leaf.prop_map(node).prop_recursive(4, 24, 5, |inner| {
            let member = ("[a-c]{0,1}", inner.clone()).prop_map(|(name, value)| {
                let name = Spanned { value: name.into(), span: Span::default() };
                Member { name, value }
            });
            prop_oneof![
                prop::collection::vec(inner, 0..5).prop_map(|elements| node(Value::Array(elements))),
                prop::collection::vec(member, 0..20).prop_map(|members| node(Value::Object(members))),
            ]
        })
    }

    proptest! {
        #[test]
        fn strict_text_equals_what_serde_json_writes(json in values()) {
            let expected = serde_json::to_string_pretty(&json.to_value()).ok();
            prop_assert_eq!(Some(text(&json)), expected);
        }
    }
}
