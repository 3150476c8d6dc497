//! Tests that every example body is read into its type and written back.
//!
//! In: the folder of the bodies, and a table of its files. Out: a passed test, or a list of all failures. Invariant: it
//! is a failure if a body has no case in the table, or if a case names a body that its file does not have.
//!
//! ```no_run
//! use graph_conformance::bodies::{File, check_all, fits, json};
//! use graph_runtime::ODataValue;
//!
//! const FILES: &[File] = &[File {
//!     path: "routes/user.json",
//!     cases: &[fits::<ODataValue<i32>>("api/user-count-1-response"), json("api/user-list-1-response", &[])],
//! }];
//! check_all("tests/bodies", FILES);
//! ```

use crate::{Failure, check, misfits, parallel};
use graph_runtime::{Json, Model, ODataValue, server::Bodies};
use std::{io::Write, path::Path};

/// A file of example bodies.
#[derive(Clone, Copy, Debug)]
pub struct File {
    /// The path of the file, relative to the folder of all bodies.
    pub path: &'static str,
    /// The checks of the example bodies in the file, one for each body, in any order.
    pub cases: &'static [Case],
}

/// One example body, with the check that it has to pass.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    name: &'static str,
    check: fn(&str) -> Result<(), Failure>,
    misfits: fn(&str) -> Result<Vec<String>, Failure>,
    findings: &'static [&'static str],
}

/// A body that fits its type: it is written back without loss, and each member fits its field.
#[must_use]
pub const fn fits<T: Model + 'static>(name: &'static str) -> Case {
    Case { name, check: check::<T>, misfits: misfits::<T>, findings: &[] }
}

/// A body that does not fit its type, but is written back without loss. `findings` are the codes of the findings that
/// say why it does not fit.
#[must_use]
pub const fn differs<T: Model + 'static>(name: &'static str, findings: &'static [&'static str]) -> Case {
    Case { name, check: check::<T>, misfits: no_misfits, findings }
}

/// An example that shows the name of a type in place of each value, such as `"id": "string"`. It is written back
/// without loss.
#[must_use]
pub const fn representation<T: Model + 'static>(name: &'static str) -> Case {
    differs::<T>(name, &[])
}

/// A body without a documented type. It is written back without loss.
#[must_use]
pub const fn untyped<T: Model + 'static>(name: &'static str) -> Case {
    differs::<T>(name, &[])
}

/// A body that is not checked against a type, because it is not an object, such as a list. It is read as plain JSON and
/// written back without loss. `findings` are the codes of the findings about it.
#[must_use]
pub const fn json(name: &'static str, findings: &'static [&'static str]) -> Case {
    let check = |body: &str| check::<ODataValue<Json>>(&format!("{{\"value\":{body}}}"));
    Case { name, check, misfits: no_misfits, findings }
}

fn no_misfits(_: &str) -> Result<Vec<String>, Failure> {
    Ok(Vec::new())
}

/// Checks all bodies of `files`, which are below `folder`.
///
/// # Panics
///
/// When a body fails its check, a body has no case, or a case has no body.
pub fn check_all(folder: impl AsRef<Path>, files: &[File]) {
    let folder = folder.as_ref();
    let failures = parallel::failures(files, |file| {
        let failures = failures_of(folder, file);
        (!failures.is_empty()).then(|| failures.join("\n"))
    });
    let cases: Vec<&Case> = files.iter().flat_map(|file| file.cases).collect();
    let differing = cases.iter().filter(|case| !case.findings.is_empty());
    for case in differing.clone() {
        println!("{}: {}", case.name, case.findings.join("; "));
    }
    // The test harness captures `println!` but not this write, so the counts are always visible.
    let counts = format!("{} bodies, {} of them with findings\n", cases.len(), differing.count());
    std::io::stderr().write_all(counts.as_bytes()).unwrap_or_default();
    assert!(failures.is_empty(), "of {} bodies these failed:\n{}", cases.len(), failures.join("\n"));
}

fn failures_of(folder: &Path, file: &File) -> Vec<String> {
    let text = match std::fs::read_to_string(folder.join(file.path)) {
        Ok(text) => text,
        Err(error) => return vec![format!("{}: {error}", file.path)],
    };
    let bodies = Bodies::new(&text);
    let without_case = bodies.names().filter(|name| !file.cases.iter().any(|case| case.name == *name));
    let without_case = without_case.map(|name| format!("{name}: no case is about this body of {}", file.path));
    let failure = |case: &Case| match bodies.get(case.name) {
        Some(body) => failure_of(case, body).map(|reason| format!("{}: {reason}", case.name)),
        None => Some(format!("{}: {} has no such body", case.name, file.path)),
    };
    without_case.chain(file.cases.iter().filter_map(failure)).collect()
}

fn failure_of(case: &Case, body: &str) -> Option<String> {
    match (case.check)(body).and_then(|()| (case.misfits)(body)) {
        Ok(misfits) if misfits.is_empty() => None,
        Ok(misfits) => Some(format!("the values at {} do not fit their fields", misfits.join(", "))),
        Err(failure) => Some(failure.to_string()),
    }
}
