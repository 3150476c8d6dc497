//! Runs the whole pipeline on arbitrary bytes, split into pages. Checks that the pipeline terminates, that the ledger
//! balances, and that the generated crate satisfies the rules of `tests/tree/sound.rs`: for example, its Rust files
//! parse.
//!
//! Zero bytes separate the pages. The first page gets the first path of `PATHS`, the second page the second path, and
//! so on. Pages beyond the last path are left out.

#![no_main]

#[path = "../../tests/tree/sound.rs"]
mod sound;

use graph_codegen::select::Selection;
use graph_codegen::source::{Source, Sources};
use graph_codegen::{Fingerprints, Options, export, plan, read, render};
use libfuzzer_sys::fuzz_target;

const PATHS: &[&str] = &["resources/a.md", "api/a-get.md", "resources/b.md", "includes/c.md", "resources/enums.md", "api/b-post.md"];

fuzz_target!(|bytes: &[u8]| {
    let pages = bytes.split(|&byte| byte == 0).zip(PATHS);
    let sources = Sources::new(pages.map(|(bytes, path)| Source::from_bytes(*path, bytes.to_vec())).collect());
    let reading = read(&sources);
    assert!(reading.ledger.balances(), "{:?}", reading.ledger);
    let _csdl = export::csdl(&reading.api);
    let _json = export::json(&reading.api, &sources);
    let options = Options::new("any", "gen", "../runtime");
    let planned = plan(&reading.api, &Selection::everything(&reading.api), &options);
    let output = render(&reading.api, &planned, Fingerprints::new());
    sound::check(&output);
});
