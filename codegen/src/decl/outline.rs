//! Which section a block stands in: the headings above it, normalised.
//!
//! In: the blocks of a page. Out: the place of each. Invariant: a heading that is a slip of the pen for a usual one counts
//! as that one, and is reported.

use crate::code;
use crate::decl::vocabulary::{
    BODY, EXAMPLES, HEADERS, METHODS, PARAMETERS, PERMISSIONS, PROPERTIES, RELATIONSHIPS, REPRESENTATION, REQUESTS,
    RESPONSE,
};
use crate::diagnostic::Diagnostic;
use crate::near;
use crate::page::{Block, Page};
use crate::source::Span;

/// The headings that say what stands below them.
const USUAL: [&[&str]; 11] = [
    PROPERTIES,
    RELATIONSHIPS,
    METHODS,
    REPRESENTATION,
    PERMISSIONS,
    REQUESTS,
    HEADERS,
    PARAMETERS,
    BODY,
    RESPONSE,
    EXAMPLES,
];

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
pub fn places(page: &Page<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<std::rc::Rc<Place>> {
    let mut stack: Vec<(u8, String)> = Vec::new();
    let mut current = std::rc::Rc::new(Place::default());
    let mut places = Vec::with_capacity(page.blocks.len());
    for block in &page.blocks {
        if let Block::Heading(heading) = block {
            let text = heading.text.plain();
            let mut key = key(&text);
            stack.retain(|(level, _)| *level < heading.level);
            // Headings of examples are free.
            let free = heading.level < 2 || stack.iter().any(|(_, above)| EXAMPLES.contains(&above.as_str()));
            if let Some(usual) = usual(&key).filter(|_| !free) {
                let found = format!("the heading `{text}`");
                diagnostics.push(
                    Diagnostic::new(code::HEADING_SLIP, heading.text.span, found)
                        .expected(format!("`{usual}` in any letter case; it is read as that")),
                );
                key = usual.to_owned();
            }
            stack.push((heading.level, key.clone()));
            let section = stack.iter().find(|(level, _)| *level >= 2).map_or_else(String::new, |(_, key)| key.clone());
            current =
                std::rc::Rc::new(Place { heading: key, text, section, span: heading.text.span, level: heading.level });
        }
        places.push(current.clone());
    }
    places
}

/// The usual heading that a key is a slip for. A number or the singular of one is none.
fn usual(key: &str) -> Option<&'static str> {
    let usual = || USUAL.into_iter().flatten().copied();
    let is = |known: &str| known == key || known.strip_suffix('s') == Some(key);
    let on = REQUESTS.iter().chain(EXAMPLES).any(|known| key.starts_with(known));
    if on || key.contains(|c: char| c.is_ascii_digit()) || usual().any(is) {
        return None;
    }
    near::nearest(key, usual(), (key.len() / 4).min(3)).first().copied()
}

/// A heading for comparison: lower case, blanks single, no trailing colon.
#[must_use]
pub fn key(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches(':').trim().to_lowercase()
}
