//! What each page of the repository's `docs/` becomes: the Rust that it causes, and what is said of it.
//!
//! One snapshot for each page, named after it, so that the review of a change of the pages shows the pages it touches
//! and no other.

#[path = "pages/declared.rs"]
mod declared;
#[path = "tree/findings.rs"]
mod findings;
#[path = "tree/folder.rs"]
mod folder;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use graph_codegen::api::{Api, OperationId, PageId};
use graph_codegen::diagnostic::Diagnostic;
use graph_codegen::plan::Plan;
use graph_codegen::select::Selection;
use graph_codegen::source::{Source, SourceId, Sources};
use graph_codegen::{Options, diagnostic, emit, plan, read};

/// Where the snapshots lie, relative to this file.
const SNAPSHOTS: &str = "snapshots/pages";

/// Everything the pages say and become.
struct Tree {
    sources: Sources,
    api: Api,
    plan: Plan,
    findings: Vec<Diagnostic>,
}

static TREE: LazyLock<Tree> = LazyLock::new(|| tree(folder::files(&docs())));

fn tree(files: Vec<Source>) -> Tree {
    let sources = Sources::new(files);
    let reading = read(&sources);
    assert!(reading.ledger.balances(), "{:?}", reading.ledger);
    let mut findings = reading.diagnostics;
    let options = Options {
        crate_name: "graph-models".to_owned(),
        command: "cargo xtask gen".to_owned(),
        runtime: "../codegen/runtime".to_owned(),
    };
    let planned = plan(&reading.api, &Selection::everything(&reading.api), &options);
    findings.extend(planned.diagnostics);
    diagnostic::sort(&mut findings);
    Tree { sources, api: reading.api, plan: planned.plan, findings }
}

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs").canonicalize().expect("the repository has a folder `docs`")
}

#[test]
fn docs_become() {
    insta::glob!("../../docs", "**/*.{md,toml}", |path| {
        let Some(text) = snapshot(&TREE, source_of(path)) else { return };
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(SNAPSHOTS);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!("page", text));
    });
}

#[test]
fn every_snapshot_belongs_to_a_page() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(SNAPSHOTS);
    let there = std::fs::read_dir(folder).expect("the folder of snapshots");
    let there: BTreeSet<String> = there
        .map(|entry| entry.expect("the entry is readable").file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".snap"))
        .collect();
    let tree = &*TREE;
    let wanted: BTreeSet<String> = tree
        .sources
        .iter()
        .filter(|(id, _)| snapshot(tree, *id).is_some())
        .map(|(_, source)| format!("page@{}.snap", source.path.replace('/', "__")))
        .collect();
    let unreferenced: Vec<&String> = there.difference(&wanted).collect();
    assert!(unreferenced.is_empty(), "no page has these snapshots; delete them: {unreferenced:#?}");
    let missing: Vec<&String> = wanted.difference(&there).collect();
    assert!(missing.is_empty(), "these pages have no snapshot; run `cargo insta test --accept`: {missing:#?}");
}

/// Every type, enumeration and operation stands in exactly one snapshot, and every finding.
#[test]
fn nothing_of_the_model_is_left_out() {
    let tree = &*TREE;
    let texts: Vec<String> = tree.sources.iter().filter_map(|(id, _)| snapshot(tree, id)).collect();
    let all = texts.concat();
    let times = |line: &str| all.lines().filter(|known| *known == line).count();
    for ty in tree.plan.types.iter().zip(&tree.api.types).filter(|(_, ty)| !ty.pages.is_empty()).map(|(plan, _)| plan) {
        assert_eq!(times(&format!("// {}", ty.file)), 1, "{}", ty.file);
    }
    for ty in &tree.plan.enums {
        assert_eq!(times(&format!("// {}", ty.file)), 1, "{}", ty.file);
    }
    for finding in &tree.findings {
        let line = findings::line(&tree.sources, finding);
        assert!(times(&line) >= 1, "{line}");
    }
    let stubs = all.matches("graph_runtime::route! {").count();
    assert_eq!(stubs, tree.api.operations.len());
}

/// The generator lists what the crate declares, by the words of the crate's own source.
#[test]
fn public_items_are_those_of_the_crate() {
    let items = emit::public_items(&TREE.api, &TREE.plan);
    let mut listed = declared::Declared::new();
    for item in &items {
        let before = listed.insert(item.path.clone(), declared::without_blanks(&item.signature));
        assert!(before.is_none(), "{} is listed twice", item.path);
    }
    assert_same(&listed, &declared::items());
    let subjects: BTreeSet<&str> = items.iter().map(|item| item.subject.as_str()).collect();
    assert_eq!(subjects.len(), items.len(), "two items stand for the same");
}

#[track_caller]
fn assert_same(listed: &declared::Declared, there: &declared::Declared) {
    let lines = |items: &declared::Declared| items.iter().map(|(path, text)| format!("{path}  {text}")).collect();
    let (listed, there): (BTreeSet<String>, BTreeSet<String>) = (lines(listed), lines(there));
    let differ: Vec<&String> = listed.symmetric_difference(&there).collect();
    assert!(differ.is_empty() && listed.len() > 200, "listed or there, not both: {differ:#?}");
}

/// A page that no other speaks of changes nothing but itself.
#[test]
fn a_new_page_has_a_snapshot_of_its_own() {
    let before = &*TREE;
    let page = "---\ntitle: x\n---\n\n# aaaFirst resource type\n\nNamespace: microsoft.graph\n\n## Properties\n\n\
                |Property|Type|Description|\n|-|-|-|\n|size|Int32|How large.|\n";
    let mut files = folder::files(&docs());
    files.push(Source::from_bytes("resources/aaafirst.md", page.as_bytes().to_vec()));
    let after = tree(files);
    for (id, source) in after.sources.iter() {
        let now = snapshot(&after, id);
        match before.sources.find(&source.path) {
            Some(known) => assert_eq!(snapshot(before, known), now, "{}", source.path),
            None => assert!(now.is_some_and(|text| text.contains("pub struct AaaFirst"))),
        }
    }
}

fn source_of(path: &Path) -> SourceId {
    let path = path.canonicalize().expect("the page was just listed");
    let within = path.strip_prefix(docs()).expect("a page below `docs`");
    let name: Vec<_> = within.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    TREE.sources.find(&name.join("/")).expect("the page was read")
}

/// What a file became; `None` for a fragment of which nothing is said.
fn snapshot(tree: &Tree, source: SourceId) -> Option<String> {
    let here = tree.findings.iter().filter(|finding| finding.span.source == source);
    let findings: String = here.map(|finding| findings::line(&tree.sources, finding) + "\n").collect();
    let page = tree.api.pages.iter().position(|page| page.source == source).map(PageId::from_index);
    let said = if findings.is_empty() { "// no findings\n".to_owned() } else { findings };
    match page {
        Some(page) => Some(format!("{}{said}", rust(tree, page))),
        None => (!said.starts_with("//")).then_some(said),
    }
}

/// The files of the types and enumerations that the page is the first to describe, then its operations.
fn rust(tree: &Tree, page: PageId) -> String {
    let types = tree.api.types.iter().zip(&tree.plan.types).map(|(ty, plan)| (&ty.pages, &plan.file));
    let enums = tree.api.enums.iter().zip(&tree.plan.enums).map(|(ty, plan)| (&ty.pages, &plan.file));
    let mut text = String::new();
    let units = emit::files(&tree.plan);
    for (pages, file) in types.chain(enums) {
        if pages.first() == Some(&page) {
            let unit = units.iter().find(|unit| unit.path == *file).expect("every type has a file");
            let code = emit::render(&tree.api, &tree.plan, unit);
            // The header names the command and the pages, which is the same for all of them.
            let code = code.split_once("do not edit.\n").map_or(code.as_str(), |(_, code)| code);
            text.push_str(&format!("// {file}\n{}\n\n", code.trim()));
        } else if pages.contains(&page) {
            text.push_str(&format!("// also describes {file}\n\n"));
        }
    }
    for (index, operation) in tree.api.operations.iter().enumerate() {
        if operation.page == page {
            let id = OperationId::from_index(index);
            let module = &tree.plan.routes[tree.plan.stubs[index].module];
            let code = emit::operation(&tree.api, &tree.plan, id);
            text.push_str(&format!("// in {}\n{}\n\n", module.file, code.trim()));
        }
    }
    text
}
