//! Which section a block stands in: the headings above it, normalised.

use crate::page::{Block, Page};
use crate::source::Span;

/// A block's place among the headings.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// The nearest heading, as [`key`] makes it.
    pub heading: String,
    /// The nearest heading as it stands.
    pub text: String,
    /// The nearest heading of level 1 or 2 (or of the section that the deeper ones belong to).
    pub section: String,
    /// The place of the nearest heading.
    pub span: Span,
    /// Its level.
    pub level: u8,
}

/// The place of every block of a page, by block index.
#[must_use]
pub fn places(page: &Page<'_>) -> Vec<std::rc::Rc<Place>> {
    let mut stack: Vec<(u8, String)> = Vec::new();
    let mut current = std::rc::Rc::new(Place::default());
    let mut places = Vec::with_capacity(page.blocks.len());
    for block in &page.blocks {
        if let Block::Heading(heading) = block {
            let text = heading.text.plain();
            let key = key(&text);
            stack.retain(|(level, _)| *level < heading.level);
            stack.push((heading.level, key.clone()));
            let section = stack.iter().find(|(level, _)| *level >= 2).map_or_else(String::new, |(_, key)| key.clone());
            current =
                std::rc::Rc::new(Place { heading: key, text, section, span: heading.text.span, level: heading.level });
        }
        places.push(current.clone());
    }
    places
}

/// A heading for comparison: lower case, blanks single, no trailing colon.
#[must_use]
pub fn key(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches(':').trim().to_lowercase()
}
