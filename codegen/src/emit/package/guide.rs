//! The guide: `src/guide.rs`, a module without items.
//!
//! In: the operations that the plan chose for examples. Out: a chapter for each use case of the API, such as batches,
//! with a program that uses routes of the crate. Invariant: each program is a documentation test. If the environment
//! variable `GRAPH_SERVICE_ROOT` has the address of a service, the test sends its requests there.

mod chapter;
mod chapters;

use crate::emit::Context;
use crate::emit::doc::DocLines;
use crate::emit::rust::source;

/// The text of `src/guide.rs`.
pub(in crate::emit) fn file(cx: &Context<'_>) -> String {
    let mut docs = Vec::new();
    let mut say = |text: &str| {
        let mut lines = DocLines::new(0);
        lines.paragraph(text);
        if !docs.is_empty() {
            docs.push(String::new());
        }
        docs.extend(lines.finish());
    };
    say("Programs for common purposes, each with routes of this crate.");
    say(
        "They are written for the blocking client (feature `ureq`). With the asynchronous one (feature `reqwest`) the same \
         methods are awaited, and `pages` is a stream. A function that takes a `&Client` is tested with a service in the same \
         process, as the last chapter shows.",
    );
    for chapter in chapters::all(cx) {
        docs.extend([String::new(), format!("# {}", chapter.title)]);
        docs.extend(paragraph(chapter.before));
        docs.push(String::new());
        docs.extend(chapter.program);
        docs.extend(paragraph(chapter.after));
    }
    format!("{}\n{}", cx.header(&[]), source::inner_docs(&docs))
}

fn paragraph(text: &str) -> Vec<String> {
    let mut lines = DocLines::new(0);
    lines.paragraph(text);
    [vec![String::new()], lines.finish()].concat()
}
