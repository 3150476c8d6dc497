//! CommonMark events to blocks; the only user of `pulldown-cmark`.
//!
//! Input: a range of the page that reads soundly by itself. Output: its blocks in document order, lists and quotes
//! flattened. The walk keeps its state in one struct and never recurses, so nesting costs nothing.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{
    BrokenLink, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, RefDefs, Tag, TagEnd,
};

use super::inline::{self, trim};
use super::segments::{self, lines};
use super::table::{self, Outcome};
use super::{Block, Fence, Heading, Inline, Item, Tab, Text, annotation, include, text::normalise};
use crate::code;
use crate::diagnostic::Diagnostic;
use crate::source::{SourceId, Span};

/// Reference definitions of the page: normalised label to destination.
type Definitions = HashMap<String, String>;

/// Reads the content of a page, which starts at `start`.
pub(super) fn read<'s>(
    page: &'s str,
    source: SourceId,
    start: usize,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Block<'s>> {
    let before = diagnostics.len();
    let mut reader = Reader { page, source, diagnostics, blocks: Vec::new(), tabs: None, unclosed: false };
    let whole = start..page.len();
    // A line that nests too deep has to be found beforehand; everything else is rare enough to be searched for only once
    // something has swallowed what follows it.
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
            reader = Reader { blocks: Vec::new(), tabs: None, ..reader };
            // Definitions of one segment count in all of them.
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
    if let Some(span) = reader.tabs {
        reader.diagnostics.push(Diagnostic::new(code::UNCLOSED_TABS, span, "this tab group is never closed"));
    }
    reader.blocks
}

/// What outlasts a range.
struct Reader<'s, 'd> {
    page: &'s str,
    source: SourceId,
    diagnostics: &'d mut Vec<Diagnostic>,
    blocks: Vec<Block<'s>>,
    /// The first tab of an open tab group.
    tabs: Option<Span>,
    /// Whether a fence or a comment was not closed, or a fence holds another one.
    unclosed: bool,
}

impl<'s> Reader<'s, '_> {
    /// Keeps a line that nests too deep as plain words.
    fn deep(&mut self, range: Range<usize>) {
        let range = trim(self.page, range);
        let span = Span::new(self.source, range.clone());
        let found = Diagnostic::new(code::NESTED_TOO_DEEP, span, "lists or quotes nested too deep");
        self.diagnostics.push(found.expected("the line is kept as plain words"));
        let words = &self.page[range.clone()];
        let words = words.trim_start_matches(['>', '-', '*', '+', ' ', '\t']);
        if !words.is_empty() {
            let span = Span::new(self.source, range.end - words.len()..range.end);
            self.blocks.push(Block::Paragraph(Text { span, inlines: vec![Inline::Text(words.into())] }));
        }
    }

    /// Reads a range. Without definitions those of the range count.
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
        };
        for (event, place) in events {
            walk.event(event, place.start + range.start..place.end + range.start);
        }
        walk.end_text();
    }
}

fn define(found: &RefDefs<'_>, definitions: &mut Definitions) {
    for (label, definition) in found.iter() {
        definitions.entry(fold(label)).or_insert_with(|| definition.dest.to_string());
    }
}

fn fold(label: &str) -> String {
    normalise(label).to_lowercase()
}

/// What an unknown reference is: a link of the page when another segment defines it, a link to nowhere when it has two
/// pairs of brackets, and plain text otherwise.
fn resolve<'a>(definitions: &Definitions, link: &BrokenLink<'_>) -> Option<(CowStr<'a>, CowStr<'a>)> {
    let destination = if definitions.is_empty() { None } else { definitions.get(&fold(&link.reference)) };
    match destination {
        Some(destination) => Some((destination.clone().into(), "".into())),
        None if matches!(link.link_type, LinkType::Shortcut | LinkType::ShortcutUnknown) => None,
        None => Some(("".into(), "".into())),
    }
}

/// What a text under construction will be.
enum Kind {
    Paragraph,
    Item(u8),
    Quote,
    Heading(u8),
    Cell,
}

struct OpenText<'s> {
    kind: Kind,
    range: Range<usize>,
    builder: inline::Builder<'s>,
    /// Whether some words start with `!`, as they do behind the bracket of an include.
    bang: bool,
}

struct OpenTable<'s> {
    builder: table::Builder<'s>,
    cells: Vec<(Text<'s>, Range<usize>)>,
    /// Text after the table that stands without a blank line.
    after: Vec<Range<usize>>,
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
    reader: &'p mut Reader<'s, 'd>,
    text: Option<OpenText<'s>>,
    /// Comments inside the open text; they follow it.
    comments: Vec<Range<usize>>,
    lists: usize,
    /// For each open item whether its text has begun.
    items: Vec<bool>,
    quotes: usize,
    table: Option<OpenTable<'s>>,
    fence: Option<OpenFence>,
    in_html: bool,
}

impl<'s> Walk<'s, '_, '_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            // The block was read as a whole; its indentation comes as words.
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
            Event::Rule => self.rule(trim(self.page, range)),
            // Inside `HtmlBlock`; the block's range says it all. The rest needs options that are not enabled.
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => {
                let kind = match self.items.last_mut() {
                    Some(begun @ false) => {
                        *begun = true;
                        Kind::Item(depth(self.lists))
                    }
                    _ if self.quotes > 0 => Kind::Quote,
                    _ => Kind::Paragraph,
                };
                self.begin_text(kind, range);
            }
            Tag::Heading { level, .. } => self.begin_text(Kind::Heading(rank(level)), range),
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
                self.in_html = true;
                self.html(range);
            }
            Tag::Table(_) => {
                self.end_text();
                let builder = table::Builder::new(self.page, self.source, range.start);
                self.table = Some(OpenTable { builder, cells: Vec::new(), after: Vec::new() });
            }
            Tag::TableCell => self.begin_text(Kind::Cell, range),
            Tag::Strong => self.open_text(&range).strong(true, &range),
            Tag::Link { dest_url, .. } => self.open_text(&range).begin_link(&dest_url, range),
            Tag::Emphasis | Tag::Image { .. } => self.open_text(&range).touch(&range),
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
            TagEnd::Table => {
                let Some(mut table) = self.table.take() else { return };
                if table.after.is_empty() {
                    // The line of dashes belongs to a table without rows, too.
                    table.builder.extend(range.end);
                }
                self.reader.blocks.push(Block::Table(table.builder.finish()));
                if let (Some(first), Some(last)) = (table.after.first(), table.after.last()) {
                    let text = self.inline(trim(self.page, first.start..last.end));
                    self.push_text(text);
                }
            }
            TagEnd::Strong => self.open_text(&range).strong(false, &range),
            TagEnd::Link => self.open_text(&range).end_link(),
            _ => {}
        }
    }

    fn begin_text(&mut self, kind: Kind, range: Range<usize>) {
        self.end_text();
        self.text = Some(OpenText { kind, range, builder: inline::Builder::new(self.page), bang: false });
    }

    /// The open text. Items of tight lists have their words without a paragraph around them, so one may begin here.
    fn open_text(&mut self, range: &Range<usize>) -> &mut inline::Builder<'s> {
        let (page, lists, quotes) = (self.page, self.lists, self.quotes);
        let items = &mut self.items;
        let open = self.text.get_or_insert_with(|| {
            let kind = match items.last_mut() {
                Some(begun @ false) => {
                    *begun = true;
                    Kind::Item(depth(lists))
                }
                _ if quotes > 0 => Kind::Quote,
                _ => Kind::Paragraph,
            };
            OpenText { kind, range: range.clone(), builder: inline::Builder::new(page), bang: false }
        });
        open.range.end = open.range.end.max(range.end);
        &mut open.builder
    }

    fn end_text(&mut self) {
        let Some(open) = self.text.take() else { return };
        let text = open.builder.finish(self.source, open.range.clone());
        let before = self.reader.blocks.len();
        match open.kind {
            Kind::Paragraph => self.paragraph(text, open.range, open.bang),
            Kind::Item(depth) => self.reader.blocks.push(Block::Item(Item { depth, text })),
            Kind::Quote => self.quote(text),
            Kind::Heading(level) => self.heading(level, text, open.range),
            Kind::Cell => {}
        }
        if !self.comments.is_empty() {
            for comment in std::mem::take(&mut self.comments) {
                let block = annotation::read(self.page, self.source, comment, self.reader.diagnostics);
                self.reader.blocks.push(block);
            }
            // A paragraph that turned out to be several blocks has its comments among them.
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

    fn quote(&mut self, mut text: Text<'s>) {
        include::strip_alert(&mut text);
        self.push_text(text);
    }

    fn paragraph(&mut self, text: Text<'s>, range: Range<usize>, bang: bool) {
        let range = trim(self.page, range);
        let raw = &self.page[range.clone()];
        if bang && let Some(parts) = include::split(self.page, self.source, range.clone()) {
            for part in parts {
                match part {
                    include::Part::Include(include) => self.reader.blocks.push(Block::Include(include)),
                    include::Part::Text(range) => {
                        let text = self.inline(range);
                        self.push_text(text);
                    }
                }
            }
        } else if raw.contains('|')
            && let Some((header, dashes)) = table::find(self.page, range.clone())
            && !self.comments.iter().any(|comment| comment.start < dashes.end && header.start < comment.end)
        {
            self.loose_table(range, header, dashes);
        } else if raw.starts_with('|')
            && let Some(table) = self.table_right_above(range.start)
        {
            self.loose_rows(table::Builder::reopen(self.page, self.source, table), range);
        } else {
            self.push_text(text);
        }
    }

    /// Takes back the last table when only a line end stands between it and `start`: a strict reader ends a table at a
    /// row that is nothing but a pipe.
    fn table_right_above(&mut self, start: usize) -> Option<super::Table<'s>> {
        let Some(Block::Table(table)) = self.reader.blocks.last() else { return None };
        let between = self.page.get(table.span.end as usize..start)?;
        if between.trim().is_empty() && lines(between, 0..between.len()).count() <= 2 {
            let Some(Block::Table(table)) = self.reader.blocks.pop() else { return None };
            return Some(table);
        }
        None
    }

    /// A table whose line of dashes does not satisfy a strict reader, found inside a paragraph.
    fn loose_table(&mut self, range: Range<usize>, header: Range<usize>, dashes: Range<usize>) {
        let before = trim(self.page, range.start..header.start);
        if !before.is_empty() {
            let text = self.inline(before);
            self.push_text(text);
        }
        let mut builder = table::Builder::new(self.page, self.source, header.start);
        let titles: Vec<_> =
            table::cells(self.page, header.clone()).into_iter().map(|cell| self.inline(cell)).collect();
        let columns = titles.len();
        let delimiters = table::cells(self.page, dashes.clone()).len();
        if delimiters != columns {
            let found = format!("{delimiters} delimiters under {columns} columns");
            let span = Span::new(self.source, trim(self.page, dashes.clone()));
            self.reader.diagnostics.push(Diagnostic::new(code::DELIMITER_MISMATCH, span, found));
        }
        builder.header(titles, dashes.end);
        self.loose_rows(builder, dashes.end..range.end);
    }

    /// Reads lines as rows, up to a line that is none.
    fn loose_rows(&mut self, mut builder: table::Builder<'s>, range: Range<usize>) {
        let columns = builder.columns();
        let mut after = None;
        for line in lines(self.page, range.clone()) {
            let row = trim(self.page, line.clone());
            if row.is_empty() {
                continue;
            }
            let mut cells = table::cells(self.page, row.clone());
            let surplus = cells.len() > columns;
            if surplus && let Some(last) = cells.get(columns.saturating_sub(1)).cloned() {
                cells.truncate(columns.saturating_sub(1));
                cells.push(trim(self.page, last.start..without_pipe(self.page, row.clone()).end));
            }
            let cells = cells.into_iter().map(|cell| self.inline(cell)).collect();
            if let Outcome::Outside = builder.row(row, cells, surplus, self.reader.diagnostics) {
                after = Some(line.start..range.end);
                break;
            }
        }
        self.reader.blocks.push(Block::Table(builder.finish()));
        if let Some(after) = after {
            let text = self.inline(trim(self.page, after));
            self.push_text(text);
        }
    }

    fn end_row(&mut self, range: Range<usize>) {
        let Some(mut table) = self.table.take() else { return };
        let row = trim(self.page, range.clone());
        let cells = &mut table.cells;
        // Cells the reader added to a short row stand behind it.
        cells.retain(|(_, place)| place.start < row.end || !place.is_empty());
        let mut surplus = false;
        if let Some(last) = cells.last().map(|(_, place)| place.clone())
            && cells.len() == table.builder.columns()
        {
            let rest = self.page.get(last.end..row.end).unwrap_or_default();
            if rest.contains('|') && rest.contains(|character: char| character != '|' && !character.is_whitespace()) {
                surplus = true;
                cells.pop();
                let place = trim(self.page, last.start..without_pipe(self.page, row.clone()).end);
                cells.push((self.inline(place.clone()), place));
            }
        }
        let cells = cells.drain(..).map(|(cell, _)| cell).collect();
        if !table.after.is_empty() {
            table.after.push(row);
        } else if let Outcome::Outside = table.builder.row(row.clone(), cells, surplus, self.reader.diagnostics) {
            table.after.push(row);
        }
        self.table = Some(table);
    }

    fn heading(&mut self, level: u8, text: Text<'s>, range: Range<usize>) {
        let span = Span::new(self.source, trim(self.page, range.clone()));
        if let Some(tab) = tab(self.page, &text, span) {
            self.reader.tabs.get_or_insert(span);
            self.reader.blocks.push(Block::Tab(tab));
            return;
        }
        let raw = self.page[range.clone()].trim();
        let by_dashes = !raw.starts_with('#') && raw.ends_with('-');
        if by_dashes && (self.reader.tabs.is_some() || raw.contains("[!")) {
            // `---` right under a paragraph closes a tab group here; nobody means a heading.
            let range = trim(self.page, range);
            let words = self.page[range.clone()].trim_end_matches('-');
            let end = range.start + words.len();
            self.paragraph(text, range.start..end, true);
            self.rule(end..range.end);
            return;
        }
        self.reader.blocks.push(Block::Heading(Heading { level, text }));
    }

    fn rule(&mut self, range: Range<usize>) {
        self.end_text();
        let is_dashes = self.page[range.clone()].bytes().all(|byte| byte == b'-');
        let span = Span::new(self.source, range);
        let ends_tabs = is_dashes && self.reader.tabs.take().is_some();
        self.reader.blocks.push(if ends_tabs { Block::TabEnd(span) } else { Block::Rule(span) });
    }

    fn end_fence(&mut self, range: Range<usize>) {
        let Some(fence) = self.fence.take() else { return };
        let range = trim(self.page, range);
        let span = Span::new(self.source, range.clone());
        let opening = lines(self.page, range.clone()).next().map_or(range.end, |line| line.end);
        // An empty body stands at the start of the line after the opening one.
        let after = self.page.as_bytes().get(opening).map_or(opening, |_| (opening + 1).min(range.end));
        let body = fence.body.unwrap_or(after..after);
        if fence.fenced {
            let tail =
                self.page.get(body.end..range.end).unwrap_or_default().trim_start_matches(['>', ' ', '\t', '\r', '\n']);
            // The fence that opens the next block is swallowed when this one was not closed.
            let body = self.page.get(body.clone()).unwrap_or_default();
            self.reader.unclosed |= tail.is_empty() || holds_fence(body);
            if tail.is_empty() {
                let found = Diagnostic::new(
                    code::UNCLOSED_FENCE,
                    Span::new(self.source, range.start..opening),
                    "this fence is never closed",
                );
                self.reader.diagnostics.push(found.expected("the block ends before what visibly follows"));
            }
        }
        let body_span = Span::new(self.source, body.clone());
        let body = self.page.get(body).unwrap_or_default();
        self.reader.blocks.push(Block::Fence(Fence { language: fence.language, body, body_span, span }));
    }

    /// Splits HTML into comments and the rest.
    fn html(&mut self, range: Range<usize>) {
        let range = trim(self.page, range);
        let mut at = range.start;
        while at < range.end {
            let rest = &self.page[at..range.end];
            let open = at + rest.find("<!--").unwrap_or(rest.len());
            self.markup(at..open);
            if open == range.end {
                break;
            }
            let close = self.page[open + 4..range.end].find("-->");
            at = close.map_or(range.end, |close| open + 4 + close + 3);
            let comment = trim(self.page, open..at);
            if close.is_none() {
                self.reader.unclosed = true;
                let span = Span::new(self.source, open..open + 4);
                self.reader.diagnostics.push(Diagnostic::new(
                    code::UNCLOSED_COMMENT,
                    span,
                    "this comment is never closed",
                ));
            }
            let block = annotation::read(self.page, self.source, comment, self.reader.diagnostics);
            self.reader.blocks.push(block);
        }
    }

    /// Reads what is no comment. A tag on a line of its own makes all lines up to the next blank one HTML; those among
    /// them that do not start with a tag are content all the same, as are words glued to a comment.
    fn markup(&mut self, range: Range<usize>) {
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

    /// Reads a range as inline content.
    fn inline(&self, range: Range<usize>) -> Text<'s> {
        /// A no-break space: no block construct can follow it on a line, and it is a blank to inline constructs.
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

/// Whether a code block may hold the start of another one. Most hold neither character, which is quick to see.
fn holds_fence(body: &str) -> bool {
    (body.contains('`') && body.contains("```")) || (body.contains('~') && body.contains("~~~"))
}

/// The tab a heading stands for: it is one link to `#tab/..`.
fn tab<'s>(page: &'s str, text: &Text<'s>, span: Span) -> Option<Tab<'s>> {
    let link = text.links().next()?;
    if !link.destination.starts_with("#tab/") {
        return None;
    }
    let raw = page.get(link.span.range())?;
    let id = &raw[raw.find("#tab/")? + "#tab/".len()..];
    let id = id.split([')', ' ', '"']).next().unwrap_or(id);
    Some(Tab { label: link.text.clone().into(), id, span })
}

/// A row without the pipe at its end.
fn without_pipe(page: &str, row: Range<usize>) -> Range<usize> {
    let raw = &page[row.clone()];
    match raw.strip_suffix('|') {
        Some(rest) if !rest.ends_with('\\') => row.start..row.start + rest.len(),
        _ => row,
    }
}

fn language(info: &str) -> String {
    info.split_whitespace().next().unwrap_or_default().to_lowercase()
}

fn depth(lists: usize) -> u8 {
    u8::try_from(lists.saturating_sub(1)).unwrap_or(u8::MAX)
}

fn rank(level: HeadingLevel) -> u8 {
    level as u8
}
