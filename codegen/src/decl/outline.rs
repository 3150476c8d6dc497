//! The section of each block: the normalised headings above it.
//!
//! In: the blocks of a page. Out: for each block the nearest heading above it, and the heading of the section that
//! contains it. A misspelt heading, such as `Propertys`, is treated as the correct one (`Properties`), and is reported.

pub(crate) mod bold_heading;
pub(crate) mod title;

use crate::code;
use crate::decl::vocabulary::{
    BODY, EXAMPLES, HEADERS, METHODS, PARAMETERS, PERMISSIONS, PLACES, PROPERTIES, RELATIONSHIPS, REPRESENTATION,
    REQUESTS, RESPONSE, RESPONSE_HEADERS,
};
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::page::{Block, Page, is_normal};
use crate::source::Span;
use crate::text::near;

/// The headings of the usual sections of pages, such as `Properties`. Each of the lists contains headings with the same
/// meaning, such as `Properties` and `Attributes`.
pub(crate) const USUAL: [&[&str]; 12] = [
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
    RESPONSE_HEADERS,
    EXAMPLES,
];

/// The lists of [`USUAL`] whose headings begin a section of the description of a request.
const REQUEST_SECTIONS: [&[&str]; 5] = [HEADERS, PARAMETERS, BODY, RESPONSE, EXAMPLES];

/// The headings above a block of a page.
#[derive(Clone, Debug, Default)]
pub(crate) struct BlockPlace {
    /// The nearest heading above, in a form for comparison: lower case, single spaces, no colon at the end.
    pub heading: String,
    /// The text of the nearest heading above, as the page writes it.
    pub text: String,
    /// The heading of the section that contains the block, in the same form as `heading`. Usually this is the level-2
    /// heading: `properties` for a block below `## Properties` and `### Example`. Empty if the block stands directly
    /// below the title.
    pub section: String,
    /// The place of the nearest heading.
    pub span: Span,
    /// The level of the nearest heading.
    pub level: u8,
}

/// One [`BlockPlace`] for the blocks before the first heading, and then one for the blocks below each heading, in
/// order.
#[must_use]
pub(crate) fn places(page: &Page<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<BlockPlace> {
    // The headings that contain the current one, as indexes of `places`: the outermost first.
    let mut stack: Vec<usize> = Vec::new();
    let count = page.blocks.iter().filter(|block| matches!(block, Block::Heading(_))).count();
    let mut places: Vec<BlockPlace> = Vec::with_capacity(1 + count);
    places.push(BlockPlace::default());
    for block in &page.blocks {
        let Block::Heading(heading) = block else { continue };
        let text = heading.text.plain().into_owned();
        let mut key = key(&text);
        stack.retain(|&containing| places[containing].level < heading.level);
        // A heading within the examples may say anything, so it never counts as a misspelling of a usual heading.
        let in_examples = stack.iter().any(|&containing| EXAMPLES.contains(&places[containing].heading.as_str()));
        if heading.level >= 2
            && !in_examples
            && let Some(usual) = intended_heading(&key)
        {
            diagnostics.push(
                Diagnostic::new(code::HEADING_SLIP, heading.text.span, format!("the heading `{text}` is misspelt"))
                    .help(format!("write `{usual}`, in any letter case"))
                    .about(Subject::words(&text))
                    .fix_unsafely(Edit::Replace(heading.text.span, capitalised(usual))),
            );
            key = usual.to_owned();
        }
        let below = |titles: &[&str]| {
            stack.last().is_some_and(|&containing| titles.contains(&places[containing].heading.as_str()))
        };
        if let Some((_, usual)) = PLACES.iter().find(|(short, _)| *short == key)
            && below(PARAMETERS)
        {
            key = (*usual).to_owned();
        }
        // Headings such as `List users` or `REST request` may stand between the title and the headings of sections such
        // as `Request body`. For a heading below `Request body`, the section is then `Request body`, not `List users`.
        let is_request = |words: &str| REQUEST_SECTIONS.iter().any(|titles| titles.contains(&words));
        let is_usual = |words: &str| USUAL.iter().any(|titles| titles.contains(&words));
        let mut containing = stack.iter().filter(|&&containing| places[containing].level >= 2);
        let outer = containing.clone().next().filter(|&&outer| {
            let words = places[outer].heading.as_str();
            words != "request" && is_usual(words)
        });
        let inner =
            containing.clone().find(|&&inner| is_request(&places[inner].heading) && places[inner].heading != "request");
        let section = match outer.or(inner).or_else(|| containing.next()) {
            Some(&containing) => places[containing].heading.clone(),
            None if heading.level >= 2 => key.clone(),
            None => String::new(),
        };
        stack.push(places.len());
        places.push(BlockPlace { heading: key, text, section, span: heading.text.span, level: heading.level });
    }
    places
}

/// A heading as pages capitalise it: `HTTP request` for `http request`.
fn capitalised(usual: &str) -> String {
    let mut text = usual.replacen("http ", "HTTP ", 1).replacen("json ", "JSON ", 1);
    text.get_mut(..1).into_iter().for_each(str::make_ascii_uppercase);
    text
}

/// Iterates over the blocks of a page, each with its element of `places`. The element of a heading is its own.
pub(crate) fn blocks<'p, 's>(
    page: &'p Page<'s>,
    places: &'p [BlockPlace],
) -> impl Iterator<Item = (&'p Block<'s>, &'p BlockPlace)> {
    let mut at = 0;
    page.blocks.iter().filter_map(move |block| {
        at += usize::from(matches!(block, Block::Heading(_)));
        Some((block, places.get(at)?))
    })
}

/// Converts a heading to a form for comparison: lower case, single spaces, no section number such as `1.4` at the
/// start, no colon at the end.
pub(crate) fn key(text: &str) -> String {
    let key = |words: &str| without_number(words.trim()).trim_end_matches(':').trim().to_lowercase();
    if is_normal(text) { key(text) } else { key(&text.split_whitespace().collect::<Vec<_>>().join(" ")) }
}

/// A heading without the number of its section: `Request headers` for `1.4 Request headers` or `2. Request headers`. A
/// number without a full stop, such as a status code, stays.
fn without_number(heading: &str) -> &str {
    let words = heading.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number = &heading[..heading.len() - words.len()];
    let is_number = number.starts_with(|c: char| c.is_ascii_digit()) && number.contains('.') && words.starts_with(' ');
    if is_number { words.trim_start() } else { heading }
}

/// The heading in [`USUAL`] that a heading misspells: `properties` for `propertys`. `None` if the heading resembles
/// none of them, is one of them (possibly in the singular), has a digit, or begins with the words of a heading of
/// request lines or of examples.
pub(super) fn intended_heading(key: &str) -> Option<&'static str> {
    let usual = || USUAL.into_iter().flatten().copied();
    let is = |known: &str| known == key || known.strip_suffix('s') == Some(key);
    let on = REQUESTS.iter().chain(EXAMPLES).any(|known| key.starts_with(known));
    if on || key.contains(|c: char| c.is_ascii_digit()) || usual().any(is) {
        return None;
    }
    near::nearest(key, usual(), (key.len() / 4).min(3)).first().copied()
}
