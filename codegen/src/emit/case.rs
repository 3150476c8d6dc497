//! The test that reads every body of the pages.
//!
//! In: the examples. Out: `tests/bodies.rs`: a table of files and types, and one test that runs it.

use super::doc::one_line;
use super::{From, Names, source};
use crate::api::Example;
use crate::plan::{Case, Checked, Expected};

/// What comes before the table.
const HEAD: &str = r#"//! Every JSON body of the pages is read into its type and written back.

// Deprecated types are read too.
#![allow(deprecated)]

#[rustfmt::skip]
mod bodies {
use std::io::Write;
use std::path::Path;

use graph_runtime::conformance::{self, Failure};
use graph_runtime::{Json, Model};

/// A body and what it is checked as.
struct Case {
    file: &'static str,
    check: fn(&str) -> Result<(), Failure>,
    misfits: fn(&str) -> Result<Vec<String>, Failure>,
    findings: &'static [&'static str],
}

/// A body that agrees with its type: nothing is lost, and every member fits its field.
#[allow(dead_code, reason = "there may be no such body")]
const fn fits<T: Model + 'static>(file: &'static str) -> Case {
    Case { file, check: conformance::check::<T>, misfits: conformance::misfits::<T>, findings: &[] }
}

/// A body that the pages got wrong: it does not agree with its type, as the findings tell. Nothing is lost.
#[allow(dead_code, reason = "there may be no such body")]
const fn differs<T: Model + 'static>(file: &'static str, findings: &'static [&'static str]) -> Case {
    Case { file, check: conformance::check::<T>, misfits: |_| Ok(Vec::new()), findings }
}

/// The representation of a resource, which shows types in place of values: nothing is lost.
#[allow(dead_code, reason = "there may be no such body")]
const fn representation<T: Model + 'static>(file: &'static str) -> Case {
    differs::<T>(file, &[])
}

/// A body whose type the pages do not give: nothing is lost.
#[allow(dead_code, reason = "there may be no such body")]
const fn untyped<T: Model + 'static>(file: &'static str) -> Case {
    differs::<T>(file, &[])
}

/// A body that is no object.
#[allow(dead_code, reason = "there may be no such body")]
const fn json(file: &'static str, findings: &'static [&'static str]) -> Case {
    Case {
        file,
        check: |body| conformance::check::<graph_runtime::ODataValue<Json>>(&format!("{{\"value\":{body}}}")),
        misfits: |_| Ok(Vec::new()),
        findings,
    }
}
"#;

/// What comes after it.
const TAIL: &str = r#"
fn failure(case: &Case) -> Option<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bodies").join(case.file);
    let body = match std::fs::read_to_string(path) {
        Ok(body) => body,
        Err(error) => return Some(format!("{}: {error}", case.file)),
    };
    match (case.check)(&body).and_then(|()| (case.misfits)(&body)) {
        Ok(misfits) if misfits.is_empty() => None,
        Ok(misfits) => Some(format!("{}: does not fit at {}", case.file, misfits.join(", "))),
        Err(failure) => Some(format!("{}: {failure}", case.file)),
    }
}

#[test]
fn are_read_and_written_back() {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let failures: Vec<String> = std::thread::scope(|scope| {
        let run = |cases: &'static [Case]| scope.spawn(move || cases.iter().filter_map(failure).collect::<Vec<String>>());
        let parts: Vec<_> = CASES.chunks(CASES.len().div_ceil(threads).max(1)).map(run).collect();
        parts.into_iter().flat_map(|part| part.join().unwrap_or_else(|_| vec!["a check panicked".to_owned()])).collect()
    });
    let differing: Vec<&Case> = CASES.iter().filter(|case| !case.findings.is_empty()).collect();
    for case in &differing {
        println!("{}: {}", case.file, case.findings.join("; "));
    }
    // Past the capture of what tests print: the count is shown whenever the test runs.
    let count = format!("{} bodies, of which the pages got {} wrong\n", CASES.len(), differing.len());
    std::io::stderr().write_all(count.as_bytes()).unwrap_or_default();
    assert!(failures.is_empty(), "{} of {} bodies failed:\n{}", failures.len(), CASES.len(), failures.join("\n"));
}
}
"#;

/// `tests/bodies.rs`.
pub(super) fn table(names: &Names<'_>) -> String {
    let mut text = format!("{}\n{HEAD}\nconst CASES: &[Case] = &[\n", names.header(&[]));
    for id in names.facts.examples() {
        text.push_str(&row(names, names.facts.case(id), names.facts.example(id)));
    }
    text.push_str("];\n");
    text.push_str(TAIL);
    text
}

/// One row: the function of what is expected, the type, the file, and the findings where there are some.
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
    let file = source::string(case.file.trim_start_matches("tests/bodies/"));
    if call != "json" && case.expected != Expected::Differs {
        let line = format!("    {call}({file}),\n");
        return if line.len() <= source::WIDTH { line } else { format!("    {call}(\n        {file},\n    ),\n") };
    }
    let findings: String =
        example.findings.iter().map(|text| format!("            {},\n", source::string(&one_line(text)))).collect();
    match findings.is_empty() {
        true => format!("    {call}({file}, &[]),\n"),
        false => format!("    {call}(\n        {file},\n        &[\n{findings}        ],\n    ),\n"),
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
            Some(format!("{}::routes::{}::{}", names.library(), module.name, module.bodies[index].name))
        }
        Checked::Json => None,
    }
}
