//! Small sets of pages, each in a form that real pages have, with checks of the results.
//!
//! A folder of `forms/` is a case: `docs/` has the pages, `check.json` the checks that must all hold, and `why.md` the
//! rule. `forms/expected-failures.txt` lists the checks that do not hold yet. It may only become shorter: the test
//! fails if a check on the list holds, and if another check does not hold.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;

mod case;
mod check;
mod csdl;
mod lint;
mod requests;
mod routes;
mod texts;

use case::Case;
use graph_codegen::source::{Source, Sources};

fn forms() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/forms")
}

/// The folders of `forms/` by name, sorted.
fn names() -> Vec<String> {
    let entries = std::fs::read_dir(forms()).expect("the folder of the cases is readable");
    let folders = entries.map(|entry| entry.expect("the entry is readable").path()).filter(|path| path.is_dir());
    let name = |path: PathBuf| path.file_name().expect("a name").to_string_lossy().into_owned();
    let mut names: Vec<String> = folders.map(name).collect();
    names.sort();
    names
}

/// The known failures, read from `expected-failures.txt`: the name of a case and the number of a check in that case.
/// Lines of the file that start with `#` are comments.
fn expected_failures() -> BTreeSet<(String, usize)> {
    let text = std::fs::read_to_string(forms().join("expected-failures.txt")).expect("the list is readable");
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    let entry = |line: &str| {
        let (case, number) = line.split_once(' ').unwrap_or_else(|| panic!("`{line}` is not `CASE NUMBER`"));
        (case.to_owned(), number.parse().unwrap_or_else(|_| panic!("`{line}` is not `CASE NUMBER`")))
    };
    lines.map(entry).collect()
}

/// If the environment variable `FORM_CASE` is set, the test runs only the cases whose names contain its value, and
/// prints their findings.
#[test]
fn everything_that_the_cases_of_page_forms_expect_is_so() {
    let chosen = std::env::var("FORM_CASE").unwrap_or_default();
    let mut expected = expected_failures();
    let mut problems = Vec::new();
    for name in names().into_iter().filter(|name| name.contains(&chosen)) {
        let folder = forms().join(&name);
        let case = Case::read(&folder.join("docs"));
        if !chosen.is_empty() {
            case.print_findings();
        }
        assert!(folder.join("why.md").is_file(), "{name} has no why.md");
        let checks = std::fs::read_to_string(folder.join("check.json")).expect("the checks are readable");
        let checks: Vec<Value> = serde_json::from_str(&checks).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(!checks.is_empty(), "{name} has no check");
        for (number, check) in (1..).zip(&checks) {
            let is_expected = expected.remove(&(name.clone(), number));
            match (check::check(&case, check), is_expected) {
                (Err(failure), false) => problems.push(format!("{name} {number}: {check}\n    {failure}")),
                (Ok(()), true) => problems.push(format!("{name} {number} holds: remove it from the list")),
                (Ok(()), false) | (Err(_), true) => {}
            }
        }
    }
    let unknown = expected.iter().filter(|(case, _)| case.contains(&chosen));
    problems.extend(unknown.map(|(case, number)| format!("{case} {number} is on the list and no check")));
    assert!(problems.is_empty(), "\n{}\n{} checks", problems.join("\n"), problems.len());
}

/// The list has wrong checks of every kind, and each of them has to fail.
#[test]
fn a_wrong_expectation_about_a_page_form_is_reported() {
    let page = "---\ntitle: List plots\n---\n# List plots\n\nLists them.\n\n## HTTP request\n\n```http\nGET /plots\n```\n\n\
        ## Response\n\n`200 OK` and a collection of [plot](../resources/plot.md) objects.\n";
    let resource = "---\ntitle: plot resource type\n---\n# plot resource type\n\nNamespace: microsoft.graph\n\n\
        ## Properties\n\n|Property|Type|Description|\n|:---|:---|:---|\n|id|String|It is one of `a`, `b`.|\n|size|Sise|How large.|\n\n\
        ### soil values\n\n|Member|Description|\n|:---|:---|\n|wet|Wet.|\n|dry|Dry.|\n";
    let source = |path, text: &str| Source::from_bytes(path, text.as_bytes().to_vec());
    let case = Case::of(Sources::new(vec![source("api/plot-list.md", page), source("resources/plot.md", resource)]));
    let wrong = [
        r#"{"type": "plan"}"#,
        r#"{"type": "plot", "kind": "entity", "base": "entity"}"#,
        r#"{"type": "plot", "properties": {"id": "Edm.Int32"}}"#,
        r#"{"type": "plot", "lacks": ["id"]}"#,
        r#"{"enum": "soil", "members": ["wet"], "only": true}"#,
        r#"{"enum": "soil", "flags": true}"#,
        r#"{"enum": "soil", "reads": {"Wet": "wet"}}"#,
        r#"{"property_reads": {"ID": "plot.id"}}"#,
        r#"{"callable": "plots"}"#,
        r#"{"route": "GET /plots", "absent": true}"#,
        r#"{"route": "GET /plots", "times": 2}"#,
        r#"{"route": "GET /plots", "status": [204]}"#,
        r#"{"route": "GET /plots", "response": "plot"}"#,
        r#"{"route": "GET /plots", "request": "plot"}"#,
        r#"{"route": "GET /plots", "delegated": [["Plot.Read"]]}"#,
        r#"{"route": "GET /plots", "parameters": ["size"]}"#,
        r#"{"route": "GET /plots", "headers": ["ETag"]}"#,
        r#"{"route": "GET /plots", "required": {"size": false}}"#,
        r#"{"route": "GET /plots", "quoted": {"size": true}}"#,
        r#"{"route": "GET /plots", "mentions": ["ETag"]}"#,
        r#"{"mock": "GET /plots", "status": 204}"#,
        r#"{"mock": "GET /plots", "answers": "nothing"}"#,
        r#"{"mock": "GET /plots", "headers": ["ETag"]}"#,
        r#"{"finding": "resources/plot.md", "at": "|id|"}"#,
        r#"{"no_finding": "*"}"#,
        r#"{"no_finding": "resources/plot.md", "at": "|size|", "code": "D0404"}"#,
        r#"{"findings_at_most": 0, "containing": "Sise"}"#,
        r#"{"doc": "GET /plots", "matches": "Creates"}"#,
        r#"{"doc": "plot.size", "lacks": "large"}"#,
        r#"{"deprecated": "plot", "matches": "."}"#,
        r#"{"fact": "plot.size", "is": {"readOnly": true}}"#,
        r#"{"fact": "GET /plots", "is": {"response/operation": "microsoft.graph.plot"}}"#,
        r#"{"any": [{"type": "plan"}, {"enum": "plan"}]}"#,
        r#"{"all": [{"type": "plot"}, {"type": "plan"}]}"#,
    ];
    let holds = |check: &&&str| check::check(&case, &serde_json::from_str(check).expect("JSON")).is_ok();
    let held: Vec<&&str> = wrong.iter().filter(holds).collect();
    assert!(held.is_empty(), "{held:#?}");
}
