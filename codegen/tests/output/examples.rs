//! Sends the example requests of pages to the mock, and counts how many get the example response of the page.
//!
//! `examples/v1.0.txt` has the share of good outcomes for the real pages, which must not fall, and the number of
//! examples with each outcome. `UPDATE_EXAMPLES=1` writes the file again. This test finds examples by the form of the
//! text, without the page parser of `codegen`.

mod compare;
mod extract;
mod form;
mod unseen;

use crate::tree::beside;
use crate::tree::folder;
use std::collections::BTreeMap;
use std::path::Path;

use compare::{Outcome, outcome};
use graph_codegen::mock::Mock;
use graph_codegen::read;
use graph_codegen::source::{Source, Sources};
use rayon::prelude::*;

const REACHED: &str = "tests/examples/v1.0.txt";

/// The outcomes that count as good: the mock answers with the response on the page (some values may be replaced), or
/// with the response that is shown elsewhere for the same request, or a finding explains why it does neither.
const GOOD: &[&str] =
    &["as shown", "as shown, values replaced", "as shown with the same request elsewhere", "explained by a finding"];

#[test]
fn an_example_request_of_the_corpus_gets_the_response_shown_with_it() {
    let Some(folder) = beside::find("GRAPH_DOCS_DIR", "shared/corpus/api-reference/v1.0") else { return };
    let (counts, good, total) = measured(folder::files(&folder));
    let share = good * 10_000 / total.max(1);
    let rows = counts.iter().map(|(class, count)| format!("{class}: {count}\n")).collect::<String>();
    let table = format!("good: {}.{:02} % of {total}\n{rows}", share / 100, share % 100);
    println!("{table}");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(REACHED);
    if std::env::var_os("UPDATE_EXAMPLES").is_some() {
        std::fs::write(&path, &table).expect("the table is writable");
    }
    let reached = std::fs::read_to_string(&path).expect("the table");
    let before = reached.split([' ', '\n']).nth(1).and_then(|share| share.parse::<f64>().ok()).expect("a share");
    assert!(share as f64 / 100.0 >= before, "{before} % was reached before:\n{table}");
    assert!(total > 1000, "{total} examples");
}

/// The pages have other names for the items of the API, no front matter, and only half of the annotations, see
/// `unseen.rs`.
#[test]
fn an_example_request_gets_its_response_even_if_all_names_of_the_api_are_replaced() {
    let Some(folder) = beside::find("GRAPH_DOCS_DIR", "shared/corpus/api-reference/v1.0") else { return };
    let files = folder::files(&folder);
    let renaming = unseen::Renaming::of(&files, 20_261_130);
    assert!(renaming.len() > 1000, "{} names", renaming.len());
    let (counts, good, total) = measured(renaming.pages(&files));
    println!("good: {good} of {total}, {} names are others: {counts:?}", renaming.len());
    assert!(good * 100 >= total * 94 && total > 1000, "{good} of {total}: {counts:?}");
}

/// The pages have another layout, see `form.rs`.
#[test]
fn an_example_request_gets_its_response_even_if_pages_are_written_in_another_form() {
    let Some(folder) = beside::find("GRAPH_DOCS_DIR", "shared/corpus/api-reference/v1.0") else { return };
    let (counts, good, total) = measured(form::pages(&folder::files(&folder)));
    println!("good: {good} of {total}: {counts:?}");
    assert!(good * 100 >= total * 94 && total > 2000, "{good} of {total}: {counts:?}");
}

/// How many examples have each outcome, how many of them have a good one, and how many examples there are.
fn measured(files: Vec<Source>) -> (BTreeMap<&'static str, usize>, usize, usize) {
    let examples: Vec<_> = files.iter().flat_map(extract::examples).collect();
    let sources = Sources::new(files);
    let reading = read(&sources);
    let findings = compare::Findings::of(&reading, &sources);
    let mock = Mock::new(reading.api);
    let alike = compare::Alike::of(&examples);
    let outcomes: Vec<(String, Outcome)> =
        examples.par_iter().map(|example| (example.to_string(), outcome(&mock, example, &alike, &findings))).collect();
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    for (example, outcome) in &outcomes {
        *counts.entry(outcome.class).or_default() += 1;
        if std::env::var_os("SHOW_EXAMPLES").is_some() && outcome.class != "as shown" {
            println!("{}\t{example}\t{}", outcome.class, outcome.detail);
        }
    }
    let total: usize = counts.values().sum();
    let good: usize = GOOD.iter().filter_map(|class| counts.get(class)).sum();
    (counts, good, total)
}
