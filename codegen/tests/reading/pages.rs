//! Snapshots of what each page in `docs/` becomes, and why: the output of `cargo xtask explain --page`.
//!
//! Each page has a snapshot with its name, so that a review of changed pages shows only the snapshots of these pages.
//! The signatures in the snapshots are compared with the parsed source of the crate.

mod declared;

use crate::tree::beside;
use crate::tree::folder;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use declared::Declared;
use graph_codegen::diagnostic::Diagnostic;
use graph_codegen::explain::explain_page;
use graph_codegen::select::Selection;
use graph_codegen::source::{Source, Sources};
use graph_codegen::{Fingerprints, Options, Planned, Reading, diagnostic, emit, plan, read, render};

/// The folder of the snapshots, relative to this file.
const SNAPSHOTS: &str = "snapshots/pages";

/// The pages in `docs/`, what was read from them, and the plan of their crate.
struct Tree {
    sources: Sources,
    reading: Reading,
    planned: Planned,
    findings: Vec<Diagnostic>,
}

static TREE: LazyLock<Tree> = LazyLock::new(|| Tree::of(folder::files(&docs())));

impl Tree {
    fn of(files: Vec<Source>) -> Tree {
        let sources = Sources::new(files);
        let reading = read(&sources);
        assert!(reading.ledger.balances(), "{:?}", reading.ledger);
        let options = Options::new("graph-models", "cargo xtask gen", "../codegen/runtime");
        let planned = plan(&reading.api, &Selection::everything(&reading.api), &options);
        let mut findings = reading.diagnostics.clone();
        findings.extend(planned.diagnostics.iter().cloned());
        diagnostic::sort(&mut findings);
        Tree { sources, reading, planned, findings }
    }

    /// The snapshot text of a file; `None` for a fragment without findings.
    fn snapshot(&self, path: &str) -> Option<String> {
        let text = explain_page(&self.reading.api, &self.sources, &self.planned.plan, &self.findings, path)?;
        let is_page = self.reading.api.pages.iter().any(|page| page.path == path);
        (is_page || text != "no findings\n").then_some(text)
    }

    fn snapshots(&self) -> BTreeMap<String, String> {
        let paths = self.sources.iter().map(|(_, source)| source.path.clone());
        paths.filter_map(|path| Some((path.clone(), self.snapshot(&path)?))).collect()
    }
}

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs").canonicalize().expect("the repository has a folder `docs`")
}

#[test]
fn each_page_has_the_expected_snapshot() {
    insta::glob!("../../../docs", "**/*.{md,toml}", |path| {
        let Some(text) = TREE.snapshot(&relative(path)) else { return };
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(SNAPSHOTS);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!("page", text));
    });
}

/// The path of a page relative to `docs`.
fn relative(path: &Path) -> String {
    let path = path.canonicalize().expect("the page was just listed");
    let within = path.strip_prefix(docs()).expect("a page below `docs`");
    let name: Vec<_> = within.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    name.join("/")
}

#[test]
fn every_snapshot_belongs_to_a_page() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reading").join(SNAPSHOTS);
    let there = std::fs::read_dir(folder).expect("the folder of snapshots");
    let there: BTreeSet<String> = there
        .map(|entry| entry.expect("the entry is readable").file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".snap"))
        .collect();
    let name = |path: &String| format!("page@{}.snap", path.replace('/', "__"));
    let wanted: BTreeSet<String> = TREE.snapshots().keys().map(name).collect();
    let unreferenced: Vec<&String> = there.difference(&wanted).collect();
    assert!(unreferenced.is_empty(), "no page has these snapshots; delete them: {unreferenced:#?}");
    let missing: Vec<&String> = wanted.difference(&there).collect();
    assert!(missing.is_empty(), "these pages have no snapshot; run `cargo insta test --accept`: {missing:#?}");
}

/// Every finding is in the snapshot of its page, and every type, enumeration and operation is in exactly one snapshot.
#[test]
fn every_finding_is_in_the_snapshot_of_its_page() {
    let texts = TREE.snapshots();
    for finding in &TREE.findings {
        let (line, column) = TREE.sources.position(finding.span);
        let path = &TREE.sources.get(finding.span.source).path;
        let head = format!("  :{line}:{column} {} ", finding.code.id());
        let said = texts[path].lines().any(|line| line.starts_with(&head) && line.contains(&finding.message));
        assert!(said, "{path} lacks {head}{}", finding.message);
    }
    let all: Vec<&str> = texts.values().flat_map(|text| text.lines()).collect();
    let times = |line: &str| all.iter().filter(|known| known.trim_start().split("  ").next() == Some(line)).count();
    let api = &TREE.reading.api;
    for name in api.types.iter().map(|ty| &ty.name).chain(api.enums.iter().map(|ty| &ty.name)) {
        assert_eq!(times(&format!("name = {name}")), 1, "{name}");
    }
    let operations = all.iter().filter(|line| line.starts_with("  operation ")).count();
    assert_eq!(operations, api.operations.len());
    let exchanges: usize = api.operations.iter().map(|operation| operation.exchanges.len()).sum();
    assert_eq!(all.iter().filter(|line| line.contains(" -> ") && line.starts_with("      :")).count(), exchanges);
}

/// The Rust source in `generated/` declares exactly the public items that `explain` lists.
#[test]
fn the_list_of_public_items_equals_the_items_of_the_generated_crate() {
    let items = emit::public_items(&TREE.reading.api, &TREE.planned.plan);
    let mut listed = Declared::new();
    for item in &items {
        let before = listed.insert(item.path.clone(), declared::without_blanks(&item.signature));
        assert!(before.is_none(), "{} is listed twice", item.path);
    }
    assert_same(&listed, &declared::items(&generated));
    let subjects: BTreeSet<&str> = items.iter().map(|item| item.subject.as_str()).collect();
    assert_eq!(subjects.len(), items.len(), "two items stand for the same");
}

#[test]
fn each_public_item_is_in_exactly_one_snapshot() {
    assert_same(&shown(&TREE.snapshots()), &declared::items(&generated));
}

#[test]
fn each_public_item_of_the_seeds_is_in_exactly_one_snapshot() {
    let Some(folder) = beside::find("GRAPH_SEEDS_DIR", "shared/seeds") else { return };
    let tree = Tree::of(folder::files(&folder));
    let output = render(&tree.reading.api, &tree.planned, Fingerprints::new());
    let declared = declared::items(&|path| output.files[&format!("src/{path}")].clone());
    assert!(declared.len() > 40, "{}", declared.len());
    assert_same(&shown(&tree.snapshots()), &declared);
}

/// A file of the crate in `generated/`.
fn generated(path: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated/src").join(path);
    std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// The Rust items in the snapshots: a line that begins with `struct` or `enum`, and the lines below it with four
/// blanks.
fn shown(texts: &BTreeMap<String, String>) -> Declared {
    let mut shown = Declared::new();
    let mut add = |path: String, signature: &str| {
        let before = shown.insert(path.clone(), declared::without_blanks(signature));
        assert!(before.is_none(), "{path} stands twice");
    };
    for text in texts.values() {
        let mut owner = "";
        for line in text.lines() {
            let depth = line.len() - line.trim_start().len();
            let signature = line.trim_start().split("  ").next().unwrap_or_default();
            if depth == 0 {
                owner = "";
                if let Some((keyword @ ("struct" | "enum"), path)) = signature.split_once(' ') {
                    owner = path;
                    let name = path.rsplit("::").next().unwrap_or_default();
                    add(path.to_owned(), &format!("{keyword} {name}"));
                }
            } else if depth == 4 {
                let words =
                    signature.trim_start_matches("const ").trim_start_matches("type ").trim_start_matches("fn ");
                let name = words.split([':', '(', ' ']).next().unwrap_or_default();
                add(format!("{owner}::{name}"), signature);
            }
        }
    }
    shown
}

#[track_caller]
fn assert_same(one: &Declared, other: &Declared) {
    let lines = |items: &Declared| items.iter().map(|(path, text)| format!("{path}  {text}")).collect();
    let (one, other): (BTreeSet<String>, BTreeSet<String>) = (lines(one), lines(other));
    let differ: Vec<&String> = one.symmetric_difference(&other).collect();
    assert!(differ.is_empty() && !one.is_empty(), "in one of the two alone: {differ:#?}");
}

/// A reviewer sees the generated crate too, so snapshots do not repeat it: at most one in fifty of their lines is also
/// a line of the crate.
#[test]
fn snapshots_do_not_repeat_lines_of_the_generated_crate() {
    let mut known = BTreeSet::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder of the crate") {
            let path = entry.expect("the entry is readable").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = std::fs::read_to_string(&path).expect("a file of the crate");
                known.extend(text.lines().map(|line| line.trim().to_owned()));
            }
        }
    }
    let texts = TREE.snapshots();
    let lines: Vec<&str> =
        texts.values().flat_map(|text| text.lines()).map(str::trim).filter(|line| !line.is_empty()).collect();
    let repeated: Vec<&&str> = lines.iter().filter(|line| known.contains(**line)).collect();
    println!("{} lines, {} of them stand in the crate", lines.len(), repeated.len());
    assert!(repeated.len() * 50 < lines.len(), "{repeated:#?}");
}

/// A new page that no other page mentions adds its own snapshot and changes no other.
#[test]
fn a_new_page_changes_only_its_own_snapshot() {
    let page = "---\ntitle: x\n---\n\n# aaaFirst resource type\n\nNamespace: microsoft.graph\n\n## Properties\n\n\
                |Property|Type|Description|\n|-|-|-|\n|size|Int32|How large.|\n";
    let mut files = folder::files(&docs());
    files.push(Source::from_bytes("resources/aaafirst.md", page.as_bytes().to_vec()));
    let (before, mut after) = (TREE.snapshots(), Tree::of(files).snapshots());
    let new = after.remove("resources/aaafirst.md").expect("a snapshot of the page");
    assert!(new.starts_with("struct models::AaaFirst\n"), "{new}");
    assert_eq!(before, after);
}

/// A new row adds a line to the snapshot and changes the place of the table.
#[test]
fn a_new_row_adds_a_line_to_the_snapshot_of_its_page() {
    let mut files = folder::files(&docs());
    let page = "resources/publicerror.md";
    for file in files.iter_mut().filter(|file| file.path == page) {
        file.text = file.text.replacen("\n|code|", "\n|aaa|Int32|New.|\n|code|", 1);
        file.text = file.text.replacen("\n  \"code\":", "\n  \"aaa\": 1,\n  \"code\":", 1);
    }
    let after = Tree::of(files);
    let (was, is) = (TREE.snapshot(page).expect("a snapshot"), after.snapshot(page).expect("a snapshot"));
    let (was, is): (BTreeSet<&str>, BTreeSet<&str>) = (was.lines().collect(), is.lines().collect());
    let added: Vec<&str> = is.difference(&was).copied().collect();
    let row = "    aaa: Option<i32>                                  aaa: Edm.Int32";
    assert!(added.contains(&row), "{added:#?}");
    // At most these lines are new: the row, the place of the table, and the places of items below the table.
    assert!(added.len() <= 4, "{added:#?}");
}
