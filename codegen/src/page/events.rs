//! Turns the events of `pulldown-cmark`, a CommonMark parser, into blocks. Only this folder uses that crate.
//!
//! In: a range of the page that is parsed by itself. Out: its blocks in document order, with flattened lists and
//! quotes. Invariant: the state is in one struct, and there is no recursion, so nesting costs nothing.

mod html_table;
mod nested;
mod open_table;
mod paragraph;
mod references;
mod rows;
mod tags;
mod verbatim;

use std::ops::Range;

use pulldown_cmark::{BrokenLink, CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use self::open_table::OpenTable;
use self::references::{Definitions, define, resolve};
use super::inline::{self, trim};
use super::{Block, Inline, Text, annotation, segments};
use crate::code;
use crate::diagnostic::Diagnostic;
use crate::page::events::tags::{depth, is_container, language, rank};
use crate::source::{SourceId, Span};

/// Reads the blocks of a page from the offset `start` on.
pub(super) fn read<'s>(
    page: &'s str,
    source: SourceId,
    start: usize,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Block<'s>> {
    let before = diagnostics.len();
    let mut reader = EventReader { page, source, diagnostics, blocks: Vec::new(), tabs: None, unclosed: false };
    let whole = start..page.len();
    // Lines with too many nested lists are searched for before CommonMark parses the page, because CommonMark takes too
    // long for them. Unclosed fences and comments are rare, so they are searched for only if a block extends over later
    // text.
    let deep = segments::may_nest_deep(&page[start..]);
    if !deep {
        reader.range(whole.clone(), None);
    }
    if deep || reader.unclosed {
        let segments = segments::split(page, start);
        if segments.len() <= 1 && segments.iter().all(|segment| !segment.deep) {
            if deep {
                reader.range(whole, None);
            }
        } else {
            reader.diagnostics.truncate(before);
            reader = EventReader { blocks: Vec::new(), tabs: None, ..reader };
            // A link by reference, such as `[user][]`, may have its definition in another segment.
            let mut definitions = Definitions::new();
            for segment in segments.iter().filter(|segment| !segment.deep) {
                let parser = Parser::new_ext(&page[segment.range.clone()], Options::ENABLE_TABLES);
                define(parser.reference_definitions(), &mut definitions);
            }
            for segment in segments {
                if segment.deep {
                    reader.deep(segment.range);
                } else {
                    reader.range(segment.range, Some(&definitions));
                }
            }
        }
    }
    // The texts between the rows of a table are added after the table, although they may stand before a later table.
    // Sorting by place restores the order of the page.
    reader.blocks.sort_by_key(|block| block.span().start);
    if let Some(span) = reader.tabs {
        let last = reader.blocks.iter().rposition(|block| matches!(block, Block::Tab(_))).unwrap_or(0);
        let below = reader.blocks[last..].iter().find(|block| matches!(block, Block::Heading(_)));
        let mut finding = Diagnostic::new(code::UNCLOSED_TABS, span, "this group of tabs is never closed")
            .help("add a line `---` after the last tab");
        if let Some(heading) = below {
            finding = finding.note(heading.span(), "the group of tabs has to end above this heading");
        }
        reader.diagnostics.push(finding);
    }
    reader.blocks
}

/// What is kept from one part of the page to the next. The parts are parsed separately.
struct EventReader<'s, 'd> {
    page: &'s str,
    source: SourceId,
    diagnostics: &'d mut Vec<Diagnostic>,
    blocks: Vec<Block<'s>>,
    /// The place of the first tab of the current group of tabs; `None` outside of groups.
    tabs: Option<Span>,
    /// Whether a fence or comment has no end, or contains the start of another fence or comment.
    unclosed: bool,
}

impl<'s> EventReader<'s, '_> {
    /// Reads a line with too many nested lists as a paragraph of plain words, and reports it.
    fn deep(&mut self, range: Range<usize>) {
        let range = trim(self.page, range);
        let span = Span::new(self.source, range.clone());
        self.diagnostics.push(
            Diagnostic::new(code::NESTED_TOO_DEEP, span, "this line nests more than 64 lists or quotes")
                .help("nest at most 64 lists and quotes; until then the line is read as plain text"),
        );
        let words = &self.page[range.clone()];
        let words = words.trim_start_matches(['>', '-', '*', '+', ' ', '\t']);
        if !words.is_empty() {
            let span = Span::new(self.source, range.end - words.len()..range.end);
            self.blocks.push(Block::Paragraph(Text { span, inlines: vec![Inline::Text(words.into())] }));
        }
    }

    /// Parses a range of the page. Without `definitions`, references find only definitions in the range itself.
    fn range(&mut self, range: Range<usize>, definitions: Option<&Definitions>) {
        let empty = Definitions::new();
        let mut own = Definitions::new();
        let callback = |link: BrokenLink<'_>| resolve(definitions.unwrap_or(&empty), &link);
        let text = &self.page[range.clone()];
        let parser = Parser::new_with_broken_link_callback(text, Options::ENABLE_TABLES, Some(callback));
        let events = parser.into_offset_iter();
        if definitions.is_none() {
            define(events.reference_definitions(), &mut own);
        }
        let mut walk = Walk {
            page: self.page,
            source: self.source,
            definitions: definitions.unwrap_or(&own),
            reader: self,
            text: None,
            comments: Vec::new(),
            lists: 0,
            items: Vec::new(),
            quotes: 0,
            table: None,
            fence: None,
            in_html: false,
            read_to: 0,
        };
        for (event, place) in events {
            walk.event(event, place.start + range.start..place.end + range.start);
        }
        walk.end_text();
    }
}

/// The kind of block whose text is being read, with the depth of an item and the level of a heading.
enum TextKind {
    Paragraph,
    Item(u8),
    Quote,
    Heading(u8),
    Cell,
}

struct OpenText<'s> {
    kind: TextKind,
    range: Range<usize>,
    builder: inline::Builder<'s>,
    /// Whether some words in it start with `!`, as in `[!INCLUDE …]`, so that it may contain a directive.
    bang: bool,
}

struct OpenFence {
    language: String,
    body: Option<Range<usize>>,
    fenced: bool,
}

struct Walk<'s, 'p, 'd> {
    page: &'s str,
    source: SourceId,
    definitions: &'p Definitions,
    reader: &'p mut EventReader<'s, 'd>,
    text: Option<OpenText<'s>>,
    /// The byte ranges of comments inside the text that is being read. They become blocks after the block of that
    /// text.
    comments: Vec<Range<usize>>,
    lists: usize,
    /// For each list item that has not ended, whether its text has begun.
    items: Vec<bool>,
    quotes: usize,
    table: Option<OpenTable<'s>>,
    fence: Option<OpenFence>,
    in_html: bool,
    /// The end of an HTML table that was read as a whole. Events before this offset are parts of it, and are skipped.
    read_to: usize,
}

impl<'s> Walk<'s, '_, '_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if range.start < self.read_to {
            // A block that begins on the last line of the table, after its end tag, is not a part of the table.
            if range.end > self.read_to && matches!(event, Event::Start(_)) {
                let rest = std::mem::replace(&mut self.read_to, range.end)..range.end;
                self.markup(rest);
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            // The HTML block was read as a whole. These events are only its indentation, and add nothing.
            Event::Text(_) if self.in_html => {}
            Event::Text(text) => match &mut self.fence {
                Some(fence) => {
                    let body = fence.body.get_or_insert_with(|| range.clone());
                    body.end = range.end;
                }
                None => {
                    let builder = self.open_text(&range);
                    builder.text(&text, range);
                    if text.starts_with('!')
                        && let Some(open) = &mut self.text
                    {
                        open.bang = true;
                    }
                }
            },
            Event::Code(code) => self.open_text(&range).code(&code, range),
            Event::InlineHtml(_) => {
                if self.page[range.clone()].starts_with("<!--") {
                    self.comments.push(range.clone());
                }
                self.open_text(&range).html(range);
            }
            Event::SoftBreak | Event::HardBreak => self.open_text(&range).line_break(&range),
            Event::Rule => {
                if self.table.is_some() {
                    self.end_table(range.start);
                }
                self.rule(trim(self.page, range));
            }
            // Parts of an HTML block, which was read as a whole, and events of extensions of CommonMark that are
            // switched off.
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        if self.table.is_some() && is_container(&tag) {
            // If very many cells are missing, CommonMark ends the table early, and reports the text after it inside the
            // last row.
            self.end_table(range.start);
        }
        match tag {
            Tag::Paragraph => {
                let kind = match self.items.last_mut() {
                    Some(begun @ false) => {
                        *begun = true;
                        TextKind::Item(depth(self.lists))
                    }
                    _ if self.quotes > 0 => TextKind::Quote,
                    _ => TextKind::Paragraph,
                };
                self.begin_text(kind, range);
            }
            Tag::Heading { level, .. } => self.begin_text(TextKind::Heading(rank(level)), range),
            Tag::BlockQuote(_) => {
                self.end_text();
                self.quotes += 1;
            }
            Tag::List(_) => {
                self.end_text();
                self.lists += 1;
            }
            Tag::Item => {
                self.end_text();
                self.items.push(false);
            }
            Tag::CodeBlock(kind) => {
                self.end_text();
                let (language, fenced) = match kind {
                    CodeBlockKind::Fenced(info) => (language(&info), true),
                    CodeBlockKind::Indented => (String::new(), false),
                };
                self.fence = Some(OpenFence { language, body: None, fenced });
            }
            Tag::HtmlBlock => {
                self.end_text();
                if let Some(end) = self.html_table(&range) {
                    self.read_to = end.max(range.end);
                    self.markup(end.min(range.end)..range.end);
                } else {
                    self.in_html = true;
                    self.html(range);
                }
            }
            Tag::Table(_) => {
                self.end_text();
                self.table = Some(OpenTable::at(self.page, self.source, range.start));
            }
            Tag::TableCell => self.begin_text(TextKind::Cell, range),
            Tag::Strong => self.open_text(&range).strong(true, &range),
            Tag::Link { dest_url, .. } => self.open_text(&range).begin_link(&dest_url, range),
            Tag::Emphasis | Tag::Image { .. } => self.open_text(&range).extend_range(&range),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) => self.end_text(),
            TagEnd::BlockQuote(_) => {
                self.end_text();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.end_text();
                self.lists = self.lists.saturating_sub(1);
            }
            TagEnd::Item => {
                self.end_text();
                self.items.pop();
            }
            TagEnd::CodeBlock => self.end_fence(range),
            TagEnd::HtmlBlock => self.in_html = false,
            TagEnd::TableCell => {
                if let (Some(open), Some(table)) = (self.text.take(), &mut self.table) {
                    let mut text = open.builder.finish(self.source, open.range.clone());
                    let place = trim(self.page, open.range);
                    text.span = Span::new(self.source, place.clone());
                    table.cells.push((text, place));
                }
                self.comments.clear();
            }
            TagEnd::TableHead => {
                if let Some(table) = &mut self.table {
                    let cells = table.cells.drain(..).map(|(cell, _)| cell).collect();
                    table.builder.header(cells, range.end);
                }
            }
            TagEnd::TableRow => self.end_row(range),
            TagEnd::Table => self.end_table(range.end),
            TagEnd::Strong => self.open_text(&range).strong(false, &range),
            TagEnd::Link => self.open_text(&range).end_link(),
            _ => {}
        }
    }

    fn begin_text(&mut self, kind: TextKind, range: Range<usize>) {
        self.end_text();
        self.text = Some(OpenText { kind, range, builder: inline::Builder::new(self.page), bang: false });
    }

    /// The text that is being read. If none is, one begins here: the items of lists without blank lines have no
    /// paragraph event.
    fn open_text(&mut self, range: &Range<usize>) -> &mut inline::Builder<'s> {
        let (page, lists, quotes) = (self.page, self.lists, self.quotes);
        let items = &mut self.items;
        let open = self.text.get_or_insert_with(|| {
            let kind = match items.last_mut() {
                Some(begun @ false) => {
                    *begun = true;
                    TextKind::Item(depth(lists))
                }
                _ if quotes > 0 => TextKind::Quote,
                _ => TextKind::Paragraph,
            };
            OpenText { kind, range: range.clone(), builder: inline::Builder::new(page), bang: false }
        });
        open.range.end = open.range.end.max(range.end);
        &mut open.builder
    }

    fn end_text(&mut self) {
        // Usually no text is being read. This check is faster than taking the text out of its `Option`.
        if self.text.is_none() {
            return;
        }
        let Some(open) = self.text.take() else { return };
        let text = open.builder.finish(self.source, open.range.clone());
        let before = self.reader.blocks.len();
        match open.kind {
            TextKind::Paragraph => self.paragraph(text, open.range, open.bang),
            TextKind::Item(depth) => self.item(depth, text),
            TextKind::Quote => self.quote(text),
            TextKind::Heading(level) => self.heading(level, text, open.range),
            TextKind::Cell => {}
        }
        if !self.comments.is_empty() {
            for comment in std::mem::take(&mut self.comments) {
                let block = annotation::read(self.page, self.source, comment, self.reader.diagnostics);
                self.reader.blocks.push(block);
            }
            // If the paragraph became several blocks, each comment in it is moved to the place among these blocks at
            // which it stands on the page.
            if let Some(new) = self.reader.blocks.get_mut(before..) {
                new.sort_by_key(|block| block.span().start);
            }
        }
    }

    fn push_text(&mut self, text: Text<'s>) {
        if !text.inlines.is_empty() {
            self.reader.blocks.push(if self.quotes > 0 { Block::Quote(text) } else { Block::Paragraph(text) });
        }
    }
}
