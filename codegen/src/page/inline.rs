//! Builds a [`Text`] from its words, code spans and links, one after the other.
//!
//! Words are borrowed from the page if it contains them unchanged. Adjacent words of one kind are joined.

use std::borrow::Cow;
use std::ops::Range;

use super::{Inline, Link, Text};
use crate::source::{SourceId, Span};

/// A text that is being built. All offsets count bytes of the page.
pub(super) struct Builder<'s> {
    page: &'s str,
    inlines: Vec<Inline<'s>>,
    /// The bytes of the page from the first to the last byte that was added so far; `None` before anything is added.
    extent: Option<Range<usize>>,
    /// The byte range of the last part, if words that directly follow it on the page can be added to it without
    /// copying.
    open: Option<Range<usize>>,
    strong: usize,
    link: Option<PendingLink<'s>>,
}

struct PendingLink<'s> {
    text: String,
    destination: Cow<'s, str>,
    range: Range<usize>,
}

impl<'s> Builder<'s> {
    pub(super) fn new(page: &'s str) -> Builder<'s> {
        Builder { page, inlines: Vec::new(), extent: None, open: None, strong: 0, link: None }
    }

    /// Extends the byte range of the text by `range`, without adding anything visible.
    pub(super) fn extend_range(&mut self, range: &Range<usize>) {
        let extent = self.extent.get_or_insert_with(|| range.clone());
        extent.start = extent.start.min(range.start);
        extent.end = extent.end.max(range.end);
    }

    pub(super) fn text(&mut self, text: &str, range: Range<usize>) {
        self.extend_range(&range);
        if let Some(link) = &mut self.link {
            link.text.push_str(text);
            return;
        }
        let strong = self.strong > 0;
        let verbatim = self.page.get(range.clone()) == Some(text);
        let previous = match self.inlines.last_mut() {
            Some(Inline::Strong(previous)) if strong => Some(previous),
            Some(Inline::Text(previous)) if !strong => Some(previous),
            _ => None,
        };
        match (previous, self.open.clone()) {
            (Some(Cow::Borrowed(previous)), Some(open)) if verbatim && open.end == range.start => {
                *previous = &self.page[open.start..range.end];
                self.open = Some(open.start..range.end);
                return;
            }
            (Some(previous), _) => {
                previous.to_mut().push_str(text);
                self.open = None;
                return;
            }
            (None, _) => {}
        }
        let value = if verbatim { Cow::Borrowed(&self.page[range.clone()]) } else { Cow::Owned(text.to_owned()) };
        self.open = verbatim.then_some(range);
        self.push(if strong { Inline::Strong(value) } else { Inline::Text(value) });
    }

    pub(super) fn code(&mut self, code: &str, range: Range<usize>) {
        self.extend_range(&range);
        if let Some(link) = &mut self.link {
            link.text.push_str(code);
            return;
        }
        let page: &'s str = self.page;
        let inner = page.get(range).unwrap_or_default().trim_matches('`');
        let inner = if inner == code {
            inner
        } else {
            inner.strip_prefix(' ').and_then(|inner| inner.strip_suffix(' ')).unwrap_or(inner)
        };
        let code = if inner == code { Cow::Borrowed(inner) } else { Cow::Owned(code.to_owned()) };
        self.push(Inline::Code(code));
    }

    pub(super) fn line_break(&mut self, range: &Range<usize>) {
        self.extend_range(range);
        match &mut self.link {
            Some(link) => link.text.push(' '),
            None => self.push(Inline::Break),
        }
    }

    pub(super) fn html(&mut self, range: Range<usize>) {
        self.extend_range(&range);
        let page: &'s str = self.page;
        let tag = &page[range.clone()];
        let name = tag.trim_start_matches(['<', '/']);
        let is_break = name.get(..2).is_some_and(|name| name.eq_ignore_ascii_case("br"))
            && !name[2..].starts_with(|character: char| character.is_ascii_alphanumeric());
        if is_break {
            self.line_break(&range);
        } else if self.link.is_none() && !tag.starts_with("<!--") {
            self.push(Inline::Html(tag));
        }
    }

    pub(super) fn strong(&mut self, enter: bool, range: &Range<usize>) {
        self.extend_range(range);
        self.strong = if enter { self.strong + 1 } else { self.strong.saturating_sub(1) };
        self.open = None;
    }

    pub(super) fn begin_link(&mut self, destination: &str, range: Range<usize>) {
        self.extend_range(&range);
        self.end_link();
        // A destination in the form `[text](destination)` is borrowed from the page. Other forms of links are rare,
        // so copying them costs little.
        let page: &'s str = self.page;
        let whole = page.get(range.clone()).unwrap_or_default();
        let destination =
            match whole.strip_suffix(')').and_then(|rest| rest.get(rest.len().checked_sub(destination.len())?..)) {
                Some(inside) if inside == destination => Cow::Borrowed(inside),
                _ => Cow::Owned(destination.to_owned()),
            };
        self.link = Some(PendingLink { text: String::new(), destination, range });
    }

    pub(super) fn end_link(&mut self) {
        let Some(link) = self.link.take() else { return };
        // The file is not known here. `finish` sets it in all places of the text.
        let span = Span::new(SourceId::default(), link.range);
        self.push(Inline::Link(Link { text: link.text, destination: link.destination, span }));
        self.open = None;
    }

    fn push(&mut self, inline: Inline<'s>) {
        if self.inlines.is_empty() {
            // Most texts have a single part, because most texts are cells.
            self.inlines.reserve_exact(1);
        }
        self.inlines.push(inline);
    }

    /// Completes the text. Its byte range has no white space at its ends; it is `place` if nothing was added.
    pub(super) fn finish(mut self, source: SourceId, place: Range<usize>) -> Text<'s> {
        self.end_link();
        for inline in &mut self.inlines {
            if let Inline::Link(link) = inline {
                link.span.source = source;
            }
        }
        let span = trim(self.page, self.extent.unwrap_or(place));
        Text { span: Span::new(source, span), inlines: self.inlines }
    }
}

/// `range` without white space at its ends.
pub(super) fn trim(page: &str, range: Range<usize>) -> Range<usize> {
    // Most ranges have none, so this is tested first.
    let at = |place: usize| page.as_bytes().get(place).is_some_and(u8::is_ascii_graphic);
    if range.start < range.end && at(range.start) && at(range.end - 1) {
        return range;
    }
    let Some(slice) = page.get(range.clone()) else { return range };
    let end = range.start + slice.trim_end().len();
    let start = range.end - slice.trim_start().len();
    if start < end { start..end } else { range.start..range.start }
}
