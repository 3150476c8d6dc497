//! Runs all stages on random pages that nobody would write: each run ends, accounts for everything on the pages, and
//! writes a valid crate.

mod fragments;
mod overrides;

use crate::tree::sound;
use std::collections::BTreeSet;

use crate::tree::written::written;
use fragments::tree;
use graph_codegen::source::{Source, Sources};
use graph_codegen::{Options, export, read};
use proptest::prelude::*;

/// Runs all stages on these files, and checks the rules that hold for any files.
fn check(files: Vec<(String, String)>) {
    let sources =
        Sources::new(files.into_iter().map(|(path, text)| Source::from_bytes(path, text.into_bytes())).collect());
    let mut reading = read(&sources);
    assert!(reading.ledger.balances(), "{:?}", reading.ledger);
    // A line with a part in square brackets gives two routes, and a line of an included file is read on several pages.
    let operations = reading.api.operations.iter();
    let routes = operations.flat_map(|operation| operation.routes.iter().map(|route| (operation.page, route.span)));
    let read: BTreeSet<_> = routes.collect();
    let lines = reading.ledger.rows().find(|row| row.kind == "request lines").map_or(0, |row| row.used);
    assert_eq!(read.len(), lines);
    closed(&reading.api);
    well_formed(&export::csdl(&reading.api));
    let json = export::json(&reading.api, &sources);
    assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok(), "{json}");
    let options = Options::new("any", "gen", "../runtime");
    let output = written(&mut reading, &options);
    sound::check(&output);
    for finding in &reading.diagnostics {
        for span in finding.notes.iter().map(|(span, _)| *span).chain([finding.span]) {
            assert!(sources.get(span.source).text.get(span.range()).is_some(), "{finding:?}");
        }
    }
}

fn well_formed(xml: &str) {
    let mut reader = quick_xml::Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => return,
            Ok(_) => {}
            Err(error) => panic!("{error}: {xml}"),
        }
    }
}

/// Checks that names are unique, that chains of bases end, and that no type declares a member of its base again.
fn closed(api: &graph_codegen::api::Api) {
    assert!(api.types.is_sorted_by(|a, b| a.name < b.name) && api.enums.is_sorted_by(|a, b| a.name < b.name));
    for (index, ty) in api.types.iter().enumerate() {
        let id = graph_codegen::api::TypeId::from_index(index);
        let bases = std::iter::successors(ty.base, |&base| api[base].base);
        assert!(bases.take(api.types.len() + 1).count() < api.types.len(), "the bases of {} do not end", ty.name);
        for property in &ty.properties {
            let declared = api.members(id).filter(|known| known.name.eq_ignore_ascii_case(&property.name)).count();
            assert_eq!(declared, 1, "{} of {}", property.name, ty.name);
        }
    }
}

#[test]
fn a_request_line_with_an_optional_part_counts_once() {
    let words = ["", "", "", "", "", "", "shelves[", "]id", "", "", "", ""].map(str::to_owned);
    check(fragments::filled(&words));
}

#[test]
fn the_request_lines_of_a_file_that_a_page_includes_twice_count_once() {
    let included = "## HTTP request\n\n```http\nGET /option/{id}\nPATCH /option/{id}\n```\n";
    let page = "---\ntitle: option\n---\n\n# option resource type\n\n        [!INCLUDE [x](../includes/option.md)]\n\n[!INCLUDE [x](../includes/option.md)]\n";
    let files = [("resources/option.md", page), ("resources/other.md", page), ("includes/option.md", included)];
    check(files.map(|(path, text)| (path.to_owned(), text.to_owned())).into());
}

#[test]
fn overrides_that_nest_deeply_or_do_not_end_cause_no_panic() {
    let nested = format!("x = {}", "[".repeat(50_000));
    let inline = "types = { a = ".repeat(5_000);
    let dotted = format!("types.{}x = 1", "a.".repeat(5_000));
    let broken = "= \"\n[[types]\n".repeat(2_000);
    for text in [nested, inline, dotted, broken, "[types]\n\"\" = {}\n".to_owned(), "\u{feff}[types".to_owned()] {
        check(vec![("overrides.toml".to_owned(), text)]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_mixtures_of_page_fragments_cause_no_panic(files in tree()) {
        check(files);
    }

    #[test]
    fn random_mixtures_of_page_fragments_and_overrides_cause_no_panic(files in tree(), overrides in overrides::file()) {
        let mut files = files;
        files.push(("overrides.toml".to_owned(), overrides));
        check(files);
    }

    #[test]
    fn any_text_as_the_overrides_file_causes_no_panic(text in "[ a-z\\[\\]{}=\"'.,\n\r#é\u{feff}]{0,80}|\\PC{0,60}") {
        check(vec![("overrides.toml".to_owned(), text)]);
    }

    #[test]
    fn any_text_at_any_place_of_a_page_causes_no_panic(words in proptest::collection::vec(any::<String>(), 12)) {
        check(fragments::filled(&words));
    }
}
