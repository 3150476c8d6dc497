//! Bad pages of many kinds. A mistake affects only the item that it is in, such as one property, and never other pages.

mod names;
mod size;
mod syntax;
mod text;
mod types;

use crate::tree::sound;
use std::sync::LazyLock;

use crate::tree::written::written;
use graph_codegen::api::{Operation, StructuredType};
use graph_codegen::code::Code;
use graph_codegen::source::{Source, Sources};
use graph_codegen::{Options, Output, Reading, read};

/// The result of a run that reads bad pages together with two good pages. The good pages are called neighbours.
struct Outcome {
    sources: Sources,
    reading: Reading,
    output: Output,
}

const NEIGHBOURS: &[(&str, &str)] = &[
    (
        "resources/neighbour.md",
        "---\ntitle: x\n---\n\n# neighbour resource type\n\nNamespace: microsoft.graph\n\nLives next door.\n\n## Properties\n\n\
         |Property|Type|Description|\n|:---|:---|:---|\n|id|String|The number.|\n|age|Int32|In years.|\n\
         |mood|neighbourMood|Possible values are: `good`, `bad`.|\n",
    ),
    (
        "api/neighbour-get.md",
        "---\ntitle: x\n---\n\n# Get neighbour\n\nNamespace: microsoft.graph\n\n## HTTP request\n\n```http\nGET /neighbours/{id}\n```\n\n\
         ## Response\n\nA `200 OK` response code and a [neighbour](../resources/neighbour.md) object.\n\n## Example\n\n\
         ```http\nHTTP/1.1 200 OK\n\n{ \"id\": \"1\", \"age\": 5 }\n```\n",
    ),
];

/// The text of a valid operation page. Tests damage a part of it.
const OPERATION: &str = "---\ntitle: x\n---\n\n# Read thing\n\nNamespace: microsoft.graph\n\n## HTTP request\n\n```http\nGET /things/{id}\n```\n\n\
     ## Response\n\nA `200 OK` response code and a [neighbour](../resources/neighbour.md) object.\n\n## Example\n\n\
     ```http\nHTTP/1.1 200 OK\n\n{ \"id\": \"1\", \"age\": 5 }\n```\n";

/// The Rust and JSON files about the neighbours, as a run without any bad page writes them.
static ALONE: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let files = write(Vec::new()).output.files;
    let theirs = files.into_iter().filter(|(path, _)| path.contains("neighbour"));
    theirs.filter(|(path, _)| path.ends_with(".rs") || path.ends_with(".json")).collect()
});

/// Reads bad pages together with the neighbours. Checks the rules that hold for any pages, and that the bad pages do
/// not change the files about the neighbours.
fn run(pages: &[(&str, &[u8])]) -> Outcome {
    let outcome = write(pages.iter().map(|(path, bytes)| Source::from_bytes(*path, bytes.to_vec())).collect());
    assert!(!ALONE.is_empty());
    for (path, text) in ALONE.iter() {
        let today = outcome.output.files.get(path).map(|text| without_uses(text));
        assert_eq!(today, Some(without_uses(text)), "the neighbours changed");
    }
    outcome
}

/// The text of a written file without the paragraphs that list the routes of its type. They are left out because a
/// bad page may add a route to them.
fn without_uses(text: &str) -> String {
    let mut is_left_out = false;
    let lines = text.lines().filter(|line| {
        let words = line.trim_start().trim_start_matches("///").trim_start();
        is_left_out = !words.is_empty()
            && (is_left_out || ["Returned by ", "Sent by "].iter().any(|start| words.starts_with(start)));
        !is_left_out
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Reads one bad page together with the neighbours.
fn page(path: &str, text: &str) -> Outcome {
    run(&[(path, text.as_bytes())])
}

/// A resource page of a type `thing` with rows of properties.
fn thing(rows: &str) -> String {
    format!(
        "---\ntitle: x\n---\n\n# thing resource type\n\nNamespace: microsoft.graph\n\nIt is.\n\n## Properties\n\n\
         |Property|Type|Description|\n|:---|:---|:---|\n{rows}\n\n## JSON representation\n\n\
         <!-- {{ \"blockType\": \"resource\", \"@odata.type\": \"microsoft.graph.thing\" }} -->\n```json\n{{ }}\n```\n"
    )
}

fn write(mut files: Vec<Source>) -> Outcome {
    files.extend(NEIGHBOURS.iter().map(|(path, text)| Source::from_bytes(*path, text.as_bytes().to_vec())));
    let sources = Sources::new(files);
    let mut reading = read(&sources);
    assert!(reading.ledger.balances(), "{:?}", reading.ledger);
    let options = Options::new("bad", "cargo xtask gen", "../runtime");
    let output = written(&mut reading, &options);
    sound::check(&output);
    for finding in &reading.diagnostics {
        let file = sources.get(finding.span.source);
        assert!(file.text.get(finding.span.range()).is_some(), "{finding:?} has no place in {}", file.path);
    }
    Outcome { sources, reading, output }
}

impl Outcome {
    /// The place of each finding with this code, as `path:line:column`.
    fn places(&self, code: Code) -> Vec<String> {
        let of_code = self.reading.diagnostics.iter().filter(|finding| finding.code == code);
        let place = |finding: &graph_codegen::diagnostic::Diagnostic| {
            let (line, column) = self.sources.position(finding.span);
            format!("{}:{line}:{column}", self.sources.get(finding.span.source).path)
        };
        of_code.map(place).collect()
    }

    /// The codes of the findings on the bad pages, in order. Equal codes one after the other are listed once.
    fn codes(&self) -> Vec<&'static str> {
        let others =
            self.reading.diagnostics.iter().filter(|finding| {
                NEIGHBOURS.iter().all(|(path, _)| *path != self.sources.get(finding.span.source).path)
            });
        let mut codes: Vec<&str> = others.map(|finding| finding.code.id()).collect();
        codes.dedup();
        codes
    }

    fn ty(&self, name: &str) -> &StructuredType {
        let found = self.reading.api.types.iter().find(|ty| ty.name.name == name);
        found.unwrap_or_else(|| {
            panic!(
                "no type {name} among {:?}",
                self.reading.api.types.iter().map(|ty| ty.name.to_string()).collect::<Vec<_>>()
            )
        })
    }

    /// The names of the properties that the type itself declares.
    fn members(&self, name: &str) -> Vec<&str> {
        self.ty(name).properties.iter().map(|property| property.name.as_str()).collect()
    }

    fn operation(&self, page: &str) -> &Operation {
        let found = self.reading.api.operations.iter().find(|operation| self.reading.api[operation.page].path == page);
        found.unwrap_or_else(|| panic!("no operation in {page}"))
    }

    fn file(&self, path: &str) -> &str {
        self.output.files.get(path).unwrap_or_else(|| panic!("no {path} in {:?}", self.output.files.keys()))
    }
}

#[test]
fn a_run_without_pages_writes_an_empty_crate() {
    let sources = Sources::default();
    let mut reading = read(&sources);
    assert!(reading.ledger.balances() && reading.ledger.rows().next().is_none());
    assert!(reading.api.types.is_empty() && reading.api.operations.is_empty() && reading.diagnostics.is_empty());
    let options = Options::new("empty", "gen", "../runtime");
    let output = written(&mut reading, &options);
    sound::check(&output);
    assert!(output.files.contains_key("src/lib.rs") && output.files.contains_key("Cargo.toml"));
    assert!(reading.diagnostics.is_empty());
}

#[test]
fn empty_pages_affect_no_other_page() {
    for text in ["", "\n", " ", "---", "---\n---\n", "#", "# \n", "|", "```", "<!--"] {
        for path in ["resources/empty.md", "api/empty.md", "enums.md", "empty.md"] {
            page(path, text);
        }
    }
}
