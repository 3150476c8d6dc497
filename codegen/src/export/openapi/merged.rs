//! Merges the statements of several pages.
//!
//! In: one part, such as the response bodies, of all documented operations with the same path and method. Out: the same
//! part of the one OpenAPI operation into which they are merged, with what each page states about it.

use serde_json::Value;

use crate::export::object::Object;

/// The bodies of one request or response: media type, schemas, and named examples of each.
#[derive(Default)]
pub(super) struct Content(Vec<(String, Vec<Value>, Object)>);

impl Content {
    /// Adds a media type and, unless the body is binary, one more schema for it.
    pub(super) fn add(&mut self, media_type: &str, schema: Option<Object>) {
        let entry = self.entry(media_type);
        if let Some(schema) = schema.map(Object::build)
            && !entry.1.contains(&schema)
        {
            entry.1.push(schema);
        }
    }

    /// Adds an example to the first media type that has a schema. If none has one, the body is binary and gets no
    /// example.
    pub(super) fn show(&mut self, name: &str, example: Value) {
        if let Some(entry) = self.0.iter_mut().find(|(_, schemas, _)| !schemas.is_empty()) {
            entry.2 = std::mem::take(&mut entry.2).set(name, example);
        }
    }

    fn entry(&mut self, media_type: &str) -> &mut (String, Vec<Value>, Object) {
        let place = self.0.iter().position(|(known, _, _)| known == media_type).unwrap_or_else(|| {
            self.0.push((media_type.to_owned(), Vec::new(), Object::new()));
            self.0.len() - 1
        });
        &mut self.0[place]
    }

    /// The value of the member `content`; `None` if there is no body.
    pub(super) fn build(self) -> Option<Value> {
        let media_type = |(name, schemas, examples): (String, Vec<Value>, Object)| {
            let object = Object::new().some("schema", any_of(schemas)).object("examples", examples);
            (name, object.build())
        };
        let types: Object = self.0.into_iter().map(media_type).collect();
        (!types.is_empty()).then(|| types.build())
    }
}

/// A schema that allows every value that at least one of `schemas` allows; `None` if there are no schemas.
fn any_of(mut schemas: Vec<Value>) -> Option<Value> {
    match schemas.len() {
        0 => None,
        1 => schemas.pop(),
        _ => Some(Object::new().set("anyOf", schemas).build()),
    }
}

/// Joins texts as paragraphs, without repetitions.
pub(super) fn paragraphs(texts: impl IntoIterator<Item = String>) -> String {
    let mut all: Vec<String> = Vec::new();
    for text in texts {
        if !text.is_empty() && !all.contains(&text) {
            all.push(text);
        }
    }
    all.join("\n\n")
}
