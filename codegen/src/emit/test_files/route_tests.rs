//! The tests of all routes.
//!
//! In: what the plan decides about each operation (its stub), with arguments and bodies. Out: `tests/routes.rs`: tables
//! of constructor calls, one for each module of routes, and the tests that check them. Invariant: a row consists of a
//! call and constants; `graph_conformance::routes` has the checks.

use std::collections::BTreeSet;

use crate::api::{ExampleId, OperationId};
use crate::emit::Context;
use crate::emit::rust::source;
use crate::emit::test_files::bodies;
use crate::plan::{Constructor, RouteModule, SampleBody, SentBody};

/// The placeholder in [`HEAD`] for the name of the library.
const LIBRARY: &str = "LIBRARY";

/// The beginning of the generated file, before its tables.
const HEAD: &str = r#"//! Every route builds a request that is read back as that route, and that a service answers as the page says.

// Deprecated routes are tried too.
#![allow(deprecated)]

#[rustfmt::skip]
pub(crate) mod routes {
use LIBRARY::routes as api;
use graph_conformance::routes::*;

#[test]
fn requests_are_read_back() {
    check_requests(TABLES);
}

#[test]
fn requests_are_answered() {
    check_answers(TABLES);
}
"#;

/// The text of `tests/routes.rs`.
pub(in crate::emit) fn table(cx: &Context<'_>) -> String {
    let mut text = format!("{}\n{}", cx.header(&[]), HEAD.replace(LIBRARY, &cx.library()));
    let mut files: BTreeSet<usize> = BTreeSet::new();
    let mut tables = String::from("\npub(crate) static TABLES: &[&[Row]] = &[\n");
    for module in cx.model.route_modules().filter(|module| !module.operations.is_empty()) {
        let table = format!("{}_ROUTES", module.word("__").to_uppercase());
        tables.push_str(&format!("    {table},\n"));
        text.push_str(&format!("\nstatic {table}: &[Row] = &[\n"));
        for &id in &module.operations {
            if let SampleBody::Example(index) = cx.model.sample_call(id).request {
                files.insert(cx.model.example_plan(ExampleId::from_index(index)).file);
            }
            text.push_str(&rows(cx, module, id));
        }
        text.push_str("];\n");
    }
    tables.push_str("];\n");
    text + &tables + &bodies::statics(cx, &files, "bodies/") + "}\n"
}

/// A row for each constructor of an operation.
fn rows(cx: &Context<'_>, module: &RouteModule, id: OperationId) -> String {
    let stub = cx.model.stub(id);
    let sample = cx.model.sample_call(id);
    let page = source::string(&cx.model.page(cx.model.operation(id).page).path);
    let headers: Vec<String> = sample.headers.iter().map(|header| source::string(header)).collect();
    let body = match &sample.request {
        SampleBody::Nothing => "Body::Text(\"\")".to_owned(),
        SampleBody::Bytes => "Body::Text(\"sample\")".to_owned(),
        SampleBody::Json(json) => format!("Body::Text({})", source::string(json)),
        SampleBody::Example(index) => bodies::expression(cx, cx.model.example_plan(ExampleId::from_index(*index))),
    };
    let (pattern, sent) = match stub.sent {
        SentBody::Nothing => ("_", None),
        SentBody::Bytes => ("body", Some("content(body)")),
        SentBody::Value(_) | SentBody::Patch(_) | SentBody::Fields(_) => ("body", Some("json(body)?")),
    };
    let path = format!("api::{}", module.path_of(&stub.name));
    let row = |constructor: &Constructor| {
        let arguments = arguments(constructor).chain(sent.map(str::to_owned)).collect::<Vec<_>>().join(", ");
        let (open, close) = if sample.shared.contains(&constructor.route) { ("shared(", ")") } else { ("", "") };
        format!(
            "    {open}row({page}, &[{}], {body}, |{pattern}| {{\n        route({path}::{}({arguments}))\n    }}){close},\n",
            headers.join(", "),
            constructor.name,
        )
    };
    stub.constructors.iter().map(row).collect()
}

/// Arguments such as `"id/0"` and `"name/1"`. They differ from each other, and contain a slash, which a path has to
/// encode.
fn arguments(constructor: &Constructor) -> impl Iterator<Item = String> {
    constructor.arguments.iter().enumerate().map(|(index, argument)| {
        let text = source::string(&format!("{}/{index}", argument.name.as_str()));
        match argument.list {
            Some(_) => format!("[{text}, \"it's\"]"),
            None if argument.optional => format!("Some({text}.to_owned())"),
            None => text,
        }
    })
}
