//! The test that reads every body of the pages.
//!
//! In: the examples. Out: `tests/bodies.rs`: a table of files and checks, and one test that runs it.

use super::{From, Names, source};
use crate::plan::{Case, Checked};

/// `tests/bodies.rs`.
pub(super) fn table(names: &Names<'_>) -> String {
    let rows = names.plan.cases.iter().zip(&names.api.examples).map(|(case, example)| {
        let file = source::string(case.file.trim_start_matches("tests/bodies/"));
        let ty = checked(names, case);
        format!("    Case {{ file: {file}, check: conformance::check::<{ty}>, agrees: {} }},\n", example.conforms)
    });
    let rows: String = rows.collect();
    format!(
        "{header}
//! Every JSON body of the pages is read into its type and written back.

// Deprecated types are read too.
#![allow(deprecated)]

#[rustfmt::skip]
mod bodies {{
use std::path::Path;

use graph_runtime::conformance::{{self, Failure}};

/// A body and what it is checked as.
struct Case {{
    file: &'static str,
    check: fn(&str) -> Result<(), Failure>,
    /// Whether the body agrees with its type; when not, the findings on its page tell why, and only nothing may be lost.
    agrees: bool,
}}

const CASES: &[Case] = &[
{rows}];

#[test]
fn bodies_are_read_and_written_back() {{
    let folder = Path::new(env!(\"CARGO_MANIFEST_DIR\")).join(\"tests/bodies\");
    let mut failures = Vec::new();
    for case in CASES {{
        let outcome = match std::fs::read_to_string(folder.join(case.file)) {{
            Ok(body) => (case.check)(&body).map_err(|failure| failure.to_string()),
            Err(error) => Err(error.to_string()),
        }};
        if let Err(failure) = outcome {{
            let expected = if case.agrees {{ \"\" }} else {{ \" (known not to agree with its type)\" }};
            failures.push(format!(\"{{}}{{expected}}: {{failure}}\", case.file));
        }}
    }}
    assert!(failures.is_empty(), \"{{}} of {{}} bodies failed:\\n{{}}\", failures.len(), CASES.len(), failures.join(\"\\n\"));
}}
}}
",
        header = names.header(&[]),
    )
}

/// The type as which a body is checked.
fn checked(names: &Names<'_>, case: &Case) -> String {
    match case.checked {
        Checked::Object(id) => names.structured(From::Outside, id),
        Checked::Page(id) => format!("graph_runtime::Page<{}>", names.structured(From::Outside, id)),
        Checked::Wrapped(ty) => format!("graph_runtime::ODataValue<{}>", names.rust(From::Outside, ty)),
        Checked::Body(module, index) => {
            let module = &names.plan.routes[module];
            format!("{}::routes::{}::{}", names.library(), module.name, module.bodies[index].name)
        }
        Checked::Json => "graph_runtime::Json".to_owned(),
    }
}
