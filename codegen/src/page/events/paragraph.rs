//! Reads paragraphs, quotes, headings and rules as the dialect of these pages means them.
//!
//! A paragraph may be a table or includes, a heading may be a language tab, and a rule may close a tab group.

use std::ops::Range;

use super::Walk;
use crate::code;
use crate::diagnostic::{Diagnostic, Edit};
use crate::page::inline::trim;
use crate::page::segments::lines;
use crate::page::{Block, Heading, Item, Text, include, table};
use crate::source::Span;

impl<'s> Walk<'s, '_, '_> {
    pub(super) fn item(&mut self, depth: u8, text: Text<'s>) {
        let rows = self.rows_below_item(text.span);
        let text = self.without_rows(text, rows.as_ref());
        self.reader.blocks.push(Block::Item(Item { depth, text }));
        self.rows_below(rows);
    }

    pub(super) fn quote(&mut self, text: Text<'s>) {
        let rows = self.rows_below_item(text.span);
        let mut text = self.without_rows(text, rows.as_ref());
        include::strip_alert(&mut text);
        self.push_text(text);
        self.rows_below(rows);
    }

    pub(super) fn paragraph(&mut self, text: Text<'s>, range: Range<usize>, bang: bool) {
        let range = trim(self.page, range);
        let raw = &self.page[range.clone()];
        if raw.contains(":::") && raw.lines().any(is_layout) {
            self.without_layout(range);
        } else if bang && let Some(parts) = include::split(self.page, self.source, range.clone()) {
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
        } else if (raw.starts_with('|') || self.continues_bare(&range))
            && let Some((table, between)) = self.table_above(&range)
        {
            self.loose_rows(table::Builder::reopen(self.page, self.source, table), range);
            self.reader.blocks.extend(between);
        } else if raw.starts_with('|')
            && self.comments.is_empty()
            && let Some(header) = table::bare(self.page, range.clone())
        {
            let end = header.end;
            self.loose_table(range, header, end..end);
        } else if self.quotes == 0
            && let Some(rows) = table::first_row(self.page, range.clone())
                .or_else(|| self.continues_bare(&range).then_some(range.start))
        {
            let before = trim(self.page, range.start..rows);
            if !before.is_empty() {
                let text = self.inline(before);
                self.push_text(text);
            }
            self.rows_without_header(rows..range.end);
        } else {
            self.push_text(text);
        }
    }

    /// Reads the lines of a paragraph that are no layout directives such as `:::row:::`.
    fn without_layout(&mut self, range: Range<usize>) {
        let mut parts: Vec<Range<usize>> = Vec::new();
        let mut goes_on = false;
        for line in lines(self.page, range) {
            let is_text = !is_layout(&self.page[line.clone()]);
            match parts.last_mut() {
                Some(part) if is_text && goes_on => part.end = line.end,
                _ if is_text => parts.push(line),
                _ => {}
            }
            goes_on = is_text;
        }
        for part in parts {
            let part = trim(self.page, part);
            let text = self.inline(part.clone());
            self.paragraph(text, part, true);
        }
    }

    pub(super) fn heading(&mut self, level: u8, text: Text<'s>, range: Range<usize>) {
        let span = Span::new(self.source, trim(self.page, range.clone()));
        if is_tab(self.page, &text) {
            let first = *self.reader.tabs.get_or_insert(span);
            // A group has each tab only once. This tab has the same name as the first tab of the group, so it begins
            // another group.
            if first != span && tab_name(self.page, first) == tab_name(self.page, span) {
                self.reader.diagnostics.push(
                    Diagnostic::new(
                        code::UNCLOSED_TABS,
                        span,
                        "a group of tabs begins before the group above is closed",
                    )
                    .help("add a line `---` after the last tab of the group above")
                    .note(first, "the group of tabs that is not closed begins here")
                    .fix_unsafely(Edit::LineAbove(span, "---".to_owned())),
                );
                self.reader.tabs = Some(span);
            }
            self.reader.blocks.push(Block::Tab(span));
            return;
        }
        let raw = self.page[range.clone()].trim();
        let by_dashes = !raw.starts_with('#') && raw.ends_with('-');
        if by_dashes && (self.reader.tabs.is_some() || raw.contains("[!")) {
            // `---` below a paragraph makes it a heading in CommonMark. Here it closes a group of tabs; no page uses it
            // for a heading.
            let range = trim(self.page, range);
            let words = self.page[range.clone()].trim_end_matches('-');
            let end = range.start + words.len();
            self.paragraph(text, range.start..end, true);
            self.rule(end..range.end);
            return;
        }
        self.reader.blocks.push(Block::Heading(Heading { level, text }));
    }

    pub(super) fn rule(&mut self, range: Range<usize>) {
        self.end_text();
        let is_dashes = self.page[range.clone()].bytes().all(|byte| byte == b'-');
        let span = Span::new(self.source, range);
        let ends_tabs = is_dashes && self.reader.tabs.take().is_some();
        self.reader.blocks.push(if ends_tabs { Block::TabEnd(span) } else { Block::Rule(span) });
    }
}

/// The name of a tab: `http` of `[HTTP](#tab/http)`.
fn tab_name(page: &str, tab: Span) -> &str {
    let line = page.get(tab.range()).unwrap_or_default();
    line.rsplit("#tab/").next().unwrap_or_default().trim_end_matches([')', '#', ' '])
}

/// Whether a line is a directive for rows, columns or a picture, such as `:::row:::`.
fn is_layout(line: &str) -> bool {
    let Some(directive) = line.trim().strip_prefix(":::").map(str::trim) else { return false };
    match directive.split([' ', ':']).next().unwrap_or_default() {
        "row" | "row-end" | "column" | "column-end" | "image-end" => true,
        "image" => directive.contains('='),
        _ => false,
    }
}

/// Whether a heading is a tab: it consists of one inline link to `#tab/..`.
fn is_tab(page: &str, text: &Text<'_>) -> bool {
    let leads = |range| page.get(range).is_some_and(|raw: &str| raw.contains("#tab/"));
    text.links().next().is_some_and(|link| link.destination.starts_with("#tab/") && leads(link.span.range()))
}
