//! The table that a server of the documented routes is made of.
//!
//! In: the operations and what their pages show. Out: `src/server.rs`: one constant, a row for each operation.
//! Invariant: rows are data, the least that the compiler can be given; the bodies are in files that the tests read too.

use std::collections::BTreeSet;

use super::doc::Lines;
use super::{Names, bodies, source};
use crate::api::{ExampleId, OperationId};
use crate::plan::Shown;

/// `src/server.rs`.
pub(super) fn file(names: &Names<'_>) -> String {
    let mut lines = Lines::new(0);
    lines.paragraph("All documented routes, for a server.");
    lines.paragraph(
        "`Service::new(documented())` answers each as its page shows; `on` implements a route, and `into_router` makes an \
         `axum::Router` of it.",
    );
    let rows: String = names.facts.operations().map(|id| row(names, id)).collect();
    let routes = if rows.is_empty() { "" } else { "use crate::routes;\n\n" };
    let shown = names.facts.operations().filter_map(|id| match names.facts.trial(id).response {
        Shown::Body(_, example) => Some(names.facts.case(ExampleId::from_index(example)).file),
        Shown::Status(_) | Shown::Nothing => None,
    });
    let files: BTreeSet<usize> = shown.collect();
    let imports = if files.is_empty() { "Documented" } else { "{Bodies, Documented}" };
    let statics = bodies::statics(names, &files, "../tests/bodies/");
    format!(
        "{}\n{}\nuse graph_runtime::server::{imports};\n\n{routes}\
         /// Every documented route, by page, with the response that the page shows.\n\
         pub fn documented() -> &'static [Documented] {{\n    DOCUMENTED\n}}\n\n\
         static DOCUMENTED: &[Documented] = &[\n{rows}];\n{statics}",
        names.header(&[]),
        source::inner_docs(&lines.finish()),
    )
}

fn row(names: &Names<'_>, id: OperationId) -> String {
    let stub = names.facts.stub(id);
    let route = format!("routes::{}", names.facts.route_module(stub.module).path_of(&stub.name));
    match names.facts.trial(id).response {
        Shown::Body(status, example) => {
            let case = names.facts.case(ExampleId::from_index(example));
            let (file, name) = (bodies::constant(names, case.file), source::string(&case.name));
            format!(
                "    Documented::with_body_of::<{route}>(\n        {status},\n        &{file},\n        {name},\n    ),\n"
            )
        }
        Shown::Status(status) => format!("    Documented::without_body::<{route}>({status}),\n"),
        Shown::Nothing => format!("    Documented::without_example::<{route}>(),\n"),
    }
}
