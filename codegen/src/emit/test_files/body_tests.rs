//! The test that reads every example body.
//!
//! In: the files of bodies. Out: `tests/bodies.rs`: a table of bodies and types for each file, and one test that checks
//! them.

use crate::api::Example;
use crate::emit::Context;
use crate::emit::context::WrittenIn;
use crate::emit::doc::line::one_line;
use crate::emit::rust::source;
use crate::emit::test_files::bodies;
use crate::plan::{CheckedAs, ExamplePlan, Expected};

/// The beginning of the generated file, before its tables.
const HEAD: &str = r#"//! Every JSON body of the pages is read into its type and written back.

// Deprecated types are read too.
#![allow(deprecated)]

#[rustfmt::skip]
mod bodies {
use graph_conformance::bodies::*;

#[test]
fn are_read_and_written_back() {
    check_all(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/bodies"), FILES);
}
"#;

/// The text of `tests/bodies.rs`.
pub(in crate::emit) fn table(cx: &Context<'_>) -> String {
    let mut text = format!("{}\n{HEAD}\nconst FILES: &[File] = &[\n", cx.header(&[]));
    for index in cx.model.body_files() {
        let path = source::string(bodies::body_file_path(cx, index));
        text.push_str(&format!("    File {{ path: {path}, cases: &[\n"));
        for &id in &cx.model.body_file(index).examples {
            text.push_str(&row(cx, cx.model.example_plan(id), cx.model.example(id)));
        }
        text.push_str("    ] },\n");
    }
    text.push_str("];\n}\n");
    text
}

/// One row of the table, such as `fits::<models::User>("api/user-get-1-response"),`. The function is named after the
/// expected result, or is `json` if no type reads the body. Its first argument is the name of the body. `differs` and
/// `json` also get the findings on the body.
fn row(cx: &Context<'_>, planned: &ExamplePlan, example: &Example) -> String {
    let function = match planned.expected {
        Expected::Fits => "fits",
        Expected::Differs => "differs",
        Expected::Representation => "representation",
        Expected::Untyped => "untyped",
    };
    let call = match checked(cx, planned) {
        Some(ty) => format!("{function}::<{ty}>"),
        None => "json".to_owned(),
    };
    let name = source::string(&planned.name);
    if call != "json" && planned.expected != Expected::Differs {
        return format!("        {call}({name}),\n");
    }
    let findings: String =
        example.findings.iter().map(|text| format!("            {},\n", source::string(&one_line(text)))).collect();
    match findings.is_empty() {
        true => format!("        {call}({name}, &[]),\n"),
        false => format!("        {call}({name}, &[\n{findings}        ]),\n"),
    }
}

/// The type that a body is checked against. None for JSON that is not an object.
fn checked(cx: &Context<'_>, planned: &ExamplePlan) -> Option<String> {
    match planned.checked {
        CheckedAs::Object(id) => Some(cx.structured_type(WrittenIn::Outside, id)),
        CheckedAs::Page(ty) => Some(format!("graph_runtime::Page<{}>", cx.rust_type(WrittenIn::Outside, ty))),
        CheckedAs::Wrapped(ty) => Some(format!("graph_runtime::ODataValue<{}>", cx.rust_type(WrittenIn::Outside, ty))),
        CheckedAs::Body(module, index) => {
            let module = cx.model.route_module(module);
            Some(format!("{}::routes::{}", cx.library(), module.path_of(&module.bodies[index].name)))
        }
        CheckedAs::Json => None,
    }
}
