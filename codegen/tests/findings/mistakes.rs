//! Tests which findings typical mistakes of writers cause. Each mistake is planted into the pages of `docs/` on its
//! own.
//!
//! `mistakes/common.txt`, `further.txt`, `wide.txt` and `tools.txt` (damage by tools, such as a wrong encoding) have
//! the mistakes, by kind. `mistakes/results.txt` is a table with the result for each mistake; the test fails if a
//! result gets worse. `UPDATE_MISTAKES=1` writes the present results to this table. `mistakes/harmless.txt` has edits
//! that are not mistakes and may cause no finding. The snapshot has the messages of the findings.

use crate::tree::folder;
use std::path::Path;

use rayon::prelude::*;

pub(crate) mod compare;
pub(crate) mod planting;
mod results;

use crate::tree::edited::Folder;
use compare::{Finding, findings, new_findings};
use graph_codegen::source::{Source, Sources};
use planting::{Planting, plantings};
use results::{Marks, Results};

const RESULTS: &str = "tests/mistakes/results.txt";

#[test]
fn planted_mistakes_are_reported_at_least_as_well_as_before() {
    let before = Results::parse(&read(RESULTS));
    let docs = Docs::read();
    let mut now = Results::default();
    let mut said = String::new();
    for set in ["common", "further", "wide", "tools"] {
        let judged: Vec<(Planting, Marks, String)> = plantings(&read(&format!("tests/mistakes/{set}.txt")))
            .into_par_iter()
            .map(|planting| {
                let (marks, said) = docs.judge(&planting);
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
    insta::with_settings!({ snapshot_path => "../mistakes", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("findings", said);
    });
}

#[test]
fn harmless_edits_cause_no_finding() {
    let docs = Docs::read();
    let mut wrong = Vec::new();
    let harmless = plantings(&read("tests/mistakes/harmless.txt"));
    assert!(harmless.len() > 20, "{} edits", harmless.len());
    for planting in harmless {
        let planted = planting.plant(docs.folder.files().to_vec());
        for finding in docs.new_findings(planted.files) {
            wrong.push(format!("{}: {finding}", planting.kind));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The pages of `docs/`, and the findings on them before a mistake is planted.
struct Docs {
    folder: Folder,
    findings: Vec<Finding>,
}

impl Docs {
    fn read() -> Docs {
        let files = folder::files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs"));
        let sources = Sources::new(files.clone());
        let (folder, reading) = Folder::new(files);
        Docs { folder, findings: findings(reading, &sources) }
    }

    /// Plants one mistake and reads the pages. Returns the marks for the new findings, and a text with their messages.
    fn judge(&self, planting: &Planting) -> (Marks, String) {
        let planted = planting.plant(self.folder.files().to_vec());
        let places = planted.places;
        let new = self.new_findings(planted.files);
        let is_near = |finding: &Finding| places.iter().any(|place| place.is_near(&finding.pages[0], finding.line));
        let mut said = format!("{} ({})\n", planting.kind, planting.pages()[0]);
        for finding in &new {
            said += &format!("   {} {finding}\n", if is_near(finding) { "near" } else { "far " });
        }
        (Marks { said: !new.is_empty(), one: new.len() == 1, place: new.first().is_some_and(is_near) }, said)
    }

    /// The findings on the edited files that the files without the edit do not have.
    fn new_findings(&self, edited: Vec<Source>) -> Vec<Finding> {
        let (reading, sources) = self.folder.read(edited);
        new_findings(&self.findings, findings(reading, &sources))
    }
}

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_default()
}
