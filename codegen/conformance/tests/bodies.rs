//! Tests that the check of body files reports each kind of failure.

use graph_conformance::bodies::{File, check_all, differs, fits, json, representation, untyped};
use graph_runtime::{ODataValue, Page};
use std::{fs, path::PathBuf};

const BODIES: &str = r#"{
"number": {"value": 1},
"text": {"value": "x"},
"list": [1, "x"],
"shape": {"value": "Int32"},
"other": {"anything": null}
}"#;

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&folder).expect("a writable folder");
    fs::write(folder.join("a.json"), BODIES).expect("a writable folder");
    folder
}

/// The message with which the check of the folder `name` fails.
fn failures(name: &str, files: &'static [File]) -> String {
    let folder = folder(name);
    let failure = std::panic::catch_unwind(|| check_all(folder, files)).expect_err("the check fails");
    failure.downcast_ref::<String>().expect("a message").clone()
}

#[test]
fn bodies_that_are_written_back_unchanged_are_no_failures() {
    const FILES: &[File] = &[File {
        path: "a.json",
        cases: &[
            fits::<ODataValue<i32>>("number"),
            differs::<ODataValue<i32>>("text", &["the value is no number"]),
            json("list", &[]),
            representation::<ODataValue<i32>>("shape"),
            untyped::<Page<i32>>("other"),
        ],
    }];
    check_all(folder("pass"), FILES);
}

#[test]
fn each_failure_is_reported() {
    const FILES: &[File] = &[
        File {
            path: "a.json",
            cases: &[
                fits::<ODataValue<i32>>("text"),
                fits::<ODataValue<i32>>("missing"),
                fits::<Page<i32>>("list"),
                fits::<ODataValue<i32>>("number"),
                untyped::<ODataValue<i32>>("shape"),
            ],
        },
        File { path: "b.json", cases: &[] },
    ];
    let failures = failures("faults", FILES);
    for line in [
        "other: no case is about this body of a.json",
        "text: the values at /value do not fit their fields",
        "missing: a.json has no such body",
        "list: ",
        "b.json: ",
    ] {
        assert!(failures.lines().any(|found| found.starts_with(line)), "{line} in {failures}");
    }
    assert!(!failures.contains("number"), "{failures}");
}
