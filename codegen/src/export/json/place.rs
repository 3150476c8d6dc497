//! Writes a span as its page and line.
//!
//! In: the texts of the pages. Out: `{"page": path, "line": n}` for any span in them. The line breaks of all texts are
//! found once, at the start, so that each span costs only one binary search.

use serde_json::{Value, json};

use crate::source::{Sources, Span};

/// Finds the line of an offset in any of the texts.
pub(super) struct Places<'a> {
    /// For each source id, the path of the file and the byte offset of every line break in the file.
    texts: Vec<(&'a str, Vec<usize>)>,
}

impl<'a> Places<'a> {
    /// Finds the line breaks of all texts.
    pub(super) fn new(sources: &'a Sources) -> Places<'a> {
        let breaks = |text: &str| memchr::memchr_iter(b'\n', text.as_bytes()).collect();
        Places { texts: sources.iter().map(|(_, source)| (source.path.as_str(), breaks(&source.text))).collect() }
    }

    /// The page and the one-based line of the start of a span; `null` if the span is in none of the texts.
    pub(super) fn place(&self, span: Span) -> Value {
        match self.texts.get(span.source.0 as usize) {
            Some((path, breaks)) => {
                let line = breaks.partition_point(|&at| at < span.start as usize) + 1;
                json!({ "page": path, "line": line })
            }
            None => Value::Null,
        }
    }

    /// The page and the line of each span, in the form that [`Places::place`] returns.
    pub(super) fn places(&self, spans: &[Span]) -> Vec<Value> {
        spans.iter().map(|&span| self.place(span)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Source, SourceId};

    #[test]
    fn exported_line_numbers_equal_those_of_the_sources() {
        let sources = Sources::new(vec![Source::from_bytes("a.md", b"one\r\ntwo\n\nfour".to_vec())]);
        let places = Places::new(&sources);
        for start in 0..14 {
            let span = Span::new(SourceId(0), start..start + 1);
            let line = sources.position(span).0;
            assert_eq!(places.place(span), json!({ "page": "a.md", "line": line }), "{start}");
        }
    }
}
