//! Which section a block stands in: the headings above it, normalised.

use crate::page::{Block, Page, is_normal};
use crate::source::Span;

/// A block's place among the headings.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// The nearest heading for comparison: lower case, blanks single, no colon at its end.
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

/// The places of a page: that of what stands before the first heading, and one for each heading, in order.
#[must_use]
pub fn places(page: &Page<'_>) -> Vec<Place> {
    // The headings around the current one, as indices of `places`.
    let mut stack: Vec<usize> = Vec::new();
    let count = page.blocks.iter().filter(|block| matches!(block, Block::Heading(_))).count();
    let mut places = Vec::with_capacity(1 + count);
    places.push(Place::default());
    for block in &page.blocks {
        let Block::Heading(heading) = block else { continue };
        let text = heading.text.plain().into_owned();
        let key = key(&text);
        stack.retain(|&around| places[around].level < heading.level);
        let section = match stack.iter().find(|&&around| places[around].level >= 2) {
            Some(&around) => places[around].heading.clone(),
            None if heading.level >= 2 => key.clone(),
            None => String::new(),
        };
        stack.push(places.len());
        places.push(Place { heading: key, text, section, span: heading.text.span, level: heading.level });
    }
    places
}

/// The blocks of a page, each with its place; `places` are those of the page.
pub fn blocks<'p, 's>(page: &'p Page<'s>, places: &'p [Place]) -> impl Iterator<Item = (&'p Block<'s>, &'p Place)> {
    let mut at = 0;
    page.blocks.iter().filter_map(move |block| {
        at += usize::from(matches!(block, Block::Heading(_)));
        Some((block, places.get(at)?))
    })
}

/// A heading for comparison: lower case, blanks single, no trailing colon.
fn key(text: &str) -> String {
    let key = |words: &str| words.trim().trim_end_matches(':').trim().to_lowercase();
    if is_normal(text) { key(text) } else { key(&text.split_whitespace().collect::<Vec<_>>().join(" ")) }
}
