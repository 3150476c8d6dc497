//! Any bytes as a tree of pages: the whole way ends, accounts for everything, and writes Rust that parses.
//!
//! A zero byte ends a page; pages take turns in the folders of a tree.

#![no_main]

#[path = "../../tests/tree/sound.rs"]
mod sound;

use graph_codegen::source::{Source, Sources};
use graph_codegen::{Options, export, generate, read};
use libfuzzer_sys::fuzz_target;

const PATHS: &[&str] = &["resources/a.md", "api/a-get.md", "resources/b.md", "includes/c.md", "resources/enums.md", "api/b-post.md"];

fuzz_target!(|bytes: &[u8]| {
    let pages = bytes.split(|&byte| byte == 0).zip(PATHS);
    let sources = Sources::new(pages.map(|(bytes, path)| Source::from_bytes(*path, bytes.to_vec())).collect());
    let mut reading = read(&sources);
    assert!(reading.ledger.balances(), "{:?}", reading.ledger);
    let _csdl = export::csdl(&reading.api);
    let _json = export::json(&reading.api, &sources);
    let options = Options { crate_name: "any".to_owned(), command: "gen".to_owned(), runtime: "../runtime".to_owned() };
    let output = generate(&reading.api, &options, &mut reading.diagnostics);
    sound::check(&output);
});
