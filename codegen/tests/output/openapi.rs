//! The OpenAPI document: it says the same as the JSON export, and its schemas allow the example bodies of the pages.

mod reader;
mod validator;

use crate::tree::beside;
use crate::tree::folder;
use crate::tree::parts;
use std::path::Path;
use std::sync::LazyLock;

use graph_codegen::export::{self, OpenApiOptions};
use graph_codegen::select::Selection;
use graph_codegen::source::Sources;
use graph_codegen::{Options, plan, read};
use serde_json::{Value, json};

use reader::{Facts, routes_of_document, routes_of_export, types_of_document, types_of_export};

/// The OpenAPI document and the JSON export of the same pages. The JSON export has the whole model, so the tests
/// compare the document with it.
struct Exports {
    document: Value,
    export: Value,
}

fn exports(sources: &Sources) -> Exports {
    let api = read(sources).api;
    let options = Options::new("models", "export", "../runtime");
    let planned = plan(&api, &Selection::everything(&api), &options);
    let options = OpenApiOptions { authority: "https://login.example.com".to_owned(), ..OpenApiOptions::default() };
    let document = serde_json::to_string(&export::openapi(&api, &planned.plan, &options)).expect("a document");
    Exports {
        document: serde_json::from_str(&document).expect("JSON"),
        export: serde_json::from_str(&export::json(&api, sources)).expect("JSON"),
    }
}

static DOCS: LazyLock<Exports> =
    LazyLock::new(|| exports(&Sources::new(folder::files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs")))));

static CORPUS: LazyLock<Option<Exports>> = LazyLock::new(|| {
    let folder = beside::find("GRAPH_DOCS_DIR", "shared/corpus/api-reference/v1.0")?;
    Some(exports(&Sources::new(folder::files(&folder))))
});

fn case(text: &str) -> Exports {
    exports(&parts::split(&format!("\n{text}")))
}

/// Asserts that the document and the export say the same about the API. Both have to say more than 20 things, so that
/// the test does not pass by comparing nothing.
#[track_caller]
fn agree(document: &Facts, export: &Facts) {
    let lost: Vec<&String> = export.difference(document).take(20).collect();
    let made_up: Vec<&String> = document.difference(export).take(20).collect();
    assert!(lost.is_empty() && made_up.is_empty(), "lost: {lost:#?}\nmade up: {made_up:#?}");
    assert!(document.len() > 20, "{document:?}");
}

#[test]
fn types_and_members_of_the_openapi_document_agree_with_the_json_export() {
    agree(&types_of_document(&DOCS.document), &types_of_export(&DOCS.export));
}

#[test]
fn types_and_members_of_the_corpus_agree_in_both_exports() {
    let Some(corpus) = &*CORPUS else { return };
    agree(&types_of_document(&corpus.document), &types_of_export(&corpus.export));
}

#[test]
fn routes_bodies_and_scopes_of_the_openapi_document_agree_with_the_json_export() {
    agree(&routes_of_document(&DOCS.document), &routes_of_export(&DOCS.export));
}

#[test]
fn routes_bodies_and_scopes_of_the_corpus_agree_in_both_exports() {
    let Some(corpus) = &*CORPUS else { return };
    agree(&routes_of_document(&corpus.document), &routes_of_export(&corpus.export));
}

#[test]
fn examples_are_valid_by_their_schemas() {
    let checked = validator::examples(&DOCS.document);
    assert!(checked.examples > 20 && checked.misfits.is_empty(), "{checked:#?}");
}

#[test]
fn examples_of_the_corpus_are_valid_by_their_schemas() {
    let Some(corpus) = &*CORPUS else { return };
    let checked = validator::examples(&corpus.document);
    assert!(checked.examples > 1000 && checked.misfits.is_empty(), "{checked:#?}");
}

/// The JSON export also has example bodies of pages whose requests are in no operation of the OpenAPI document. This
/// test checks these too.
#[test]
fn bodies_of_the_corpus_are_valid_by_the_schema_of_their_type() {
    let Some(corpus) = &*CORPUS else { return };
    let checked = validator::bodies(&corpus.document, &corpus.export);
    assert!(checked.examples > 1000 && checked.misfits.is_empty(), "{checked:#?}");
}

/// The validator does find errors: it refuses bodies with wrong values.
#[test]
fn bodies_with_wrong_values_are_refused() {
    let mut document = DOCS.document.clone();
    let examples = document["components"]["examples"].as_object_mut().expect("examples");
    let all = examples.len();
    examples.values_mut().for_each(|example| example["value"] = validator::twisted(&example["value"]));
    let checked = validator::examples(&document);
    assert!(checked.misfits.len() * 10 >= all * 8, "{} of {all}", checked.misfits.len());
}

#[test]
fn names_of_operations_are_unique_and_follow_from_the_route() {
    let mut names: Vec<&str> = Vec::new();
    for item in DOCS.document["paths"].as_object().expect("paths").values() {
        names.extend(
            item.as_object().expect("methods").values().filter_map(|operation| operation["operationId"].as_str()),
        );
    }
    let all = names.len();
    assert!(names.contains(&"long_running_operation.GetLongRunningOperation.users_authentication_operations"));
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all);
}

/// The page of a resource whose two operation pages document the same path, `/things/{id}`, with different placeholder
/// names.
const SHARED: &str = "
=== resources/thing.md
# thing resource type
Namespace: microsoft.graph
## Properties
|Property|Type|Description|
|:---|:---|:---|
|id|String|The key.|
|size|Int64|How large.|
=== resources/part.md
# part resource type
Namespace: microsoft.graph
## Properties
|Property|Type|Description|
|:---|:---|:---|
|id|String|The key.|
=== api/thing-get.md
# Get thing
## HTTP request
```http
GET /things/{id}
```
## Response
If successful, this method returns a `200 OK` response code and a [thing](../resources/thing.md) object in the response body.
=== api/thing-getpart.md
# Get part
## HTTP request
```http
GET /things/{thing-id}?$expand={part}
GET /things/{thing-id}/parts(name='{name}',depth={depth})/$value
```
## Response
If successful, this method returns a `200 OK` response code and a [part](../resources/part.md) object in the response body.
";

#[test]
fn paths_that_differ_only_in_placeholder_names_are_one_operation() {
    let document = case(SHARED).document;
    let item = &document["paths"]["/things/{id}"];
    assert!(document["paths"]["/things/{thingId}"].is_null(), "{}", document["paths"]);
    let get = &item["get"];
    let pages: Vec<&str> =
        get["x-routes"].as_array().expect("routes").iter().filter_map(|route| route["page"].as_str()).collect();
    assert_eq!(pages, ["api/thing-get.md", "api/thing-getpart.md"]);
    let schema = &get["responses"]["200"]["content"]["application/json"]["schema"];
    let either =
        ["thing", "part"].map(|name| json!({ "$ref": format!("#/components/schemas/microsoft.graph.{name}") }));
    assert_eq!(schema["anyOf"], json!(either));
    // Only `api/thing-getpart.md` requires `$expand`, so the operation that both pages share has it as an optional
    // parameter.
    let parameters = get["parameters"].as_array().expect("parameters");
    let expand: Vec<&Value> = parameters.iter().filter(|parameter| parameter["name"] == "$expand").collect();
    assert!(matches!(expand[..], [only] if only["required"].is_null()), "{parameters:#?}");
}

#[test]
fn functions_and_streams_have_paths_of_their_own() {
    let document = case(SHARED).document;
    let paths = document["paths"].as_object().expect("paths");
    let (path, item) = paths.iter().find(|(path, _)| path.ends_with("/$value")).expect("a path");
    assert!(path.contains("/parts(name='{name}',depth={depth})/$value"), "{path}");
    let names: Vec<&str> = item["get"]["parameters"]
        .as_array()
        .expect("parameters")
        .iter()
        .filter(|parameter| parameter["in"] == "path")
        .filter_map(|parameter| parameter["name"].as_str())
        .collect();
    assert_eq!(names.len(), 3, "{names:?}");
}

#[test]
fn a_tree_without_pages_gives_a_complete_document() {
    let document = case("").document;
    assert_eq!(document["info"]["title"], "API");
    assert_eq!(document["paths"], json!({}));
    assert_eq!(document["servers"], json!([{ "url": "/" }]));
}

/// A tool that shows an example request next to its response finds the response by its name, so both have the same
/// name.
#[test]
fn the_examples_of_a_request_and_its_response_have_the_same_name() {
    let mut pairs = 0;
    for item in DOCS.document["paths"].as_object().expect("paths").values() {
        for operation in item.as_object().expect("methods").values() {
            let names = |holder: &Value| -> Vec<String> {
                let examples = holder["content"]["application/json"]["examples"].as_object();
                examples.into_iter().flatten().map(|(name, _)| name.clone()).collect()
            };
            let answered: Vec<String> =
                operation["responses"].as_object().expect("responses").values().flat_map(names).collect();
            let sent = names(&operation["requestBody"]);
            let of_one_page = operation["x-routes"].as_array().is_some_and(|routes| routes.len() == 1);
            if of_one_page && !answered.is_empty() && !sent.is_empty() {
                assert!(sent.iter().any(|name| answered.contains(name)), "{sent:?} {answered:?}");
                pairs += 1;
            }
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                let shown = parameter["examples"].as_object();
                for (name, example) in shown.into_iter().flatten() {
                    let line = example["summary"].as_str().unwrap_or_default();
                    let value = example["value"].as_str().unwrap_or_default();
                    let is_cut = line.ends_with('…');
                    assert!(
                        is_cut || line.contains(value) || value.contains(['/', ' ', ':']),
                        "{name}: {value} in {line}"
                    );
                }
            }
        }
    }
    assert!(pairs >= 3, "{pairs}");
}

#[test]
fn the_example_of_a_number_is_a_number() {
    let Some(corpus) = &*CORPUS else { return };
    let mut compared = 0;
    for item in corpus.document["paths"].as_object().expect("paths").values() {
        for operation in item.as_object().expect("methods").values() {
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                let examples = parameter["examples"].as_object().into_iter().flatten();
                for (_, example) in examples.filter(|_| parameter["schema"]["type"] == "integer") {
                    assert!(example["value"].is_i64(), "{parameter}");
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 5, "{compared}");
}
