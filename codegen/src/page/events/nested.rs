//! Parses words, links and code in a range that CommonMark did not parse as one text, such as a cell of a table that
//! only this crate recognises.
//!
//! In: the range. Out: a text that has this range as its place. References are resolved with the definitions of the
//! page.

use std::ops::Range;

use pulldown_cmark::{BrokenLink, Event, Options, Parser, Tag, TagEnd};

use super::Walk;
use super::references::resolve;
use crate::page::{Text, inline};
use crate::source::Span;

impl<'s> Walk<'s, '_, '_> {
    /// Parses the words, links and code in a range.
    pub(super) fn inline(&self, range: Range<usize>) -> Text<'s> {
        /// This character is put in front of the text, so that CommonMark does not read the start of the text as a
        /// list, quote or heading. Within a line, CommonMark treats a no-break space as white space.
        const GUARD: &str = "\u{a0}";
        let raw = &self.page[range.clone()];
        let mut builder = inline::Builder::new(self.page);
        if raw.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b',' | b'.' | b'-' | b'/')) {
            if !raw.is_empty() {
                builder.text(raw, range.clone());
            }
        } else {
            let guarded = format!("{GUARD}{raw}");
            let callback = |link: BrokenLink<'_>| resolve(self.definitions, &link);
            let parser = Parser::new_with_broken_link_callback(&guarded, Options::empty(), Some(callback));
            for (event, place) in parser.into_offset_iter() {
                let is_first = place.start < GUARD.len();
                let place = place.start.max(GUARD.len()) - GUARD.len() + range.start
                    ..place.end.max(GUARD.len()) - GUARD.len() + range.start;
                match event {
                    Event::Text(text) => {
                        let text = if is_first { text.strip_prefix(GUARD).unwrap_or(&text) } else { &text };
                        if !text.is_empty() {
                            builder.text(text, place);
                        }
                    }
                    Event::Code(code) => builder.code(&code.replace("\\|", "|"), place),
                    Event::InlineHtml(_) => builder.html(place),
                    Event::SoftBreak | Event::HardBreak => builder.line_break(&place),
                    Event::Start(Tag::Strong) => builder.strong(true, &place),
                    Event::End(TagEnd::Strong) => builder.strong(false, &place),
                    Event::Start(Tag::Link { dest_url, .. }) => builder.begin_link(&dest_url, place),
                    Event::End(TagEnd::Link) => builder.end_link(),
                    _ => {}
                }
            }
        }
        let mut text = builder.finish(self.source, range.clone());
        text.span = Span::new(self.source, range);
        text
    }
}
