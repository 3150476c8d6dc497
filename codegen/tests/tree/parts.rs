//! Splits a case file into several files: a line `=== path` starts the file with that path. Pages get a front matter,
//! because no case tests front matter; other files are unchanged.

use graph_codegen::source::{Source, Sources};

/// The files that the text of a case contains.
pub(crate) fn split(text: &str) -> Sources {
    let page = |part: &str| {
        let (path, text) = part.split_once('\n').unwrap_or((part, ""));
        let head = if path.trim().ends_with(".md") { "---\ntitle: \"case\"\n---\n" } else { "" };
        Source::from_bytes(path.trim(), format!("{head}{text}\n").into_bytes())
    };
    Sources::new(text.split("\n=== ").skip(1).map(page).collect())
}
