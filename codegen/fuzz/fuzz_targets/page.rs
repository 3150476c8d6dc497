//! Any bytes as one page: reading ends, and every place it speaks of is a place of the page.

#![no_main]

use graph_codegen::source::{Source, SourceId};
use graph_codegen::{decl, page};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let source = Source::from_bytes("resources/page.md", bytes.to_vec());
    let mut findings = Vec::new();
    let page = page::parse(SourceId(0), &source, &mut findings);
    for block in &page.blocks {
        assert!(source.text.get(block.span().range()).is_some(), "{block:?}");
    }
    let decls = decl::read(&page, &source, &mut findings);
    assert!(decls.ledger.balances(), "{:?}", decls.ledger);
    for finding in &findings {
        assert!(source.text.get(finding.span.range()).is_some(), "{finding:?}");
    }
});
