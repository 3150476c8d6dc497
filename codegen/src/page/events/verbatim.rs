//! Reads code blocks and HTML, whose text has no markup.
//!
//! Bodies are slices of the page; comments become annotations, and text among HTML stays text.

use std::ops::Range;

use super::Walk;
use crate::code;
use crate::diagnostic::{Diagnostic, Subject};
use crate::page::inline::trim;
use crate::page::segments::lines;
use crate::page::{Block, Fence, annotation};
use crate::source::Span;

impl<'s> Walk<'s, '_, '_> {
    pub(super) fn end_fence(&mut self, range: Range<usize>) {
        let Some(fence) = self.fence.take() else { return };
        let range = trim(self.page, range);
        let span = Span::new(self.source, range.clone());
        let opening = lines(self.page, range.clone()).next().map_or(range.end, |line| line.end);
        // If the code block is empty, the place of its body is the start of the line after the opening line.
        let after = self.page.as_bytes().get(opening).map_or(opening, |_| (opening + 1).min(range.end));
        let body = fence.body.unwrap_or(after..after);
        if fence.fenced {
            let tail =
                self.page.get(body.end..range.end).unwrap_or_default().trim_start_matches(['>', ' ', '\t', '\r', '\n']);
            // A code block that the author did not close continues over the opening line of the next code block.
            let body = self.page.get(body.clone()).unwrap_or_default();
            self.reader.unclosed |= tail.is_empty() || holds_fence(body);
            if tail.is_empty() {
                let span = Span::new(self.source, range.start..opening);
                self.reader.diagnostics.push(
                    Diagnostic::new(code::UNCLOSED_FENCE, span, "this code block is never closed")
                        .help("add a line of three backticks after the last line of the code")
                        .about(Subject::words(&self.page[range.start..opening])),
                );
            }
        }
        let body_span = Span::new(self.source, body.clone());
        let body = self.page.get(body).unwrap_or_default();
        self.reader.blocks.push(Block::Fence(Fence { language: fence.language, body, body_span, span }));
    }

    /// Divides HTML into comments and everything else, and reads both.
    pub(super) fn html(&mut self, range: Range<usize>) {
        let range = trim(self.page, range);
        let mut at = range.start;
        while at < range.end {
            let rest = &self.page[at..range.end];
            let open = at + if rest.starts_with("<!--") { 0 } else { rest.find("<!--").unwrap_or(rest.len()) };
            self.markup(at..open);
            if open == range.end {
                break;
            }
            let inside = &self.page[open + 4..range.end];
            let close = memchr::memchr_iter(b'>', inside.as_bytes())
                .find(|&end| inside[..end].ends_with("--"))
                .map(|end| end - "--".len());
            at = close.map_or(range.end, |close| open + 4 + close + 3);
            let comment = trim(self.page, open..at);
            // If a comment contains a second `<!--`, the `-->` may belong to a comment that begins there.
            let text = &self.page[comment.clone()];
            self.reader.unclosed |= close.is_none() || text[4..].contains("<!--");
            let block = annotation::read(self.page, self.source, comment, self.reader.diagnostics);
            if close.is_none() {
                let opening = Span::new(self.source, open..open + 4);
                // If the comment has a complete object, its own `-->` is missing and was expected after that object.
                let end = match &block {
                    Block::Annotation(annotation) => annotation.json.as_ref().map(|node| node.span.end as usize),
                    _ => None,
                };
                let end = end.filter(|end| self.page[..*end].ends_with('}'));
                let span = end.map_or(opening, |end| Span::new(self.source, end - 1..end));
                let message = "this comment is never closed";
                let mut diagnostic = Diagnostic::new(code::UNCLOSED_COMMENT, span, message);
                if span != opening {
                    diagnostic = diagnostic.note(opening, "the comment begins here");
                }
                self.reader.diagnostics.push(diagnostic.help("add `-->` after the last line of the comment"));
            }
            self.reader.blocks.push(block);
        }
    }

    /// Reads HTML other than comments. CommonMark counts all lines from a tag to the next blank line as HTML. Lines
    /// among them that do not start with a tag are read as content, and so is text directly after a comment.
    pub(super) fn markup(&mut self, range: Range<usize>) {
        let is_tag = |line: &Range<usize>| self.page[line.clone()].trim_start().starts_with('<');
        let mut groups: Vec<(bool, Range<usize>)> = Vec::new();
        for line in lines(self.page, trim(self.page, range)) {
            let tag = is_tag(&line);
            match groups.last_mut() {
                Some((last, group)) if *last == tag => group.end = line.end,
                _ => groups.push((tag, line)),
            }
        }
        for (tag, group) in groups {
            let group = trim(self.page, group);
            if group.is_empty() {
            } else if tag {
                self.reader.blocks.push(Block::Html(Span::new(self.source, group)));
            } else {
                let text = self.inline(group.clone());
                self.paragraph(text, group, true);
            }
        }
    }
}

/// Whether a code block may contain the opening line of another code block. Most code blocks contain neither `~` nor a
/// backtick, so these characters are searched for first.
fn holds_fence(body: &str) -> bool {
    memchr::memchr2(b'`', b'~', body.as_bytes()).is_some() && (body.contains("```") || body.contains("~~~"))
}
