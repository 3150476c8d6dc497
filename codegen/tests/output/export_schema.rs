//! The JSON export is valid by its JSON Schema, and the schema rejects changed exports. The validator is a third-party
//! crate.

use crate::tree::beside;
use crate::tree::folder;
use std::collections::BTreeMap;
use std::path::Path;

use boon::{Compiler, SchemaIndex, Schemas};
use graph_codegen::export::json;
use graph_codegen::read;
use graph_codegen::source::Sources;
use serde_json::{Value, json};

const SCHEMA: &str = include_str!("../../../xtask/schema/api.json");

fn schema() -> (Schemas, SchemaIndex) {
    let mut compiler = Compiler::new();
    let schema: Value = serde_json::from_str(SCHEMA).expect("JSON");
    compiler.add_resource("https://example.com/api.json", schema).expect("a schema");
    let mut schemas = Schemas::new();
    let index = compiler.compile("https://example.com/api.json", &mut schemas).expect("a sound schema");
    (schemas, index)
}

fn export(folder: &Path) -> Value {
    let sources = Sources::new(folder::files(folder));
    serde_json::from_str(&json(&read(&sources).api, &sources)).expect("JSON")
}

fn docs() -> Value {
    export(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs"))
}

#[track_caller]
fn check(export: &Value) {
    let (schemas, index) = schema();
    if let Err(error) = schemas.validate(export, index) {
        panic!("{error}");
    }
    assert!(["types", "enums", "operations", "examples"].iter().all(|name| !export[name].is_null()));
}

#[test]
fn the_export_of_the_pages_is_valid_by_its_schema() {
    check(&docs());
}

#[test]
fn the_corpus_export_is_valid_by_its_schema() {
    let Some(folder) = beside::find("GRAPH_DOCS_DIR", "shared/corpus/api-reference/v1.0") else { return };
    check(&export(&folder));
}

/// Finds a JSON pointer to one member in the export for each path of member names. Array indexes are not part of such a
/// path, so all items of an array share one.
fn places(value: &Value, pointer: String, kind: &str, found: &mut BTreeMap<String, String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                let kind = format!("{kind}/{name}");
                found.entry(kind.clone()).or_insert_with(|| format!("{pointer}/{name}"));
                places(value, format!("{pointer}/{name}"), &kind, found);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                places(item, format!("{pointer}/{index}"), kind, found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The schema rejects a value of a wrong form in every member. This shows that it restricts every member.
#[test]
fn a_value_of_a_wrong_form_is_refused_in_any_member() {
    let (schemas, index) = schema();
    let mut export = docs();
    let mut found = BTreeMap::new();
    places(&export, String::new(), "", &mut found);
    assert!(found.len() > 100, "{found:#?}");
    for pointer in found.values() {
        let place = export.pointer_mut(pointer).expect("a member");
        let before = std::mem::replace(place, json!({ "unheardOf": 1.5 }));
        assert!(schemas.validate(&export, index).is_err(), "{pointer} may be anything");
        *export.pointer_mut(pointer).expect("a member") = before;
    }
    assert!(schemas.validate(&export, index).is_ok());
}

#[test]
fn an_unknown_member_is_refused_in_any_object() {
    let (schemas, index) = schema();
    let mut export = docs();
    let mut found = BTreeMap::new();
    places(&export, String::new(), "", &mut found);
    let mut added = 0;
    for pointer in found.values() {
        let Some(Value::Object(members)) = export.pointer_mut(pointer) else { continue };
        members.insert("unheardOf".to_owned(), Value::Null);
        assert!(schemas.validate(&export, index).is_err(), "{pointer} may have any member");
        if let Some(Value::Object(members)) = export.pointer_mut(pointer) {
            members.shift_remove("unheardOf");
        }
        added += 1;
    }
    assert!(added > 10, "{added}");
}

#[test]
fn schema_changelog_and_export_state_the_same_version() {
    let schema: Value = serde_json::from_str(SCHEMA).expect("JSON");
    let version = &docs()["version"];
    assert_eq!(schema["properties"]["version"]["const"], *version);
    let changes = include_str!("../../../xtask/schema/CHANGELOG.md");
    assert_eq!(changes.lines().find(|line| line.starts_with("## ")), Some(format!("## Version {version}").as_str()));
}
