//! The outline of a page: its headings, each with the blocks that belong to it.
//!
//! Language tabs are not headings, so a section that holds a tab group is never cut by it.

use std::ops::Range;

use super::{Block, Heading, Page};

/// A heading and its content, as ranges of [`Page::blocks`].
#[derive(Clone, Debug)]
pub struct Section<'p, 's> {
    /// The heading.
    pub heading: &'p Heading<'s>,
    /// Its level, 1 to 6.
    pub level: u8,
    /// Its own blocks: after the heading, up to the next heading of any level.
    pub blocks: Range<usize>,
    /// Its blocks and those of its subsections: up to the next heading of the same or a higher rank.
    pub subtree: Range<usize>,
}

impl<'s> Page<'s> {
    /// The sections in document order, as a flat list. [`Section::subtree`] has the nested ones.
    #[must_use]
    pub fn sections(&self) -> Vec<Section<'_, 's>> {
        let mut sections: Vec<Section<'_, 's>> = Vec::new();
        // The sections still open at some level: indices into `sections`, levels strictly ascending.
        let mut open: Vec<usize> = Vec::new();
        let end = self.blocks.len();
        for (index, block) in self.blocks.iter().enumerate() {
            let Block::Heading(heading) = block else { continue };
            if let Some(previous) = sections.last_mut() {
                previous.blocks.end = index;
            }
            while let Some(&last) = open.last() {
                if sections[last].level < heading.level {
                    break;
                }
                sections[last].subtree.end = index;
                open.pop();
            }
            open.push(sections.len());
            let rest = index + 1..end;
            sections.push(Section { heading, level: heading.level, blocks: rest.clone(), subtree: rest });
        }
        sections
    }

    /// The blocks of a range a [`Section`] gave; an empty slice when it is of another page.
    #[must_use]
    pub fn blocks_in(&self, range: Range<usize>) -> &[Block<'s>] {
        self.blocks.get(range).unwrap_or_default()
    }
}
