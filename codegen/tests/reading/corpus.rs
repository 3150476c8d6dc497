//! Tests with the real pages, if they are on this machine: every part of a page is used or reported in a finding,
//! nothing panics, and the same pages always give the same bytes.

use crate::tree::beside;
use crate::tree::folder;
use std::sync::LazyLock;

use crate::tree::written::written;
use graph_codegen::api::RouteOrigin;
use graph_codegen::source::{Source, Sources};
use graph_codegen::{Options, Output, Reading, export, read};

/// The files of the corpus, in the order of the listing.
static FILES: LazyLock<Option<Vec<Source>>> =
    LazyLock::new(|| Some(folder::files(&beside::find("GRAPH_DOCS_DIR", "shared/corpus/api-reference/v1.0")?)));

/// The pages of the corpus and what was read from them, with as many threads as the machine has.
static TREE: LazyLock<Option<(Sources, Reading)>> = LazyLock::new(|| {
    let sources = Sources::new(FILES.as_ref()?.clone());
    let reading = read(&sources);
    Some((sources, reading))
});

fn output(reading: &mut Reading) -> Output {
    let options = Options::new("graph-v1", "cargo xtask gen", "../codegen/runtime");
    written(reading, &options)
}

/// How many parts of pages of one kind, such as `table rows`, were read, how many of these were used, and how many were
/// reported in a finding.
fn counts(reading: &Reading, kind: &str) -> (usize, usize, usize) {
    let row = reading.ledger.rows().find(|row| row.kind == kind).unwrap_or_else(|| panic!("no {kind}"));
    (row.read, row.used, row.diagnosed)
}

#[test]
fn every_piece_of_the_corpus_is_accounted_for() {
    let Some((sources, reading)) = &*TREE else { return };
    for row in reading.ledger.rows() {
        assert_eq!(row.read, row.used + row.diagnosed, "{}", row.kind);
    }
    assert!(reading.ledger.balances());
    let is_page = |path: &str| path.ends_with(".md") && !path.split('/').any(|part| part == "includes");
    let pages = sources.iter().filter(|(_, file)| is_page(&file.path)).count();
    assert_eq!(counts(reading, "pages"), (pages, pages, 0));
    assert_eq!(reading.api.pages.len(), pages);
    for kind in ["table rows", "annotations"] {
        let (read, used, _) = counts(reading, kind);
        assert!(used * 100 >= read * 97, "{used} of {read} {kind}");
    }
}

#[test]
fn request_lines_of_the_corpus_become_routes() {
    let Some((_, reading)) = &*TREE else { return };
    let (read, used, _) = counts(reading, "request lines");
    assert!(used * 1000 >= read * 997, "{used} of {read}");
    let routes = reading.api.operations.iter().flat_map(|operation| &operation.routes);
    assert_eq!(routes.filter(|route| route.origin == RouteOrigin::RequestLine).count(), used);
}

#[test]
fn bodies_of_the_corpus_become_examples() {
    let Some((_, reading)) = &*TREE else { return };
    let (read, used, _) = counts(reading, "JSON bodies");
    assert!(used * 100 >= read * 99, "{used} of {read}");
    assert_eq!(reading.api.examples.len(), used);
    for example in &reading.api.examples {
        let body = serde_json::from_str::<serde_json::Value>(&example.json);
        assert!(body.is_ok(), "{}: {}", reading.api[example.page].path, example.json);
    }
}

#[test]
fn findings_about_the_corpus_have_places() {
    let Some((sources, reading)) = &*TREE else { return };
    for finding in &reading.diagnostics {
        let places = finding.notes.iter().map(|(span, _)| *span).chain([finding.span]);
        for span in places {
            let file = sources.get(span.source);
            assert!(file.text.get(span.range()).is_some(), "{finding:?} in {}", file.path);
        }
        assert!(!finding.message.is_empty() && !finding.message.ends_with('.'), "{finding:?}");
    }
    assert!(reading.diagnostics.is_sorted_by_key(|finding| finding.span));
}

/// A run with one thread and the files in another order gives the same model, findings and crate as a run with all
/// threads and the files as listed.
#[test]
fn the_crate_of_the_corpus_does_not_depend_on_the_order_of_files_or_the_number_of_threads() {
    let Some((sources, reading)) = &*TREE else { return };
    let mut reading = reading.clone();
    let output = output(&mut reading);
    let mut files = FILES.clone().unwrap_or_default();
    files.reverse();
    let half = files.len() / 2;
    files.rotate_left(half);
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    let (again, other) = one.install(|| {
        let sources = Sources::new(files);
        let mut reading = read(&sources);
        let output = self::output(&mut reading);
        ((sources, reading), output)
    });
    assert!(again.1.diagnostics == reading.diagnostics, "the findings differ");
    assert_eq!(again.1.ledger, reading.ledger);
    assert!(export::json(&again.1.api, &again.0) == export::json(&reading.api, sources), "the models differ");
    let paths = |output: &Output| output.files.keys().cloned().collect::<Vec<_>>();
    assert!(paths(&output) == paths(&other), "the lists of files differ");
    for (path, text) in &output.files {
        assert!(other.files[path] == *text, "{path} differs");
    }
}
