//! Reads arbitrary bytes as one page. Checks that reading terminates, that every piece of the page is in the model or
//! reported (the ledger balances), and that the span of each finding is within the page.

#![no_main]

use graph_codegen::read;
use graph_codegen::source::{Source, Sources};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let sources = Sources::new(vec![Source::from_bytes("resources/page.md", bytes.to_vec())]);
    let reading = read(&sources);
    assert!(reading.ledger.balances(), "{:?}", reading.ledger);
    for finding in &reading.diagnostics {
        let text = &sources.get(finding.span.source).text;
        assert!(text.get(finding.span.range()).is_some(), "{finding:?}");
    }
});
