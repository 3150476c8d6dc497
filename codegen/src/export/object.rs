//! Builds JSON objects member by member.
//!
//! In: members in order. Out: the object. An optional member with its default value is omitted.

use compact_str::CompactString;
use serde_json::{Map, Value};

/// A JSON object under construction. Its methods omit an optional member that has its default value.
#[derive(Default)]
pub(super) struct Object(Map<String, Value>);

impl Object {
    pub(super) fn new() -> Object {
        Object(Map::new())
    }

    pub(super) fn set(mut self, name: &str, value: impl Into<Value>) -> Object {
        self.0.insert(name.to_owned(), value.into());
        self
    }

    pub(super) fn some(self, name: &str, value: Option<impl Into<Value>>) -> Object {
        match value {
            Some(value) => self.set(name, value),
            None => self,
        }
    }

    pub(super) fn flag(self, name: &str, value: bool) -> Object {
        if value { self.set(name, true) } else { self }
    }

    pub(super) fn list(self, name: &str, values: &[CompactString]) -> Object {
        if values.is_empty() {
            self
        } else {
            self.set(name, values.iter().map(CompactString::as_str).collect::<Vec<_>>())
        }
    }

    /// Adds a member `name` with a text as its value, unless the text is empty.
    pub(super) fn text(self, name: &str, text: &str) -> Object {
        if text.is_empty() { self } else { self.set(name, text) }
    }

    /// Adds a member `name` with an array as its value, unless the array is empty.
    pub(super) fn array(self, name: &str, values: Vec<Value>) -> Object {
        if values.is_empty() { self } else { self.set(name, values) }
    }

    /// Adds a member `name` with an object as its value, unless the object is empty.
    pub(super) fn object(self, name: &str, object: Object) -> Object {
        if object.is_empty() { self } else { self.set(name, object) }
    }

    /// Appends the members of another object.
    pub(super) fn and(mut self, other: Object) -> Object {
        self.0.extend(other.0);
        self
    }

    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn build(self) -> Value {
        Value::Object(self.0)
    }
}

impl From<Object> for Value {
    fn from(object: Object) -> Value {
        object.build()
    }
}

impl FromIterator<(String, Value)> for Object {
    fn from_iter<T: IntoIterator<Item = (String, Value)>>(members: T) -> Object {
        Object(members.into_iter().collect())
    }
}
