//! Tests the findings for typical mistakes of writers. Each mistake is planted alone into the pages of `docs/`.
//!
//! `mistakes/common.txt`, `further.txt`, `wide.txt` and `tools.txt` (what tools break) have the mistakes, by kind;
//! `mistakes/results.txt` has the result for each mistake, and no result may get worse. `UPDATE_MISTAKES=1` writes the
//! table again with better results. `mistakes/harmless.txt` has edits that are not mistakes and may cause no finding.
//! The snapshot has the messages of the findings.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

#[path = "mistakes/compare.rs"]
mod compare;
#[path = "tree/folder.rs"]
mod folder;
#[path = "mistakes/planting.rs"]
mod planting;
#[path = "mistakes/results.rs"]
mod results;

use compare::{Finding, findings, new_findings};
use graph_codegen::source::{Source, Sources};
use planting::{Planting, plantings};
use results::{Marks, Results};

const RESULTS: &str = "tests/mistakes/results.txt";

#[test]
fn planted_mistakes_are_reported_at_least_as_well_as_before() {
    let before = Results::parse(&read(RESULTS));
    let clean = lint(folder::files(&docs()));
    let mut now = Results::default();
    let mut said = String::new();
    for set in ["common", "further", "wide", "tools"] {
        let judged: Vec<(Planting, Marks, String)> = plantings(&read(&format!("tests/mistakes/{set}.txt")))
            .into_par_iter()
            .map(|planting| {
                let (marks, said) = judge(&planting, &clean);
                (planting, marks, said)
            })
            .collect();
        for (planting, marks, text) in judged {
            now.add(set, &planting.kind, marks);
            said += &text;
        }
    }
    let fallen = now.fallen_from(&before);
    println!("{}", now.totals());
    if std::env::var_os("UPDATE_MISTAKES").is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(RESULTS);
        std::fs::write(path, now.to_string()).expect("the table is writable");
    }
    assert!(fallen.is_empty(), "\n{}", fallen.join("\n"));
    insta::with_settings!({ snapshot_path => "mistakes", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("findings", said);
    });
}

#[test]
fn harmless_edits_cause_no_finding() {
    let clean = lint(folder::files(&docs()));
    let mut wrong = Vec::new();
    let harmless = plantings(&read("tests/mistakes/harmless.txt"));
    assert!(harmless.len() > 20, "{} edits", harmless.len());
    for planting in harmless {
        let planted = planting.plant(folder::files(&docs()));
        for finding in new_findings(&clean, lint(planted.files)) {
            wrong.push(format!("{}: {finding}", planting.kind));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Plants one mistake and reads the pages. Returns whether there is a new finding, whether there is only one, and
/// whether it is at the mistake. The text has the messages of the findings.
fn judge(planting: &Planting, clean: &[Finding]) -> (Marks, String) {
    let planted = planting.plant(folder::files(&docs()));
    let places = planted.places;
    let new = new_findings(clean, lint(planted.files));
    let is_near = |finding: &Finding| places.iter().any(|place| place.is_near(&finding.pages[0], finding.line));
    let mut said = format!("{} ({})\n", planting.kind, planting.pages()[0]);
    for finding in &new {
        said += &format!("   {} {finding}\n", if is_near(finding) { "near" } else { "far " });
    }
    (Marks { said: !new.is_empty(), one: new.len() == 1, place: new.first().is_some_and(is_near) }, said)
}

/// Every finding on these pages, as `lint` prints it.
fn lint(files: Vec<Source>) -> Vec<Finding> {
    let sources = Sources::new(files);
    findings(graph_codegen::read(&sources), &sources)
}

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs")
}

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_default()
}
