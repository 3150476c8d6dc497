//! Measures how long it takes to read the declarations of pages, compared with iterating over the CommonMark events of
//! the same pages. Both run on one thread.
//!
//! The pages are the `.md` files below `api` and `resources` of the folder named by `GRAPH_DOCS_DIR`, or of
//! `../shared/corpus/api-reference/v1.0`. Without them there is nothing to measure, and the bench says so.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use graph_codegen::Tree;
use graph_codegen::source::{Source, Sources};
use pulldown_cmark::{Options, Parser};

const ROUNDS: usize = 7;

fn main() {
    let folder = folder();
    let sources = load(&folder);
    let count = sources.iter().count();
    if count == 0 {
        println!("no pages in {}; set GRAPH_DOCS_DIR to measure", folder.display());
        return;
    }
    let bytes: usize = sources.iter().map(|(_, source)| source.text.len()).sum();
    let events = best(|| {
        sources
            .iter()
            .map(|(_, source)| Parser::new_ext(&source.text, Options::ENABLE_TABLES).into_offset_iter().count())
            .sum()
    });
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    // `Tree::restore` parses every page if it gets no facts of an earlier run. It does not link the pages.
    let pages = one.install(|| best(|| Tree::restore(sources.clone(), Vec::new()).facts().count()));
    let rate = |time: Duration| bytes as f64 / time.as_secs_f64() / 1e6;
    println!("{} pages, {:.1} MB", count, bytes as f64 / 1e6);
    println!("events {events:>8.1?} {:>6.0} MB/s", rate(events));
    println!("pages  {pages:>8.1?} {:>6.0} MB/s", rate(pages));
    println!("ratio  {:>8.2}", pages.as_secs_f64() / events.as_secs_f64());
}

/// The shortest time of a few rounds. `work` returns a count, so that the compiler cannot remove the work.
fn best(work: impl Fn() -> usize) -> Duration {
    let round = |_| {
        let start = Instant::now();
        std::hint::black_box(work());
        start.elapsed()
    };
    (0..ROUNDS).map(round).min().unwrap_or_default()
}

fn folder() -> PathBuf {
    let fallback = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/api-reference/v1.0");
    std::env::var_os("GRAPH_DOCS_DIR").map_or_else(fallback, PathBuf::from)
}

fn load(folder: &Path) -> Sources {
    let mut files = Vec::new();
    for part in ["api", "resources"] {
        let Ok(entries) = std::fs::read_dir(folder.join(part)) else { continue };
        for entry in entries.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if !name.ends_with(".md") {
                continue;
            }
            if let Ok(bytes) = std::fs::read(entry.path()) {
                files.push(Source::from_bytes(format!("{part}/{name}"), bytes));
            }
        }
    }
    Sources::new(files)
}
