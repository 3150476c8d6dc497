//! The model of small sets of pages: one case file for each rule, named after the rule.

mod print;

use crate::tree::findings;
use crate::tree::parts;
use graph_codegen::read;

/// Each file in `cases/link` has several pages: a line `=== path` starts the page with that path. The snapshot has the
/// model and the findings, each with its page.
#[test]
fn every_case_of_linking_equals_its_snapshot() {
    insta::glob!("../cases/link", "*.md", |path| {
        let text = std::fs::read_to_string(path).expect("the case was just listed");
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../cases/link");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!("cases", check(&text)));
    });
}

/// Reads the pages, checks that the ledger balances, and prints the model and the findings.
fn check(text: &str) -> String {
    let sources = parts::split(text);
    let reading = read(&sources);
    assert!(reading.ledger.balances(), "{:?}", reading.ledger);
    let mut out = print::api(&reading.api);
    for finding in &reading.diagnostics {
        out.push_str(&format!("{}:{}\n", sources.get(finding.span.source).path, findings::line(&sources, finding)));
    }
    out
}
