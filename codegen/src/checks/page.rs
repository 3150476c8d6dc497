//! Checks that see one page.

mod front_matter;
mod headings;
mod links;
mod messages;
mod requests;

use crate::decl::PageDecls;
use crate::decl::outline;
use crate::diagnostic::Diagnostic;
use crate::page::{Block, Page, Text};
use crate::source::Source;

/// Reports what is wrong on a page, whatever the other pages say.
pub(crate) fn check(page: &Page<'_>, decls: &PageDecls, source: &Source, diagnostics: &mut Vec<Diagnostic>) {
    // What is wrong with the headings themselves was reported when the page was read.
    let places = outline::places(page, &mut Vec::new());
    front_matter::check(page, decls, source, diagnostics);
    headings::check(page, decls, &places, diagnostics);
    links::check(page, source, diagnostics);
    messages::check(page, &places, diagnostics);
    requests::check(decls, source, diagnostics);
}

/// The texts of a page: paragraphs, items, cells. Those of included fragments stand in other files.
fn texts<'p, 's>(page: &'p Page<'s>) -> impl Iterator<Item = &'p Text<'s>> {
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
