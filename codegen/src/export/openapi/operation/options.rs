//! The query options of OData.
//!
//! In: the response of an operation. Out: the query options that apply to it, such as `$top` to a list. The routes of
//! the generated crate have methods for the same options.

use serde_json::{Value, json};

use super::answers_objects;
use crate::api::{Method, Operation};
use crate::export::openapi::names::answers_page_of;

/// One of the query options of OData, such as `$top`: its name, what it does, and the schema of its value.
struct QueryOption {
    name: &'static str,
    text: &'static str,
    schema: fn() -> Value,
    /// Whether the option applies only to operations that return a page of a list.
    of_pages: bool,
}

const OPTIONS: [QueryOption; 8] = [
    QueryOption {
        name: "$select",
        text: "The properties to answer, separated by commas.",
        schema: names,
        of_pages: false,
    },
    QueryOption {
        name: "$expand",
        text: "The relationships whose objects the answer includes, separated by commas; each may have options of its own in parentheses.",
        schema: names,
        of_pages: false,
    },
    QueryOption { name: "$filter", text: "A condition on the objects to answer.", schema: text, of_pages: true },
    QueryOption {
        name: "$orderby",
        text: "The properties to sort by, separated by commas, each with `asc` or `desc` after it.",
        schema: names,
        of_pages: true,
    },
    QueryOption { name: "$search", text: "Words to look for.", schema: text, of_pages: true },
    QueryOption { name: "$top", text: "The number of objects to answer.", schema: number, of_pages: true },
    QueryOption { name: "$skip", text: "The number of objects to leave out first.", schema: number, of_pages: true },
    QueryOption {
        name: "$count",
        text: "Whether to answer the number of all objects too.",
        schema: flag,
        of_pages: true,
    },
];

fn names() -> Value {
    json!({ "type": "array", "items": { "type": "string" } })
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn number() -> Value {
    json!({ "type": "integer", "minimum": 0 })
}

fn flag() -> Value {
    json!({ "type": "boolean" })
}

/// The names of the query options that apply to an operation, such as `$select`.
pub(in crate::export::openapi) fn option_names(operation: &Operation) -> impl Iterator<Item = &'static str> {
    let is_read = operation.method == Method::Get && answers_objects(operation);
    let is_page = answers_page_of(operation).is_some();
    OPTIONS.iter().filter(move |option| is_read && (is_page || !option.of_pages)).map(|option| option.name)
}

/// The key of a query option among the components: its name without the dollar sign.
pub(in crate::export::openapi) fn key(name: &str) -> &str {
    name.trim_start_matches('$')
}

/// All query options, each with its key among the components.
pub(in crate::export::openapi) fn components() -> impl Iterator<Item = (&'static str, Value)> {
    OPTIONS.iter().map(|option| {
        let mut parameter = json!({ "name": option.name, "in": "query", "description": option.text });
        let schema = (option.schema)();
        if schema["type"] == "array" {
            parameter["style"] = "form".into();
            parameter["explode"] = false.into();
        }
        parameter["schema"] = schema;
        (key(option.name), parameter)
    })
}
