//! Tests of single pages. Each case is a file that is named after the rule it shows.

mod print;
mod templates;

use crate::source::{Source, SourceId, Sources};
use crate::tests::findings;
use crate::{decl, page};

/// Each file in `cases/decl` is a page; its snapshot shows the declarations and the findings.
///
/// The page is read as `api/<name>` if it has a heading `HTTP request` or its name begins with `api-`, and otherwise as
/// `resources/<name>`.
#[test]
fn every_case_of_declarations_equals_its_snapshot() {
    insta::glob!("../../tests/cases/decl", "*.md", |path| {
        let name = path.file_name().expect("a file").to_string_lossy().into_owned();
        let text = std::fs::read(path).expect("the case was just listed");
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../../tests/cases/decl");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!("cases", check(&name, text)));
    });
}

/// Reads one page, checks that every piece of it was used or reported, and prints its declarations.
fn check(name: &str, text: Vec<u8>) -> String {
    let in_api = String::from_utf8_lossy(&text).to_lowercase().contains("## http request") || name.starts_with("api-");
    let folder = if in_api { "api" } else { "resources" };
    let sources = Sources::new(vec![Source::from_bytes(format!("{folder}/{name}"), text)]);
    let source = sources.get(SourceId(0));
    let mut findings = Vec::new();
    let page = page::parse(SourceId(0), &sources, &mut findings);
    let decls = decl::read(&page, source, &mut findings);
    assert!(decls.ledger.balances(), "{:?}", decls.ledger);
    let lines: String = findings.iter().map(|finding| findings::line(&sources, finding) + "\n").collect();
    format!("{}{lines}", print::page(&decls))
}
