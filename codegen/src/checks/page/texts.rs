//! Iterates over the texts of a page, and computes the span of a part of a text.

use crate::page::{Block, Page, Text};
use crate::source::Span;

/// The texts of a page: paragraphs, quotes, list items and table cells. The span of a text from an included file names
/// that file and not the page.
pub(super) fn texts<'p, 's>(page: &'p Page<'s>) -> impl Iterator<Item = &'p Text<'s>> {
    page.blocks.iter().flat_map(|block| {
        let texts: Vec<&'p Text<'s>> = match block {
            Block::Paragraph(text) | Block::Quote(text) => vec![text],
            Block::Item(item) => vec![&item.text],
            Block::Table(table) => table.rows.iter().flat_map(|row| &row.cells).collect(),
            Block::Heading(_)
            | Block::Tab(_)
            | Block::TabEnd(_)
            | Block::Fence(_)
            | Block::Annotation(_)
            | Block::Comment(_)
            | Block::Include(_)
            | Block::Html(_)
            | Block::Rule(_) => Vec::new(),
        };
        texts
    })
}

/// The span of the `length` bytes of a text that start at the byte offset `at`.
pub(super) fn part(text: &Text<'_>, at: usize, length: usize) -> Span {
    let start = text.span.start as usize + at;
    Span::new(text.span.source, start..start + length)
}
