//! The test that reads every body of the pages.
//!
//! In: the files of bodies. Out: `tests/bodies.rs`: for each file a table of bodies and types, and one test that runs them.

use crate::api::Example;
use crate::emit::doc::line::one_line;
use crate::emit::names::From;
use crate::emit::{Names, bodies, source};
use crate::plan::{Case, Checked, Expected};

/// The text before the table.
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

/// `tests/bodies.rs`.
pub(super) fn table(names: &Names<'_>) -> String {
    let mut text = format!("{}\n{HEAD}\nconst FILES: &[File] = &[\n", names.header(&[]));
    for index in names.facts.body_files() {
        let path = source::string(bodies::within(names, index));
        text.push_str(&format!("    File {{ path: {path}, cases: &[\n"));
        for &id in &names.facts.body_file(index).examples {
            text.push_str(&row(names, names.facts.case(id), names.facts.example(id)));
        }
        text.push_str("    ] },\n");
    }
    text.push_str("];\n}\n");
    text
}

/// One row: the function of what is expected, the type, the name, and the findings where there are some.
fn row(names: &Names<'_>, case: &Case, example: &Example) -> String {
    let function = match case.expected {
        Expected::Fits => "fits",
        Expected::Differs => "differs",
        Expected::Representation => "representation",
        Expected::Untyped => "untyped",
    };
    let call = match checked(names, case) {
        Some(ty) => format!("{function}::<{ty}>"),
        None => "json".to_owned(),
    };
    let name = source::string(&case.name);
    if call != "json" && case.expected != Expected::Differs {
        return format!("        {call}({name}),\n");
    }
    let findings: String =
        example.findings.iter().map(|text| format!("            {},\n", source::string(&one_line(text)))).collect();
    match findings.is_empty() {
        true => format!("        {call}({name}, &[]),\n"),
        false => format!("        {call}({name}, &[\n{findings}        ]),\n"),
    }
}

/// The type as which a body is checked, unless it is no object.
fn checked(names: &Names<'_>, case: &Case) -> Option<String> {
    match case.checked {
        Checked::Object(id) => Some(names.structured(From::Outside, id)),
        Checked::Page(id) => Some(format!("graph_runtime::Page<{}>", names.structured(From::Outside, id))),
        Checked::Wrapped(ty) => Some(format!("graph_runtime::ODataValue<{}>", names.rust(From::Outside, ty))),
        Checked::Body(module, index) => {
            let module = names.facts.route_module(module);
            Some(format!("{}::routes::{}", names.library(), module.path_of(&module.bodies[index].name)))
        }
        Checked::Json => None,
    }
}
