//! Reads directives in square brackets: `[!INCLUDE [label](path)]` and `[!NOTE]`.
//!
//! In: a paragraph. Out: its include directives, which are on lines of their own, and the text between them.

use std::borrow::Cow;
use std::ops::Range;

use super::inline::trim;
use super::segments::lines;
use super::{Include, Inline, Text};
use crate::source::{SourceId, Span};

/// A piece of a paragraph: an include directive, or text.
pub(super) enum Part<'s> {
    Include(Include<'s>),
    Text(Range<usize>),
}

/// Divides a paragraph at its include directives. `None` if it has none.
pub(super) fn split(page: &str, source: SourceId, range: Range<usize>) -> Option<Vec<Part<'_>>> {
    let mut parts: Vec<Part<'_>> = Vec::new();
    let mut found = false;
    for line in lines(page, range) {
        let line = trim(page, line);
        if let Some(path) = path(&page[line.clone()]) {
            found = true;
            parts.push(Part::Include(Include { path, span: Span::new(source, line) }));
        } else if let Some(Part::Text(text)) = parts.last_mut() {
            text.end = line.end;
        } else if !line.is_empty() {
            parts.push(Part::Text(line));
        }
    }
    found.then_some(parts)
}

/// The path in a line that is an include directive and nothing else. `None` for any other line.
fn path(line: &str) -> Option<&str> {
    const NAME: &str = "[!include";
    let rest = line.get(..NAME.len()).filter(|start| start.eq_ignore_ascii_case(NAME)).map(|_| &line[NAME.len()..])?;
    let rest = rest.trim_start().strip_prefix('[')?;
    let (_, rest) = rest.split_once("](")?;
    let (path, rest) = rest.split_once(')')?;
    (rest.trim() == "]").then_some(path.trim())
}

/// Removes an alert marker such as `[!NOTE]` from the start of a quote.
pub(super) fn strip_alert(text: &mut Text<'_>) {
    let Some(Inline::Text(words)) = text.inlines.first_mut() else { return };
    let Some(end) = words.strip_prefix("[!").and_then(|rest| {
        let end = rest.find(']')?;
        rest[..end].bytes().all(|byte| byte.is_ascii_alphabetic()).then_some(end + 3)
    }) else {
        return;
    };
    match words {
        Cow::Borrowed(words) => *words = words[end..].trim_start(),
        Cow::Owned(words) => *words = words[end..].trim_start().to_owned(),
    }
    if words.is_empty() {
        text.inlines.remove(0);
        if let Some(Inline::Break) = text.inlines.first() {
            text.inlines.remove(0);
        }
    }
}
