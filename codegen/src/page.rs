//! Parses one page. In: its text. Out: a flat list of blocks (headings, paragraphs, tables and so on), each with its
//! place in the text.
//!
//! A page borrows from its source. It has no types or operations yet, and no content of other pages. Parsing never
//! fails: unknown syntax becomes [`Block::Html`] or plain text, and malformed syntax also gets a diagnostic.

mod annotation;
mod blank;
mod block;
mod events;
mod front_matter;
pub(crate) mod http;
mod include;
mod inline;
pub(crate) mod json;
mod segments;
mod table;
#[cfg(test)]
mod tests;
mod text;
mod zones;

pub(crate) use block::{
    Annotation, Block, Fence, FrontMatter, Heading, Include, Inline, Item, Link, Page, Row, Table, Text,
};

use crate::code;
use crate::diagnostic::Diagnostic;
use crate::source::{SourceId, Sources, Span};

pub(crate) use text::is_normal;
pub(crate) use text::{normalise, plain};

/// Parses one page of `sources`. It never fails: malformed syntax is reported, and the rest of the page is read.
pub(crate) fn parse<'s>(id: SourceId, sources: &'s Sources, diagnostics: &mut Vec<Diagnostic>) -> Page<'s> {
    let (source, zone) = (sources.get(id), sources.zone());
    let text = source.text.as_str();
    if let Some(at) = source.invalid_utf8 {
        let at = at as usize;
        let span =
            Span::new(id, at..at + text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8));
        diagnostics.push(
            Diagnostic::new(code::INVALID_UTF8, span, "the file has bytes that are not UTF-8")
                .help("save the file as UTF-8"),
        );
    }
    let (front_matter, start) = front_matter::read(text, id, diagnostics);
    let zones = zones::select(text, start, zone);
    if let [first, more @ ..] = &zones.skipped[..] {
        let mut skipped = Diagnostic::new(
            code::ZONE_SKIPPED,
            Span::new(id, first.clone()),
            format!("this part of the page is not about `{zone}`, and is not read"),
        )
        .help(
            "to read this part and skip those of other versions, run the command with `--zone` and the name of \
        its version",
        );
        skipped.more = u16::try_from(more.len()).unwrap_or(u16::MAX);
        diagnostics.push(skipped);
    }
    let mut blocks = Vec::new();
    for range in zones.read {
        blocks.append(&mut events::read(&text[..range.end], id, range.start, diagnostics));
    }
    Page { source: id, front_matter, blocks }
}
