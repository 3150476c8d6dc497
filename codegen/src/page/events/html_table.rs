//! Reads tables written in HTML.
//!
//! In: the place of a `<table>` tag. Out: a [`Table`] whose cells are read like those of a markdown table, with bold
//! words, code and links from their tags. Invariant: a table that is not a plain grid (nested, with joined cells, with
//! longer rows than its header) is not read, and stays HTML.

use std::borrow::Cow;
use std::ops::Range;

use super::Walk;
use crate::page::inline::trim;
use crate::page::{Block, Inline, Link, Row, Table, Text, plain};
use crate::source::Span;

impl<'s> Walk<'s, '_, '_> {
    /// Reads the table with which an HTML block starts, and returns the offset of its end. `None` if the block starts
    /// with anything else, or the table is no plain grid.
    pub(super) fn html_table(&mut self, block: &Range<usize>) -> Option<usize> {
        let start = trim(self.page, block.clone()).start;
        let rest = self.page.get(start..)?;
        if !is_tag(rest, "<table") {
            return None;
        }
        let lower = rest[..find(rest, "</table")? + "</table".len()].to_ascii_lowercase();
        let end = start + lower.len() + rest[lower.len()..].find('>')? + 1;
        let is_grid = !lower["<table".len()..].contains("<table") && !lower.contains("span=");
        if !is_grid || lower.lines().any(|line| line.starts_with('#')) {
            return None;
        }
        let mut rows = Vec::new();
        for row in parts(&lower, &["<tr"], "</tr") {
            let cells = parts(&lower[row.clone()], &["<td", "<th"], "</t");
            let inside = |cell: Range<usize>| start + row.start + cell.start..start + row.start + cell.end;
            let cells = cells.into_iter().map(|cell| self.cell(trim(self.page, inside(cell)))).collect();
            let place = trim(self.page, start + row.start..start + row.end);
            rows.push(Row { cells, span: Span::new(self.source, place) });
        }
        if rows.is_empty() {
            return None;
        }
        let header = rows.remove(0).cells;
        if header.is_empty() || rows.iter().any(|row| row.cells.len() > header.len()) {
            return None;
        }
        let span = Span::new(self.source, start..end);
        self.reader.blocks.push(Block::Table(Table { header, rows, span }));
        Some(end)
    }

    /// The content of a cell. What the tags in [`NAMED`] enclose becomes bold words, code or a link.
    fn cell(&self, range: Range<usize>) -> Text<'s> {
        let text = self.inline(range);
        let mut inlines: Vec<Inline<'s>> = Vec::new();
        // The start tag whose end tag has not been found yet, with the parts that follow it.
        let mut open: Option<(&'s str, Vec<Inline<'s>>)> = None;
        for inline in text.inlines {
            match inline {
                Inline::Html(tag) if open.is_none() && NAMED.iter().any(|name| is_tag(tag, name)) => {
                    open = Some((tag, Vec::new()));
                }
                Inline::Html(tag) if open.as_ref().is_some_and(|(start, _)| closes(tag, start)) => {
                    if let Some((start, parts)) = open.take() {
                        inlines.push(meaning(start, parts, text.span));
                    }
                }
                Inline::Html(tag) if is_tag(tag, "<p") || is_tag(tag, "</p") => {}
                other => match &mut open {
                    Some((_, parts)) => parts.push(other),
                    None => inlines.push(other),
                },
            }
        }
        // A tag without an end tag has no effect.
        inlines.extend(open.into_iter().flat_map(|(_, parts)| parts));
        Text { span: text.span, inlines }
    }
}

/// The beginnings of tags that enclose bold words, code or a link.
const NAMED: [&str; 4] = ["<b", "<strong", "<code", "<a"];

/// Whether a text begins with a tag of this name, in any letter case. `name` includes the `<`.
fn is_tag(text: &str, name: &str) -> bool {
    let start = text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    start && text[name.len()..].starts_with(['>', ' ', '\t', '\r', '\n'])
}

/// Whether `tag` is the end tag of `start`.
fn closes(tag: &str, start: &str) -> bool {
    let name =
        |tag: &str| tag.trim_matches(['<', '>', '/']).split([' ', '\n']).next().unwrap_or_default().to_lowercase();
    tag.starts_with("</") && name(tag) == name(start)
}

/// What the parts between a start tag and its end tag become: bold words, code or a link.
fn meaning<'s>(tag: &str, parts: Vec<Inline<'s>>, span: Span) -> Inline<'s> {
    let words = plain(&parts).into_owned();
    if is_tag(tag, "<code") {
        return Inline::Code(Cow::Owned(words));
    }
    if !is_tag(tag, "<a") {
        return Inline::Strong(Cow::Owned(words));
    }
    let behind = tag.find("href=").map_or("", |at| &tag[at + "href=".len()..]);
    let mut inside = behind.split(['"', '\'', '>']);
    let destination = if behind.starts_with(['"', '\'']) { inside.nth(1) } else { inside.next() };
    Inline::Link(Link { text: words, destination: Cow::Owned(destination.unwrap_or_default().to_owned()), span })
}

/// The byte offset of a tag in a text, in any letter case. `None` if the text does not contain it.
fn find(text: &str, tag: &str) -> Option<usize> {
    let starts = memchr::memchr_iter(b'<', text.as_bytes());
    starts.into_iter().find(|at| text[*at..].get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag)))
}

/// The byte ranges of the contents of elements in a table. `starts` are the beginnings of their start tags, such as
/// `<td`. The content ends at the tag `end`, or where the next element starts.
fn parts(lower: &str, starts: &[&str], end: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut is_open = false;
    for at in memchr::memchr_iter(b'<', lower.as_bytes()) {
        let rest = &lower[at..];
        let begins = starts.iter().any(|start| is_tag(rest, start));
        if is_open
            && (begins || rest.starts_with(end))
            && let Some(last) = found.last_mut()
        {
            (last.end, is_open) = (at, false);
        }
        if begins {
            let content = at + rest.find('>').map_or(rest.len(), |close| close + 1);
            found.push(content..lower.len());
            is_open = true;
        }
    }
    found
}
