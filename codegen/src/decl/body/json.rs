//! JSON values of bodies, every value with its place.
//!
//! In: a value that borrows from a page. Out: a copy that borrows nothing. Invariant: values are in the order of the
//! page, each before its own members. A copy consists of only two allocations, one string and one list, because bodies
//! are most of the data that is stored between runs.

use serde::{Deserialize, Serialize};

use crate::page::json::{Node, Value};
use crate::shape::{self, Kind};
use crate::source::{SourceId, Span, Spanned};

/// A JSON value of a page, including the values nested in it. It borrows nothing from the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Json {
    source: SourceId,
    /// The texts of all names and values, one directly after the other.
    text: String,
    entries: Vec<JsonEntry>,
    /// How many members have the name `@odata.type`. In most bodies it is 0, and then the body need not be searched.
    types: u32,
}

/// The member that names the type of a value (OData JSON Format 4.01, section 4.6.3).
const TYPE: &str = "@odata.type";

/// A value and its name, as an entry in the list of all values of a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct JsonEntry {
    kind: ValueKind,
    /// The offsets of the first byte of the value on the page, and of the byte after its last one.
    place: (u32, u32),
    /// The offsets of the first byte of the name, and of the byte after its last one. Both are the same if the value
    /// has no name.
    name_place: (u32, u32),
    /// The byte offset in [`Json`]'s `text` at which the name starts. The text of the value follows the name.
    text: u32,
    name_length: u32,
    text_length: u32,
    /// The index of the entry that follows this value and everything inside the value.
    next: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum ValueKind {
    Null,
    False,
    True,
    Number,
    String,
    Array,
    Object,
}

/// One value inside a [`Json`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct JsonNode<'j> {
    json: &'j Json,
    entry: &'j JsonEntry,
    index: u32,
}

/// What a JSON value is, and its content.
#[derive(Clone, Copy, Debug)]
pub(crate) enum JsonValue<'j> {
    /// `null`
    Null,
    /// `true`
    True,
    /// `false`
    False,
    /// A number, as the page writes it.
    Number(&'j str),
    /// The content of a string, without quotes and escapes.
    String(&'j str),
    /// An array, with its elements.
    Array(Children<'j>),
    /// An object. [`JsonNode::members`] has its members.
    Object,
}

/// Iterates over the elements of an array or the members of an object.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Children<'j> {
    json: &'j Json,
    index: u32,
    end: u32,
}

impl Json {
    /// Copies a JSON value of a page, including the values nested in it.
    #[must_use]
    pub(crate) fn new(node: &Node<'_>) -> Json {
        let mut json = Json { source: node.span.source, text: String::new(), entries: Vec::new(), types: 0 };
        json.push(None, node);
        json
    }

    fn push(&mut self, name: Option<Spanned<&str>>, node: &Node<'_>) {
        let (kind, text) = match &node.value {
            Value::Null => (ValueKind::Null, ""),
            Value::Bool(false) => (ValueKind::False, ""),
            Value::Bool(true) => (ValueKind::True, ""),
            Value::Number(text) => (ValueKind::Number, *text),
            Value::String(text) => (ValueKind::String, &**text),
            Value::Array(_) => (ValueKind::Array, ""),
            Value::Object(_) => (ValueKind::Object, ""),
        };
        let (name, name_place) = name.map_or(("", Span::default()), |name| (name.value, name.span));
        let at = self.entries.len();
        self.entries.push(JsonEntry {
            kind,
            place: (node.span.start, node.span.end),
            name_place: (name_place.start, name_place.end),
            text: count(self.text.len()),
            name_length: count(name.len()),
            text_length: count(text.len()),
            next: 0,
        });
        self.types += u32::from(name == TYPE);
        self.text.push_str(name);
        self.text.push_str(text);
        match &node.value {
            Value::Array(elements) => elements.iter().for_each(|element| self.push(None, element)),
            Value::Object(members) => members.iter().for_each(|member| {
                let name = Spanned { value: &*member.name.value, span: member.name.span };
                self.push(Some(name), &member.value);
            }),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
        self.entries[at].next = count(self.entries.len());
    }

    /// The outermost value.
    #[must_use]
    pub(crate) fn root(&self) -> JsonNode<'_> {
        JsonNode { json: self, entry: &self.entries[0], index: 0 }
    }

    /// Whether an object inside the outermost value, at any depth, has an `@odata.type`. An `@odata.type` of the
    /// outermost object itself does not count.
    #[must_use]
    pub(crate) fn tells_types_within(&self) -> bool {
        self.types > u32::from(self.root().stated_type().is_some())
    }

    fn span(&self, (start, end): (u32, u32)) -> Span {
        Span { source: self.source, start, end }
    }

    fn part(&self, start: u32, length: u32) -> &str {
        self.text.get(start as usize..(start + length) as usize).unwrap_or_default()
    }
}

/// Converts a length to 32 bits. It always fits: no text is longer than its page, and offsets on a page have 32 bits.
fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

impl<'j> JsonNode<'j> {
    /// The place of the value on the page.
    #[must_use]
    pub(crate) fn span(self) -> Span {
        self.json.span(self.entry.place)
    }

    /// What the value is, and its content.
    #[must_use]
    pub(crate) fn value(self) -> JsonValue<'j> {
        let text = || self.json.part(self.entry.text + self.entry.name_length, self.entry.text_length);
        match self.entry.kind {
            ValueKind::Null => JsonValue::Null,
            ValueKind::False => JsonValue::False,
            ValueKind::True => JsonValue::True,
            ValueKind::Number => JsonValue::Number(text()),
            ValueKind::String => JsonValue::String(text()),
            ValueKind::Array => JsonValue::Array(self.children()),
            ValueKind::Object => JsonValue::Object,
        }
    }

    /// Whether the value is an array.
    #[must_use]
    pub(crate) fn is_array(self) -> bool {
        self.entry.kind == ValueKind::Array
    }

    /// The value of the member with this name; `None` if there is no such member. If several members have the name, the
    /// last of them counts.
    #[must_use]
    pub(crate) fn get(self, name: &str) -> Option<JsonNode<'j>> {
        self.members().filter(|(key, _)| key.value == name).last().map(|(_, value)| value)
    }

    /// The value of `@odata.type` in an object, which names its type. `None` if there is no such member.
    #[must_use]
    pub(crate) fn stated_type(self) -> Option<JsonNode<'j>> {
        if self.json.types == 0 { None } else { self.get(TYPE) }
    }

    /// Whether the value, or an object somewhere in it, has an `@odata.type`.
    #[must_use]
    pub(crate) fn tells_types(self) -> bool {
        let within = || {
            let entries = self.json.entries.get(self.index as usize + 1..self.entry.next as usize).unwrap_or_default();
            entries.iter().any(|entry| self.json.part(entry.text, entry.name_length) == TYPE)
        };
        self.json.types > 0 && within()
    }

    /// The members of an object, with the places of their names; empty for any other value.
    pub(crate) fn members(self) -> impl Iterator<Item = (Spanned<&'j str>, JsonNode<'j>)> {
        let is_object = self.entry.kind == ValueKind::Object;
        is_object.then(|| self.children()).into_iter().flatten().map(|node| (node.name(), node))
    }

    fn children(self) -> Children<'j> {
        Children { json: self.json, index: self.index + 1, end: self.entry.next }
    }

    /// The name of the value, if it is a member of an object; empty for an array element and for the outermost value.
    #[must_use]
    pub(crate) fn name(self) -> Spanned<&'j str> {
        let value = self.json.part(self.entry.text, self.entry.name_length);
        Spanned { value, span: self.json.span(self.entry.name_place) }
    }

    /// The content of a string; `None` for any other value.
    #[must_use]
    pub(crate) fn as_str(self) -> Option<&'j str> {
        match self.value() {
            JsonValue::String(text) => Some(text),
            JsonValue::Null
            | JsonValue::True
            | JsonValue::False
            | JsonValue::Number(_)
            | JsonValue::Array(_)
            | JsonValue::Object => None,
        }
    }
}

impl<'j> shape::Json<'j> for JsonNode<'j> {
    fn kind(self) -> Kind<'j> {
        match self.value() {
            JsonValue::Null => Kind::Null,
            JsonValue::True | JsonValue::False => Kind::Boolean,
            JsonValue::Number(text) => Kind::Number(text.into()),
            JsonValue::String(text) => Kind::String(text),
            JsonValue::Array(_) => Kind::Array,
            JsonValue::Object => Kind::Object,
        }
    }

    fn items(self) -> impl Iterator<Item = Self> {
        (self.entry.kind == ValueKind::Array).then(|| self.children()).into_iter().flatten()
    }

    fn members(self) -> impl Iterator<Item = (&'j str, Self)> {
        JsonNode::members(self).map(|(name, value)| (name.value, value))
    }

    fn stated_type(self) -> Option<&'j str> {
        JsonNode::stated_type(self).and_then(JsonNode::as_str)
    }
}

impl<'j> Iterator for Children<'j> {
    type Item = JsonNode<'j>;

    fn next(&mut self) -> Option<JsonNode<'j>> {
        let index = self.index;
        let entry = self.json.entries.get(index as usize).filter(|_| index < self.end)?;
        // The stored data of an earlier run may be corrupt, with an index that leads backwards. The iterator then ends
        // instead of looping.
        self.index = if entry.next > index { entry.next } else { self.end };
        Some(JsonNode { json: self.json, entry, index })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::json;
    use serde_json::{Map, Value as Plain};

    fn plain(node: JsonNode<'_>) -> Plain {
        match node.value() {
            JsonValue::Null => Plain::Null,
            JsonValue::True => true.into(),
            JsonValue::False => false.into(),
            JsonValue::Number(text) => serde_json::from_str(text).expect("a number"),
            JsonValue::String(text) => text.into(),
            JsonValue::Array(elements) => elements.map(plain).collect(),
            JsonValue::Object => {
                let members = node.members().map(|(name, value)| (name.value.to_owned(), plain(value)));
                Plain::Object(members.collect::<Map<_, _>>())
            }
        }
    }

    #[test]
    fn a_stored_body_equals_the_json_that_was_parsed() {
        let text = r#"{"a":[1,[],{"":"ü","b":[true,null]},-2.50],"c":{},"d":false,"a":"last","e":{"f":{"g":"h"}}}"#;
        let place = Span { source: SourceId(3), start: 100, end: 100 + count(text.len()) };
        let node = json::parse(text, place).node.expect("JSON");
        let json = Json::new(&node);
        assert_eq!(plain(json.root()), node.to_value());
        assert_eq!(json.root().get("a").and_then(JsonNode::as_str), Some("last"));
        assert_eq!(json.root().get("b").map(JsonNode::span), None);
        for (name, value) in json.root().members() {
            let shown = |span: Span| &text[(span.start - 100) as usize..(span.end - 100) as usize];
            assert_eq!(shown(name.span), format!("{:?}", name.value));
            assert_eq!(plain(value), serde_json::from_str::<Plain>(shown(value.span())).expect("JSON"));
        }
    }
}
