//! Measures how well the model of the v1.0 pages agrees with the official CSDL metadata of the service. The scorers in
//! `truth/` are Python programs that compare the two.
//!
//! `fidelity/v1.0.txt` has the recall and precision that were reached; a figure may only rise. The test needs the
//! corpus, the metadata beside it (`GRAPH_TRUTH_DIR`) and a `python3` for the scorers; without them it prints that it
//! did not run. The metadata is never an input of the generator.

use crate::tree::beside;
use crate::tree::folder;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use graph_codegen::source::Sources;
use serde_json::Value;

const TABLE: &str = include_str!("../fidelity/v1.0.txt");

/// The tolerance in percentage points. It is needed because recorded figures are rounded to two decimals.
const ROUNDING: f64 = 0.006;

#[test]
fn the_model_of_the_corpus_agrees_with_the_metadata_as_well_as_before() {
    let Some(scored) = Scored::new() else { return };
    let truth = scored.truth.join("v1.0.csdl.xml");
    let csdl = scored.write("candidate.xml", &graph_codegen::export::csdl(&scored.api));
    let json = scored.folder.join("scores.json");
    scored.run("score_csdl.py", &[&truth, &csdl, Path::new("--docs"), &scored.docs, Path::new("--json"), &json]);
    let scores = &read(&json)["scores"];
    let mut worse = Vec::new();
    for row in TABLE.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let [class, _, _, recall, precision] = cells[..] else { panic!("five columns: {row}") };
        let found = scores.as_object().and_then(|scores| scores.iter().find(|(key, _)| key.trim() == class));
        let (_, score) = found.unwrap_or_else(|| panic!("the scorer knows no class {class}"));
        for (what, before) in [("recall_documented", recall), ("precision", precision)] {
            let before: f64 = before.parse().expect("a number");
            let now = score[what].as_f64().expect("a ratio") * 100.0;
            println!("{class}: {what} {now:.2}, before {before:.2}");
            if now + ROUNDING < before {
                worse.push(format!("{class}: {what} fell from {before:.2} to {now:.2}"));
            }
        }
    }
    assert!(worse.is_empty(), "{}", worse.join("\n"));
}

#[test]
fn routes_of_the_corpus_resolve_in_the_metadata_as_often_as_required() {
    let Some(scored) = Scored::new() else { return };
    let routes: Vec<Value> = scored
        .api
        .operations
        .iter()
        .flat_map(|operation| {
            let page = scored.api[operation.page].path.rsplit('/').next().unwrap_or_default().to_owned();
            operation.routes.iter().map(move |route| {
                serde_json::json!({ "page": page, "method": operation.method.as_str(), "path": route.template.path })
            })
        })
        .collect();
    let counted = read(&scored.truth.join("routes_v1.json"));
    let lines = counted.as_array().expect("an array").len();
    assert!(routes.len() * 1000 >= lines * 997, "{} stubs for {lines} request lines", routes.len());

    let file = scored.write("routes.json", &serde_json::to_string(&routes).expect("JSON"));
    let json = scored.folder.join("verdicts.json");
    scored.run("score_routes.py", &[&scored.truth.join("v1.0.csdl.xml"), &file, Path::new("--json"), &json]);
    let verdicts = read(&json);
    let verdicts = verdicts.as_array().expect("an array");
    let failed = verdicts.iter().filter(|verdict| verdict["verdict"] == "fails").count();
    assert!(failed * 1000 <= verdicts.len() * 26, "{failed} of {} templates do not resolve", verdicts.len());
    let noted = |words: &[&str]| {
        let holds = |note: &Value| note.as_str().is_some_and(|note| words.iter().any(|word| note.contains(word)));
        verdicts
            .iter()
            .filter(|verdict| verdict["notes"].as_array().is_some_and(|notes| notes.iter().any(holds)))
            .count()
    };
    let spelling =
        ["alternatives", "query string", "trailing slash", "blank", "absolute URL", "version prefix", "empty segment"];
    assert_eq!(noted(&spelling), 0, "normalisations are left");
    let letters = noted(&["letter case"]);
    assert!(letters <= 10, "{letters} templates differ in letter case");
}

/// The API of the v1.0 pages, and the folders that the scorers need.
struct Scored {
    docs: PathBuf,
    truth: PathBuf,
    /// The folder into which the exports are written for the scorers.
    folder: PathBuf,
    api: graph_codegen::api::Api,
}

impl Scored {
    fn new() -> Option<Scored> {
        let docs = beside::find("GRAPH_DOCS_DIR", "shared/corpus/api-reference/v1.0")?;
        let truth = beside::find("GRAPH_TRUTH_DIR", "shared/truth")?;
        if Command::new("python3").arg("--version").output().is_err() {
            let _ = writeln!(std::io::stderr(), "NOT RUN: the scorers need python3");
            return None;
        }
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
        let sources = Sources::new(folder::files(&docs));
        let api = graph_codegen::read(&sources).api;
        Some(Scored { docs, truth, folder, api })
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.join(name);
        std::fs::write(&path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        path
    }

    fn run(&self, scorer: &str, arguments: &[&Path]) {
        let output = Command::new("python3")
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .arg(self.truth.join(scorer))
            .args(arguments)
            .output()
            .expect("python3 runs");
        assert!(output.status.success(), "{scorer}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

fn read(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
