//! Tests of `drift`, which compares pages with the CSDL metadata of a service.

use crate::tree::beside;
use crate::tree::findings;
use crate::tree::folder;
use crate::tree::parts;
use std::collections::BTreeSet;

use graph_codegen::drift::{self, DifferenceClass, Drift, Metadata};
use graph_codegen::read;
use graph_codegen::select::Pattern;
use graph_codegen::source::{Source, SourceId, Sources};

/// Each file in `cases/drift` has pages and a `metadata.xml`. The snapshot has the findings, and the number of
/// differences of each class.
#[test]
fn every_case_of_drift_equals_its_snapshot() {
    insta::glob!("../cases/drift", "*.md", |path| {
        let text = std::fs::read_to_string(path).expect("the case was just listed");
        let sources = parts::split(&text);
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../cases/drift");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!("cases", printed(&sources, &compare(&sources, &[]))));
    });
}

fn compare(sources: &Sources, internal: &[Pattern]) -> Drift {
    let id = sources.find("metadata.xml").expect("the case has metadata");
    let metadata = Metadata::read(&sources.get(id).text, id).expect("the metadata is well-formed");
    drift::compare(&read(sources).api, &metadata, internal)
}

fn printed(sources: &Sources, drift: &Drift) -> String {
    let mut out = String::new();
    for finding in &drift.findings {
        out.push_str(&format!("{}:{}\n", sources.get(finding.span.source).path, findings::line(sources, finding)));
    }
    for (class, count) in &drift.counts {
        out.push_str(&format!("{} {count}\n", class.as_str()));
    }
    out
}

fn count(drift: &Drift, class: DifferenceClass) -> usize {
    drift.counts.iter().find(|(known, _)| *known == class).map_or(0, |(_, count)| *count)
}

#[test]
fn internal_items_of_the_metadata_are_left_out() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/drift/both-ways.md"));
    let sources = parts::split(&text.expect("the case"));
    let internal = ["microsoft.graph.l*".parse().expect("a pattern"), "microsoft.graph.secret".parse().expect("one")];
    let drift = compare(&sources, &internal);
    // Against this metadata, the pages lack the property `id` of `bulb`, the type `plug` with its property, and the
    // action `sing`.
    assert_eq!((count(&drift, DifferenceClass::TypeMissed), count(&drift, DifferenceClass::MemberMissed)), (1, 2));
    assert_eq!(count(&drift, DifferenceClass::OperationMissed), 1);
}

/// The CSDL export of an API, used as metadata, agrees with its pages in everything.
#[test]
fn an_api_does_not_drift_from_its_own_export() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/drift/both-ways.md"));
    let api = read(&parts::split(&text.expect("the case"))).api;
    let export = graph_codegen::export::csdl(&api);
    let metadata = Metadata::read(&export, SourceId::default()).expect("the export");
    assert!(drift::compare(&api, &metadata, &[]).findings.is_empty());
}

#[test]
fn a_file_that_is_not_csdl_is_refused_with_its_line() {
    let error = |text: &str| Metadata::read(text, SourceId::default()).expect_err("no CSDL").to_string();
    assert!(error("").contains("no `Schema`"));
    assert!(error("<a>\n<b></a>").starts_with("line 2: "), "{}", error("<a>\n<b></a>"));
    assert!(Metadata::read("<Schema Namespace='a'><EntityType Name='&odd;'/></Schema>", SourceId::default()).is_ok());
}

/// Compares metadata of 10 MB with the real pages. Nearly every finding is on a page; the exceptions are below.
#[test]
fn a_large_tree_is_compared() {
    let Some(folder) = beside::find("GRAPH_DOCS_DIR", "shared/corpus/api-reference/v1.0") else { return };
    let Some(metadata) = beside::find("GRAPH_METADATA_DIR", "shared/truth") else { return };
    let mut files = folder::files(&folder);
    files
        .push(Source::from_bytes("metadata.xml", std::fs::read(metadata.join("v1.0.csdl.xml")).expect("the metadata")));
    let sources = Sources::new(files);
    let drift = compare(&sources, &[]);
    println!("{}", printed(&sources, &Drift { findings: Vec::new(), counts: drift.counts.clone() }));
    let id = sources.find("metadata.xml").expect("the metadata");
    // A difference that belongs to no page is reported at the start of the metadata file. Only findings with these
    // three codes may be reported there.
    let placeless = drift.findings.iter().filter(|finding| finding.span.source == id);
    let codes: BTreeSet<&str> = placeless.map(|finding| finding.code.id()).collect();
    assert!(codes.is_subset(&BTreeSet::from(["D1302", "D1314", "D1319"])), "{codes:?}");
}
