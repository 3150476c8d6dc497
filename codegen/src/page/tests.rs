//! Tests of the page parser. Each file in `cases/page` is a case, for which a snapshot shows the parsed blocks. The
//! module `holds` has checks that every page has to pass.

mod corpus;
mod holds;
mod hostile;
mod http;
mod json;
mod outline;
mod print;
mod properties;
mod strict;

use crate::page;
use crate::source::{Source, SourceId, Sources};

/// Each file in `cases/page` is a page; its snapshot shows the blocks with their source text, and the findings.
#[test]
fn every_case_of_pages_equals_its_snapshot() {
    insta::glob!("../../tests/cases/page", "*.md", |path| {
        let bytes = std::fs::read(path).expect("the case was just listed");
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../../tests/cases/page");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!("cases", check(bytes)));
    });
}

/// Parses a page, runs the checks of [`holds`] on it, and prints the blocks.
fn check(bytes: impl Into<Vec<u8>>) -> String {
    let sources = Sources::new(vec![Source::from_bytes("page.md", bytes.into())]);
    let source = sources.get(SourceId(0));
    let mut diagnostics = Vec::new();
    let page = page::parse(SourceId(0), &sources, &mut diagnostics);
    holds::hold(&page, &diagnostics, source);
    print::print(&page, &diagnostics, &source.text)
}
