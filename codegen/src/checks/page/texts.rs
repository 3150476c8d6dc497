//! The texts of a page that may contain links.

use crate::page::{Block, Page, Text};

/// The texts of a page: paragraphs, quotes, list items and table cells. Texts of included fragments belong to other
/// files.
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
