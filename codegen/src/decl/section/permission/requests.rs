//! Finds the requests that a permission table is about.
//!
//! In: a table, and the blocks between it and the previous table or heading. Out: the requests that an annotation lists
//! (`requestUrls`), else those of a code block, else the paths in the words above the table or in its heading. If
//! nothing names requests the list is empty: the table is about all requests of the page.

use crate::decl::outline::BlockPlace;
use crate::decl::page_reader::PageReader;
use crate::decl::section::operation::request_lines::{METHODS, lines};
use crate::page::json::Node;
use crate::page::{Annotation, Block, Text};

/// The requests, such as `GET /users`, that a table of permissions is about. `at` is the index of the block with the
/// table.
pub(in crate::decl) fn requests_above(reader: &PageReader<'_, '_>, at: usize, place: &BlockPlace) -> Vec<String> {
    let above = || blocks_above(reader, at);
    let annotated = above().find_map(|block| match block {
        Block::Annotation(annotation) => Some(urls(annotation)).filter(|urls| !urls.is_empty()),
        _ => None,
    });
    let shown = || {
        above().find_map(|block| match block {
            Block::Fence(fence) => {
                let line = |line: crate::decl::section::operation::request_lines::RequestLine<'_>| match line.method {
                    Some(method) => format!("{} {}", method.as_str(), line.target),
                    None => line.target.to_owned(),
                };
                Some(lines(fence).map(line).collect::<Vec<_>>()).filter(|lines| !lines.is_empty())
            }
            _ => None,
        })
    };
    let named = || {
        above().find_map(|block| match block {
            Block::Paragraph(text) | Block::Quote(text) => Some(in_text(text)).filter(|paths| !paths.is_empty()),
            _ => None,
        })
    };
    annotated.or_else(shown).or_else(named).unwrap_or_else(|| in_words(&place.text))
}

/// The blocks between a table and the previous table or heading, the nearest to the table first.
fn blocks_above<'p, 's>(reader: &'p PageReader<'_, 's>, at: usize) -> impl Iterator<Item = &'p Block<'s>> {
    let is_border = |block: &&Block<'_>| !matches!(block, Block::Table(_) | Block::Heading(_));
    reader.page.blocks[..at].iter().rev().take_while(is_border)
}

/// The line of bold words above a table that serves as its heading. `None` if there is no such line.
pub(in crate::decl) fn bold_label(reader: &PageReader<'_, '_>, at: usize) -> Option<String> {
    blocks_above(reader, at).find_map(|block| match block {
        Block::Paragraph(text) if text.is_strong() => Some(text.plain().into_owned()),
        _ => None,
    })
}

/// The value of `requestUrls` in an annotation: a list of texts, or a single text.
fn urls(annotation: &Annotation<'_>) -> Vec<String> {
    let Some(value) = annotation.get("requestUrls").or_else(|| annotation.get("requestUrl")) else { return Vec::new() };
    let only = value.as_str().into_iter();
    only.chain(value.elements().iter().filter_map(Node::as_str)).map(str::to_owned).collect()
}

/// The paths in a text: in code spans, and words that start with a slash.
fn in_text(text: &Text<'_>) -> Vec<String> {
    let codes: Vec<String> = text.codes().filter(|code| is_request(code)).map(str::to_owned).collect();
    if codes.is_empty() { in_words(&text.plain()) } else { codes }
}

/// The paths among words, each with the method that stands before it: `GET /users`.
pub(crate) fn in_words(words: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut before = "";
    for word in words.split_whitespace() {
        let word = word.trim_matches(['`', '(', ')', ',', ';', ':', '"', '\'', '*']).trim_end_matches('.');
        if is_path(word) {
            let is_method = METHODS.iter().any(|(method, _)| *method == before);
            found.push(if is_method { format!("{before} {word}") } else { word.to_owned() });
        }
        before = word;
    }
    found
}

fn is_request(code: &str) -> bool {
    let code = code.trim();
    is_path(code)
        || code
            .split_once(' ')
            .is_some_and(|(method, path)| METHODS.iter().any(|(known, _)| *known == method) && is_path(path.trim()))
}

/// Whether a word is a path: a slash, and a segment that starts with a letter or a placeholder.
fn is_path(word: &str) -> bool {
    word.strip_prefix('/').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '{'))
}
