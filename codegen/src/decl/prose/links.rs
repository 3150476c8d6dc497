//! Stores the links of a page. The module `checks` later finds out whether their destinations exist.
//!
//! In: destinations with their places. Out: the same destinations and places, in the same order. Invariant: the links
//! of a page take only two allocations, however many there are, because pages have more links than anything else that
//! is stored between runs.

use serde::{Deserialize, Serialize};

use crate::page::{Block, Page, Text};
use crate::source::Span;

/// The destinations of all links on a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Links {
    /// The texts of the destinations, one directly after the other.
    text: String,
    /// For each link, where its destination ends in `text`, and its place on the page.
    ends: Vec<(u32, Span)>,
}

impl Links {
    /// The links of all blocks of a page.
    #[must_use]
    pub(crate) fn of(page: &Page<'_>) -> Links {
        let mut links = Links::default();
        let mut add = |text: &Text<'_>| text.links().for_each(|link| links.push(&link.destination, link.span));
        for block in &page.blocks {
            match block {
                Block::Heading(heading) => add(&heading.text),
                Block::Paragraph(text) | Block::Quote(text) => add(text),
                Block::Item(item) => add(&item.text),
                Block::Table(table) => {
                    table.header.iter().for_each(&mut add);
                    table.rows.iter().flat_map(|row| &row.cells).for_each(&mut add);
                }
                Block::Include(_)
                | Block::Tab(_)
                | Block::TabEnd(_)
                | Block::Fence(_)
                | Block::Annotation(_)
                | Block::Comment(_)
                | Block::Html(_)
                | Block::Rule(_) => {}
            }
        }
        links
    }

    /// Adds a link.
    pub(crate) fn push(&mut self, destination: &str, span: Span) {
        self.text.push_str(destination);
        // The destinations are all on one page, so their total length fits into 32 bits, as every offset on a page
        // does.
        self.ends.push((u32::try_from(self.text.len()).unwrap_or(u32::MAX), span));
    }

    /// The destination and the place of each link, in the order of the page.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, Span)> {
        let mut start = 0;
        self.ends.iter().map(move |&(end, span)| {
            let range = std::mem::replace(&mut start, end as usize)..end as usize;
            (self.text.get(range).unwrap_or_default(), span)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;

    #[test]
    fn links_are_returned_as_they_were_added() {
        let span = |at| Span::new(SourceId(1), at..at + 1);
        let added = [("a.md", span(3)), ("", span(5)), ("../b/ü.md#c", span(9))];
        let mut links = Links::default();
        assert_eq!(links.iter().next(), None);
        added.into_iter().for_each(|(destination, span)| links.push(destination, span));
        assert_eq!(links.iter().collect::<Vec<_>>(), added);
    }
}
