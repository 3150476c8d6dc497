//! A parser of OpenAPI documents that does not use the code of the exporter.
//!
//! In: a document, and the JSON export of the same model. Out: what each of them says about the API, as lines of text
//! that can be compared.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// What both formats say about an API, one statement a line, such as `type microsoft.graph.user: entity of …`.
pub(crate) type Facts = BTreeSet<String>;

/// The string in the member `name`; empty if the member is missing or is not a string.
fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().unwrap_or_default()
}

fn list<'v>(value: &'v Value, name: &str) -> impl Iterator<Item = &'v Value> {
    value[name].as_array().into_iter().flatten()
}

fn object<'v>(value: &'v Value, name: &str) -> impl Iterator<Item = (&'v String, &'v Value)> {
    value[name].as_object().into_iter().flatten()
}

/// Follows `$ref` until it reaches a value without one.
pub(crate) fn resolve<'v>(document: &'v Value, value: &'v Value) -> &'v Value {
    match value["$ref"].as_str() {
        Some(reference) => {
            let target = document.pointer(reference.trim_start_matches('#'));
            resolve(document, target.unwrap_or_else(|| panic!("{reference} leads nowhere")))
        }
        None => value,
    }
}

/// The type that a schema describes, in the notation of CSDL: `Collection(microsoft.graph.user)`.
fn type_of(document: &Value, schema: &Value) -> String {
    if let Some(reference) = schema["$ref"].as_str() {
        let key = reference.rsplit('/').next().unwrap_or_default();
        let target = resolve(document, schema);
        return target["x-odata-name"].as_str().unwrap_or(key).to_owned();
    }
    let alternatives: Vec<&Value> = list(schema, "anyOf").filter(|one| one["type"] != "null").collect();
    match alternatives[..] {
        [] => {}
        [one] => return type_of(document, one),
        // One alternative lists the known values and another allows any string, so the type is a string.
        _ => return "Edm.String".to_owned(),
    }
    let name = match &schema["type"] {
        Value::Array(names) => names.iter().filter_map(Value::as_str).find(|name| *name != "null").unwrap_or_default(),
        other => other.as_str().unwrap_or_default(),
    };
    let primitive = match (name, text(schema, "format")) {
        ("array", _) => return format!("Collection({})", type_of(document, &schema["items"])),
        ("boolean", "") => "Boolean",
        ("integer", "uint8") => "Byte",
        ("integer", "int8") => "SByte",
        ("integer", "int16") => "Int16",
        ("integer", "int32") => "Int32",
        ("integer", "int64") => "Int64",
        ("number", "double") => "Double",
        ("number", "float") => "Single",
        ("number", "decimal") => "Decimal",
        ("string", "base64url") => "Binary",
        ("string", "date") => "Date",
        ("string", "date-time") => "DateTimeOffset",
        ("string", "duration") => "Duration",
        ("string", "uuid") => "Guid",
        ("string", "time") => "TimeOfDay",
        ("string", "" | "password") => "String",
        ("", _) if schema["contentMediaType"] == "application/octet-stream" => "Stream",
        ("", "") => "Untyped",
        other => panic!("no type has the form {other:?}: {schema}"),
    };
    format!("Edm.{primitive}")
}

/// What the schemas of the document say about types, enumerations and their members.
pub(crate) fn types_of_document(document: &Value) -> Facts {
    let mut facts = Facts::new();
    for (key, schema) in object(&document["components"], "schemas") {
        let name = schema["x-odata-name"].as_str().unwrap_or(key);
        let parts: Vec<&Value> = list(schema, "allOf").collect();
        let base = parts.iter().find(|part| part["$ref"].is_string()).map(|part| type_of(document, part));
        let own = parts.iter().copied().find(|part| part["type"] == "object").unwrap_or(schema);
        if schema["x-kind"].is_string() {
            let key: Vec<&str> = list(schema, "x-key").filter_map(Value::as_str).collect();
            facts.insert(format!(
                "type {name}: {} of {} abstract {} open {} stream {} key {key:?} deprecated {}",
                text(schema, "x-kind"),
                base.unwrap_or_default(),
                schema["x-abstract"] == true,
                own["additionalProperties"] == true,
                schema["x-has-stream"] == true,
                schema["deprecated"] == true,
            ));
            for (member, property) in object(own, "properties").filter(|(member, _)| *member != "@odata.type") {
                facts.insert(format!(
                    "member {name}/{member}: {} navigation {} read-only {} deprecated {} required {} values {:?}",
                    type_of(document, property),
                    property["x-ms-navigationProperty"] == true,
                    property["readOnly"] == true,
                    property["deprecated"] == true,
                    property["x-required"] == true,
                    soft_values(property),
                ));
            }
        }
        let known = list(schema, "anyOf").chain([schema]).find(|part| part["x-ms-enum"].is_object());
        if let Some(known) = known {
            let numbers =
                list(&known["x-ms-enum"], "values").map(|value| (text(value, "value"), value["x-number"].as_i64()));
            let members: Vec<(&str, Option<i64>)> = numbers.collect();
            let listed: Vec<&str> = list(known, "enum").filter_map(Value::as_str).collect();
            assert_eq!(members.iter().map(|(name, _)| *name).collect::<Vec<_>>(), listed, "{name}");
            facts.insert(format!("enum {name}: flags {} {members:?}", schema["x-ms-enum-flags"]["isFlags"] == true));
        }
    }
    facts
}

/// The known values of a string property that may also have other values. The document lists them in the alternative
/// with the title `known`.
fn soft_values(property: &Value) -> Vec<&str> {
    let schema = if property["items"].is_object() { &property["items"] } else { property };
    list(schema, "anyOf")
        .find(|part| part["title"] == "known")
        .into_iter()
        .flat_map(|part| list(part, "enum"))
        .filter_map(Value::as_str)
        .collect()
}

/// What the JSON export says about types, enumerations and their members.
pub(crate) fn types_of_export(export: &Value) -> Facts {
    let mut facts = Facts::new();
    for ty in list(export, "types") {
        let name = text(ty, "name");
        let key: Vec<&str> = list(ty, "key").filter_map(Value::as_str).collect();
        facts.insert(format!(
            "type {name}: {} of {} abstract {} open {} stream {} key {key:?} deprecated {}",
            text(ty, "kind"),
            text(ty, "base"),
            ty["abstract"] == true,
            ty["open"] == true,
            ty["hasStream"] == true,
            !ty["deprecated"].is_null(),
        ));
        for property in list(ty, "properties") {
            let values: Vec<&str> = list(property, "values").filter_map(Value::as_str).collect();
            facts.insert(format!(
                "member {name}/{}: {} navigation {} read-only {} deprecated {} required {} values {values:?}",
                text(property, "name"),
                text(property, "type"),
                property["kind"] == "navigation",
                property["readOnly"] == true,
                !property["deprecated"].is_null(),
                property["required"] == true,
            ));
        }
    }
    for ty in list(export, "enums") {
        let members: Vec<(&str, Option<i64>)> =
            list(ty, "members").map(|member| (text(member, "name"), member["value"].as_i64())).collect();
        facts.insert(format!("enum {}: flags {} {members:?}", text(ty, "name"), ty["flags"] == true));
    }
    facts
}

const CALLERS: [&str; 3] = ["delegatedWork", "delegatedPersonal", "application"];

/// A permission table as text: its label, and for each kind of caller the alternative sets of permissions in order, or
/// `null` if they are unknown.
fn table(label: &Value, of: impl Fn(&str) -> Value) -> String {
    let callers: Vec<String> = CALLERS.iter().map(|caller| format!("{caller} {}", of(caller))).collect();
    format!("{} {}", label.as_str().unwrap_or_default(), callers.join(" "))
}

/// The permission tables of an operation in the document.
fn tables(operation: &Value) -> BTreeSet<String> {
    if operation["x-permissions"].is_array() {
        return list(operation, "x-permissions").map(|of| table(&of["label"], |caller| of[caller].clone())).collect();
    }
    let requirements = |caller: &str| {
        list(operation, "security").map(|one| one[caller].clone()).filter(|one| !one.is_null()).collect()
    };
    match operation["security"].is_array() {
        true => [table(&Value::Null, requirements)].into(),
        false => BTreeSet::new(),
    }
}

/// The schemas of the JSON bodies that a request or a response may have.
fn bodies<'v>(document: &'v Value, holder: &'v Value) -> Vec<&'v Value> {
    let schema = &resolve(document, holder)["content"]["application/json"]["schema"];
    let any: Vec<&Value> = list(schema, "anyOf").collect();
    match (schema.is_null(), any.is_empty()) {
        (true, _) => Vec::new(),
        (false, true) => vec![schema],
        (false, false) => any,
    }
}

/// A request body as text: the type of a value, the members that a `PATCH` changes, or the parameters of an action.
fn sent(document: &Value, body: &Value) -> String {
    let target = resolve(document, body);
    let members = || -> BTreeMap<&str, String> {
        object(target, "properties").map(|(name, schema)| (name.as_str(), type_of(document, schema))).collect()
    };
    match (target["x-patches"].as_str(), target["x-body"].as_bool()) {
        (Some(ty), _) => format!("patch {ty} {:?}", members().keys()),
        (None, Some(_)) => format!("parameters {:?}", members()),
        (None, None) => format!("value {}", type_of(document, body)),
    }
}

/// What the document says about routes: one line for each route and each page that documents it.
pub(crate) fn routes_of_document(document: &Value) -> Facts {
    let mut facts = Facts::new();
    for (path, item) in object(document, "paths") {
        for (method, operation) in item.as_object().into_iter().flatten() {
            let method = method.to_uppercase();
            for table in tables(operation) {
                facts.insert(format!("scopes {method} {} {table}", shape(path)));
            }
            for body in bodies(document, &operation["requestBody"]) {
                facts.insert(format!("sends {method} {} {}", shape(path), sent(document, body)));
            }
            for (status, response) in object(operation, "responses") {
                for body in bodies(document, response).into_iter().filter(|_| status.starts_with('2')) {
                    facts.insert(format!("answers {method} {} {status} {}", shape(path), answered(document, body)));
                }
            }
            for route in list(operation, "x-routes") {
                assert_eq!(shape(text(route, "path")), shape(path), "{method} {path}");
                facts.insert(format!("route {method} {} of {}", text(route, "path"), text(route, "page")));
            }
            let in_path: BTreeSet<&str> = list(operation, "parameters")
                .map(|parameter| resolve(document, parameter))
                .filter(|parameter| parameter["in"] == "path" && parameter["required"] == true)
                .map(|parameter| text(parameter, "name"))
                .collect();
            assert_eq!(in_path, placeholders(path), "{method} {path}");
        }
    }
    facts
}

/// The type of a response body. If the body is a page of a list, or an object that wraps its result in the member
/// `value`, it is the type of `value`.
fn answered(document: &Value, body: &Value) -> String {
    let target = resolve(document, body);
    let page = list(target, "allOf").find(|part| part["properties"]["value"]["type"] == "array");
    match (page, body["properties"]["value"].is_null()) {
        (Some(page), _) => type_of(document, &page["properties"]["value"]),
        (None, false) => type_of(document, &body["properties"]["value"]),
        (None, true) => type_of(document, body),
    }
}

/// What the JSON export says about routes.
pub(crate) fn routes_of_export(export: &Value) -> Facts {
    let mut facts = Facts::new();
    for operation in list(export, "operations") {
        for route in list(operation, "routes") {
            let (method, path) = (text(route, "method"), text(route, "path"));
            facts.insert(format!("route {method} {path} of {}", text(operation, "page")));
            for of in list(route, "permissions") {
                facts.insert(format!(
                    "scopes {method} {} {}",
                    shape(path),
                    table(&of["label"], |caller| of[caller].clone())
                ));
            }
            let request = &operation["request"];
            let (ty, members) = (text(request, "type"), list(request, "members"));
            let sent = match text(request, "kind") {
                "value" if ty != "Edm.Stream" => format!("value {ty}"),
                "patch" => {
                    let members: BTreeMap<&str, ()> = members.map(|member| (text(member, "name"), ())).collect();
                    format!("patch {ty} {:?}", members.keys())
                }
                "parameters" => {
                    let typed = |row: &Value| row["type"].as_str().unwrap_or("Edm.Untyped").to_owned();
                    let rows: BTreeMap<&str, String> =
                        list(request, "parameters").map(|row| (text(row, "name"), typed(row))).collect();
                    format!("parameters {rows:?}")
                }
                _ => String::new(),
            };
            if !sent.is_empty() {
                facts.insert(format!("sends {method} {} {sent}", shape(path)));
            }
            let body = &operation["response"]["body"];
            let is_count = list(operation, "routes").all(|route| text(route, "path").ends_with("/$count"));
            if body["kind"] == "value" && body["type"] != "Edm.Stream" && !is_count {
                let stated: Vec<u64> = list(&operation["response"], "status").filter_map(Value::as_u64).collect();
                let mut with_body: Vec<u64> = stated
                    .into_iter()
                    .filter(|status| (200..300).contains(status) && ![204, 205].contains(status))
                    .collect();
                if with_body.is_empty() {
                    with_body.push(200);
                }
                for status in with_body {
                    facts.insert(format!("answers {method} {} {status} {}", shape(path), text(body, "type")));
                }
            }
        }
    }
    facts
}

/// A path in which each placeholder is `{}`, so that paths with different placeholder names are equal.
fn shape(path: &str) -> String {
    let mut text = String::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        text.push_str("{}");
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    text + rest
}

fn placeholders(path: &str) -> BTreeSet<&str> {
    path.split('{').skip(1).filter_map(|part| part.split('}').next()).collect()
}
