//! A tree in one file: a line `=== path` starts the page of that path. Pages get a front matter, because no such case
//! is about that.

use graph_codegen::source::{Source, Sources};

/// The pages of a case.
pub(crate) fn split(text: &str) -> Sources {
    let page = |part: &str| {
        let (path, text) = part.split_once('\n').unwrap_or((part, ""));
        Source::from_bytes(path.trim(), format!("---\ntitle: \"case\"\n---\n{text}\n").into_bytes())
    };
    Sources::new(text.split("\n=== ").skip(1).map(page).collect())
}
