//! Computes the lines and columns of many findings, in time linear in the length of the page.
//!
//! The results equal those of `Sources::position`, which suits a single look-up because it always counts from the top
//! of the page.

use std::collections::BTreeMap;

use graph_codegen::source::{SourceId, Sources, Span};

/// Finds lines and columns in the texts. The start of each line is computed on first use of a page.
pub(crate) struct Positions<'a> {
    sources: &'a Sources,
    pages: BTreeMap<SourceId, Lines>,
}

/// A place on a page, as line and column and as offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Position {
    /// The number of the line, starting at 1.
    pub(crate) line: usize,
    /// The column in characters, starting at 1.
    pub(crate) column: usize,
    /// The offset in bytes at which the line starts.
    pub(crate) line_start: usize,
    /// The offset in bytes of the place, at the start of a character.
    pub(crate) offset: usize,
}

struct Lines {
    starts: Vec<usize>,
    /// The place that was found last. Spans usually come in order, so counting continues from here.
    last: Position,
}

impl<'a> Positions<'a> {
    /// Positions in these texts. Lines are counted on first use of a page.
    pub(crate) fn new(sources: &'a Sources) -> Positions<'a> {
        Positions { sources, pages: BTreeMap::new() }
    }

    /// The sources that were given to [`Positions::new`].
    pub(crate) fn sources(&self) -> &'a Sources {
        self.sources
    }

    /// The path and the text of the page that `span` is on.
    pub(crate) fn page(&self, span: Span) -> (&'a str, &'a str) {
        let source = self.sources.get(span.source);
        (&source.path, &source.text)
    }

    /// The position of the end of a span.
    pub(crate) fn end(&mut self, span: Span) -> Position {
        self.of(Span { start: span.end.max(span.start), ..span })
    }

    /// The position of the start of a span.
    pub(crate) fn of(&mut self, span: Span) -> Position {
        let text = &self.sources.get(span.source).text;
        let lines = self.pages.entry(span.source).or_insert_with(|| Lines::of(text));
        let start = span.start as usize;
        // An offset inside a character or beyond the end of the page counts as the end of the page.
        lines.position(text, if text.is_char_boundary(start) { start } else { text.len() })
    }
}

impl Lines {
    fn of(text: &str) -> Lines {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Lines { starts, last: Position { line: 1, column: 1, line_start: 0, offset: 0 } }
    }

    fn position(&mut self, text: &str, offset: usize) -> Position {
        let line = self.starts.partition_point(|&start| start <= offset);
        let line_start = self.starts[line - 1];
        let known = if self.last.line == line && self.last.offset <= offset { self.last.offset } else { line_start };
        let before = if known == line_start { 1 } else { self.last.column };
        let column = before + text[known..offset].chars().count();
        self.last = Position { line, column, line_start, offset };
        self.last
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use graph_codegen::source::Source;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn positions_equal_those_counted_from_the_start_of_the_page(text in "[aé\r\n😀]{0,24}", starts in prop::collection::vec(0u32..80, 1..8)) {
            let sources = Sources::new(vec![Source::from_bytes("p.md", text.into_bytes())]);
            let mut positions = Positions::new(&sources);
            for start in starts {
                let span = Span { source: SourceId(0), start, end: start };
                let position = positions.of(span);
                prop_assert_eq!((position.line, position.column), sources.position(span));
            }
        }
    }
}
