//! Validates bodies by the schemas of a document, with a third-party validator.
//!
//! In: a document. Out: the number of bodies, and the bodies that their schema does not allow.

use boon::{Compiler, Draft, SchemaIndex, Schemas};
use serde_json::{Value, json};

use crate::openapi::reader::resolve;

/// The number of bodies that were validated, and those that are invalid.
#[derive(Debug, Default)]
pub(crate) struct Checked {
    pub(crate) examples: usize,
    pub(crate) misfits: Vec<String>,
}

/// Validates values against schemas of the document. A JSON pointer says which schema to use.
struct Validator {
    schemas: Schemas,
    compiler: Compiler,
}

const DOCUMENT: &str = "https://example.com/openapi.json";

impl Validator {
    fn new(document: &Value) -> Validator {
        let mut compiler = Compiler::new();
        compiler.set_default_draft(Draft::V2020_12);
        // The validator gets the whole document, so that each `$ref` in a schema finds its target.
        compiler.add_resource(DOCUMENT, document.clone()).expect("a document");
        Validator { schemas: Schemas::new(), compiler }
    }

    fn compile(&mut self, pointer: &str) -> SchemaIndex {
        let compiled = self.compiler.compile(&format!("{DOCUMENT}#{pointer}"), &mut self.schemas);
        compiled.unwrap_or_else(|error| panic!("{pointer}: {error:#}"))
    }

    fn check(&mut self, pointer: &str, body: &Value, name: &str, checked: &mut Checked) {
        let schema = self.compile(pointer);
        checked.examples += 1;
        if let Err(error) = self.schemas.validate(body, schema) {
            checked.misfits.push(format!("{name} at {pointer}: {error}"));
        }
    }
}

/// Validates every example in the document by the schema of the media type that has it.
pub(crate) fn examples(document: &Value) -> Checked {
    let mut validator = Validator::new(document);
    let mut checked = Checked::default();
    let mut media_types = Vec::new();
    find_media_types(document, &mut String::new(), &mut media_types);
    for pointer in media_types {
        let media_type = document.pointer(&pointer).expect("a media type");
        for (name, example) in media_type["examples"].as_object().expect("examples") {
            let body = &resolve(document, example)["value"];
            validator.check(&format!("{pointer}/schema"), body, name, &mut checked);
        }
    }
    checked
}

/// Finds the JSON pointers of all objects below `content` that have a schema and examples.
fn find_media_types(value: &Value, pointer: &mut String, found: &mut Vec<String>) {
    let Value::Object(members) = value else { return };
    for (name, value) in members {
        let length = pointer.len();
        pointer.push('/');
        pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
        if value["schema"].is_object() && value["examples"].is_object() && pointer.contains("/content/") {
            found.push(pointer.clone());
        }
        // Component schemas and examples contain no media types.
        if !pointer.starts_with("/components") {
            find_media_types(value, pointer, found);
        }
        pointer.truncate(length);
    }
}

/// Validates the example requests and responses in the JSON export against the schema of their type. Skips bodies that
/// the generator itself reports as not fitting their type (`conforms` is false).
pub(crate) fn bodies(document: &Value, export: &Value) -> Checked {
    let mut validator = Validator::new(document);
    let mut checked = Checked::default();
    for example in export["examples"].as_array().into_iter().flatten() {
        let is_message = example["role"] == "request" || example["role"] == "response";
        let Some(ty) = example["type"].as_str().filter(|_| is_message && example["conforms"] == true) else { continue };
        let item = ty.strip_prefix("Collection(").and_then(|ty| ty.strip_suffix(')')).unwrap_or(ty);
        if item.starts_with("Edm.") {
            continue;
        }
        let body: Value = serde_json::from_str(example["json"].as_str().unwrap_or_default()).expect("JSON");
        let place = format!("{} {}", example["page"], example["place"]["line"]);
        let is_page = item.len() < ty.len()
            || body["value"].is_array() && document["components"]["schemas"][item]["properties"]["value"].is_null();
        let items: Vec<&Value> = match (&body, is_page) {
            (Value::Array(items), _) => items.iter().collect(),
            (_, true) if body["value"].is_array() => body["value"].as_array().into_iter().flatten().collect(),
            (_, true | false) => vec![&body],
        };
        for body in items {
            validator.check(&format!("/components/schemas/{item}"), body, &place, &mut checked);
        }
    }
    checked
}

/// The same JSON with a value of another JSON type in place of each scalar: a number for a string, for example, and an
/// object for a number.
pub(crate) fn twisted(value: &Value) -> Value {
    match value {
        Value::Object(members) => members.iter().map(|(name, value)| (name.clone(), twisted(value))).collect(),
        Value::Array(items) => items.iter().map(twisted).collect(),
        Value::String(_) => json!(5),
        Value::Null | Value::Bool(_) | Value::Number(_) => json!({ "a": "b" }),
    }
}
