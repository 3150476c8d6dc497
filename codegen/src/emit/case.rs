//! The test that reads every body of the pages.
//!
//! In: the files of bodies. Out: `tests/bodies.rs`: for each file a table of bodies and types, and one test that runs them.

use super::doc::one_line;
use super::{From, Names, bodies, source};
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
use graph_runtime::server::Bodies;
use graph_runtime::{Json, Model};

/// A file of `tests/bodies`, and the bodies in it.
struct File {
    path: &'static str,
    cases: &'static [Case],
}

/// A body and what it is checked as.
struct Case {
    name: &'static str,
    check: fn(&str) -> Result<(), Failure>,
    misfits: fn(&str) -> Result<Vec<String>, Failure>,
    findings: &'static [&'static str],
}

/// A body that agrees with its type: nothing is lost, and every member fits its field.
#[allow(dead_code, reason = "there may be no such body")]
const fn fits<T: Model + 'static>(name: &'static str) -> Case {
    Case { name, check: conformance::check::<T>, misfits: conformance::misfits::<T>, findings: &[] }
}

/// A body that the pages got wrong: it does not agree with its type, as the findings tell. Nothing is lost.
#[allow(dead_code, reason = "there may be no such body")]
const fn differs<T: Model + 'static>(name: &'static str, findings: &'static [&'static str]) -> Case {
    Case { name, check: conformance::check::<T>, misfits: |_| Ok(Vec::new()), findings }
}

/// The representation of a resource, which shows types in place of values: nothing is lost.
#[allow(dead_code, reason = "there may be no such body")]
const fn representation<T: Model + 'static>(name: &'static str) -> Case {
    differs::<T>(name, &[])
}

/// A body whose type the pages do not give: nothing is lost.
#[allow(dead_code, reason = "there may be no such body")]
const fn untyped<T: Model + 'static>(name: &'static str) -> Case {
    differs::<T>(name, &[])
}

/// A body that is no object.
#[allow(dead_code, reason = "there may be no such body")]
const fn json(name: &'static str, findings: &'static [&'static str]) -> Case {
    Case {
        name,
        check: |body| conformance::check::<graph_runtime::ODataValue<Json>>(&format!("{{\"value\":{body}}}")),
        misfits: |_| Ok(Vec::new()),
        findings,
    }
}
"#;

/// What comes after it.
const TAIL: &str = r#"
/// What is wrong with the bodies of a file.
fn failures(file: &File) -> Vec<String> {
    let text = match std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bodies").join(file.path)) {
        Ok(text) => text,
        Err(error) => return vec![format!("{}: {error}", file.path)],
    };
    let bodies = Bodies::new(&text);
    let unlisted = bodies.names().filter(|name| !file.cases.iter().any(|case| case.name == *name));
    let unlisted = unlisted.map(|name| format!("{name}: no case is about it"));
    let failure = |case: &Case| match bodies.get(case.name).map(|body| failure(case, body)) {
        Some(failure) => failure.map(|failure| format!("{}: {failure}", case.name)),
        None => Some(format!("{}: {} does not hold it", case.name, file.path)),
    };
    unlisted.chain(file.cases.iter().filter_map(failure)).collect()
}

fn failure(case: &Case, body: &str) -> Option<String> {
    match (case.check)(body).and_then(|()| (case.misfits)(body)) {
        Ok(misfits) if misfits.is_empty() => None,
        Ok(misfits) => Some(format!("does not fit at {}", misfits.join(", "))),
        Err(failure) => Some(failure.to_string()),
    }
}

#[test]
fn are_read_and_written_back() {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let failures: Vec<String> = std::thread::scope(|scope| {
        let run = |part| scope.spawn(move || Vec::from_iter(FILES.iter().skip(part).step_by(threads).flat_map(failures)));
        let parts: Vec<_> = (0..threads).map(run).collect();
        parts.into_iter().flat_map(|part| part.join().unwrap_or_else(|_| vec!["a check panicked".to_owned()])).collect()
    });
    let cases: Vec<&Case> = FILES.iter().flat_map(|file| file.cases).collect();
    let differing: Vec<&Case> = cases.iter().copied().filter(|case| !case.findings.is_empty()).collect();
    for case in &differing {
        println!("{}: {}", case.name, case.findings.join("; "));
    }
    // Past the capture of what tests print: the count is shown whenever the test runs.
    let count = format!("{} bodies, of which the pages got {} wrong\n", cases.len(), differing.len());
    std::io::stderr().write_all(count.as_bytes()).unwrap_or_default();
    assert!(failures.is_empty(), "{} of {} bodies failed:\n{}", failures.len(), cases.len(), failures.join("\n"));
}
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
    text.push_str("];\n");
    text.push_str(TAIL);
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
            Some(format!("{}::routes::{}::{}", names.library(), module.name, module.bodies[index].name))
        }
        Checked::Json => None,
    }
}
