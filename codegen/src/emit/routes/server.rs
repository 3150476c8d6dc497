//! The table that a server of the documented routes is made of.
//!
//! In: the operations and what their pages show. Out: `src/server.rs`: one constant, a row for each operation.
//! Invariant: rows are data, the least that the compiler can be given; the bodies are in files that the tests read too.

use std::collections::BTreeSet;

use crate::api::{ExampleId, OperationId};
use crate::emit::Context;
use crate::emit::doc::DocLines;
use crate::emit::rust::source;
use crate::emit::test_files::bodies;
use crate::plan::SampleResponse;

/// `src/server.rs`.
pub(in crate::emit) fn file(cx: &Context<'_>) -> String {
    let mut lines = DocLines::new(0);
    lines.paragraph("All documented routes, for a server.");
    lines.paragraph(
        "`Service::new(documented())` answers each as its page shows; `on` implements a route, and `into_router` makes an \
         `axum::Router` of it.",
    );
    let rows: String = cx.model.operations().map(|id| row(cx, id)).collect();
    let routes = if rows.is_empty() { "" } else { "use crate::routes;\n\n" };
    let shown = cx.model.operations().filter_map(|id| match cx.model.sample_call(id).response {
        SampleResponse::Body(_, example) => Some(cx.model.example_plan(ExampleId::from_index(example)).file),
        SampleResponse::Status(_) | SampleResponse::Nothing => None,
    });
    let files: BTreeSet<usize> = shown.collect();
    let imports = if files.is_empty() { "Documented" } else { "{Bodies, Documented}" };
    let statics = bodies::statics(cx, &files, "../tests/bodies/");
    format!(
        "{}\n{}\nuse graph_runtime::server::{imports};\n\n{routes}\
         /// Every documented route, by page, with the response that the page shows.\n\
         pub fn documented() -> &'static [Documented] {{\n    DOCUMENTED\n}}\n\n\
         static DOCUMENTED: &[Documented] = &[\n{rows}];\n{statics}",
        cx.header(&[]),
        source::inner_docs(&lines.finish()),
    )
}

fn row(cx: &Context<'_>, id: OperationId) -> String {
    let stub = cx.model.stub(id);
    let route = format!("routes::{}", cx.model.route_module(stub.module).path_of(&stub.name));
    match cx.model.sample_call(id).response {
        SampleResponse::Body(status, example) => {
            let planned = cx.model.example_plan(ExampleId::from_index(example));
            let (file, name) = (bodies::constant(cx, planned.file), source::string(&planned.name));
            format!(
                "    Documented::with_body_of::<{route}>(\n        {status},\n        &{file},\n        {name},\n    ),\n"
            )
        }
        SampleResponse::Status(status) => format!("    Documented::without_body::<{route}>({status}),\n"),
        SampleResponse::Nothing => format!("    Documented::without_example::<{route}>(),\n"),
    }
}
