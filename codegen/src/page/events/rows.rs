//! Makes tables from rows, also from rows that CommonMark does not recognise as a table.
//!
//! Cells are read by their place on the page, so that text that CommonMark drops from a long row is not lost.

use std::ops::Range;

use super::Walk;
use crate::code;
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::page::inline::trim;
use crate::page::segments::lines;
use crate::page::table::{self, RowRole};
use crate::page::{Block, Row, Table, Text};
use crate::source::Span;

/// The message about a line between two rows that is no row.
const BETWEEN: &str = "a line that is not a row stands between two rows, so the table ends above it";

impl<'s> Walk<'s, '_, '_> {
    /// If the rows in `rows` continue the last table of the page: removes that table and the blocks after it from the
    /// page, and returns them. Otherwise `None`. Such rows exist because CommonMark ends a table at a row that is
    /// only a pipe, at a blank line, and at any other block.
    pub(super) fn table_above(&mut self, rows: &Range<usize>) -> Option<(Table<'s>, Vec<Block<'s>>)> {
        let blocks = &self.reader.blocks;
        let at = blocks.iter().rposition(|block| matches!(block, Block::Table(_)))?;
        let Some(Block::Table(table)) = blocks.get(at) else { return None };
        if table.header.is_empty() {
            return None;
        }
        let between = self.page.get(table.span.end as usize..rows.start)?;
        // The text between the last row of the table and the new rows, without the indentation of the new rows.
        let between = &between[..between.rfind(['\n', '\r']).map_or(0, |end| end + 1)];
        let inner: Vec<Range<usize>> = lines(between, 0..between.len()).skip(1).collect();
        let is_blank = |line: &Range<usize>| between[line.clone()].trim().is_empty();
        let first = lines(self.page, rows.clone()).next()?;
        let (has_blank, has_words) = (inner.iter().any(is_blank), !between.trim().is_empty());
        let ends_section = |block: &Block<'_>| matches!(block, Block::Heading(_) | Block::Tab(_) | Block::TabEnd(_));
        if blocks[at + 1..].iter().any(ends_section) {
            return None;
        }
        // If only lists and HTML stand between the last row and the new rows, the author meant them as parts of a cell,
        // and the new rows continue the table.
        let is_list = |block: &Block<'_>| matches!(block, Block::Item(_) | Block::Html(_) | Block::Comment(_));
        if has_blank && has_words && !blocks[at + 1..].iter().all(is_list) {
            return None;
        }
        if has_blank && table::cells(self.page, first.clone()).len() != table.header.len() {
            return None;
        }
        if has_blank || has_words {
            let place = match inner.iter().find(|line| !is_blank(line)) {
                Some(line) => line.start + table.span.end as usize..line.end + table.span.end as usize,
                None => first,
            };
            self.interrupted(place, if has_words { BETWEEN } else { "a blank line above this row ends the table" });
        }
        let between = self.reader.blocks.split_off(at + 1);
        let Some(Block::Table(table)) = self.reader.blocks.pop() else { return None };
        Some((table, between))
    }

    /// Whether a paragraph consists of rows without outer pipes (`a | b`), and continues a table in the same form:
    /// each line has a pipe, and the first line has as many cells as the header of the table. Only the last few
    /// blocks are searched for the table.
    pub(super) fn continues_bare(&self, range: &Range<usize>) -> bool {
        const MAX_BLOCKS: usize = 8;
        let blocks = &self.reader.blocks;
        let near = blocks[blocks.len().saturating_sub(MAX_BLOCKS)..].iter().rev();
        let above = near.into_iter().find_map(|block| match block {
            Block::Table(table) if table.header.len() > 1 => Some(table),
            _ => None,
        });
        let Some(table) = above else { return false };
        let is_bare = !self.page[table.span.range()].starts_with('|');
        let mut rows = lines(self.page, range.clone()).map(|line| trim(self.page, line)).peekable();
        let fits = |first: &Range<usize>| table::cells(self.page, first.clone()).len() == table.header.len();
        is_bare && rows.peek().is_some_and(fits) && rows.all(|row| self.page[row].contains('|'))
    }

    fn interrupted(&mut self, place: Range<usize>, message: &str) {
        let span = Span::new(self.source, trim(self.page, place));
        let help = if message == BETWEEN {
            "move the line above or below the table"
        } else {
            "remove the blank line above the row"
        };
        self.reader.diagnostics.push(
            Diagnostic::new(code::TABLE_INTERRUPTED, span, message)
                .help(help)
                .about(Subject::words(self.page.get(span.range()).unwrap_or_default())),
        );
    }

    /// Makes a table without a header from rows that belong to no table, and reports them. They are then counted like
    /// all other rows.
    pub(super) fn rows_without_header(&mut self, range: Range<usize>) {
        let span = Span::new(self.source, trim(self.page, range.clone()));
        let is_bare = !self.page[range.clone()].starts_with('|');
        let rows = lines(self.page, range).filter(|line| is_bare || table::is_row(self.page, line.clone()));
        let rows: Vec<Row<'s>> = rows
            .map(|line| {
                let line = trim(self.page, line);
                let cells = table::cells(self.page, line.clone()).into_iter().map(|cell| self.inline(cell)).collect();
                Row { cells, span: Span::new(self.source, line) }
            })
            .collect();
        self.reader.diagnostics.push(
            Diagnostic::new(code::ROWS_WITHOUT_HEADER, span, "rows of a table have no header above them")
                .help(
                    "write a header and a line of dashes above the rows, or move the rows to the table that they \
                belong to",
                )
                .about(Subject::words(&rows.first().map(|row| row.plain(0)).unwrap_or_default())),
        );
        self.reader.blocks.push(Block::Table(Table { header: Vec::new(), rows, span }));
    }

    /// The rows of a table that stand directly below a list item or quote, without a blank line between. CommonMark
    /// takes them for text of the item or quote. But they lack its indentation or its `>`, so the author meant a table.
    /// `None` if there are no such rows.
    pub(super) fn rows_below_item(&self, span: Span) -> Option<Range<usize>> {
        let range = span.range();
        memchr::memchr(b'|', self.page.get(range.clone())?.as_bytes())?;
        let start = lines(self.page, range.clone()).skip(1).find(|line| table::is_row(self.page, line.clone()))?.start;
        Some(start..range.end)
    }

    /// The text of a list item or quote, without the rows directly below it.
    pub(super) fn without_rows(&self, text: Text<'s>, rows: Option<&Range<usize>>) -> Text<'s> {
        match rows {
            Some(rows) => self.inline(trim(self.page, text.span.range().start..rows.start)),
            None => text,
        }
    }

    /// Reads rows that stand directly below a list item or quote.
    pub(super) fn rows_below(&mut self, rows: Option<Range<usize>>) {
        if let Some(rows) = rows {
            let text = self.inline(rows.clone());
            let quotes = std::mem::take(&mut self.quotes);
            self.paragraph(text, rows, false);
            self.quotes = quotes;
        }
    }

    /// Reads a table that CommonMark takes for a paragraph, because its row of dashes is missing or does not fit the
    /// header.
    pub(super) fn loose_table(&mut self, range: Range<usize>, header: Range<usize>, dashes: Range<usize>) {
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
        if dashes.is_empty() {
            let span = Span::new(self.source, trim(self.page, header));
            let help = format!("add the line `|{}` below the header", ":---|".repeat(columns));
            self.reader.diagnostics.push(
                Diagnostic::new(code::DELIMITER_MISMATCH, span, "the table has no line of dashes below its header")
                    .help(help)
                    .about(Subject::words(self.page.get(span.range()).unwrap_or_default()))
                    .fix_safely(Edit::LineBelow(span, format!("|{}", ":---|".repeat(columns)))),
            );
        } else if delimiters != columns {
            let message = format!("the line of dashes has {delimiters} cells, and the header {columns}");
            let span = Span::new(self.source, trim(self.page, dashes.clone()));
            let title = self.page.get(header.clone()).unwrap_or_default();
            self.reader.diagnostics.push(
                Diagnostic::new(code::DELIMITER_MISMATCH, span, message)
                    .help(format!("write `|{}`", ":---|".repeat(columns)))
                    .about(Subject::words(title))
                    .fix_safely(Edit::Replace(span, format!("|{}", ":---|".repeat(columns)))),
            );
        }
        builder.header(titles, dashes.end);
        self.loose_rows(builder, dashes.end..range.end);
    }

    /// Reads lines as rows of a table, until a line is not a row.
    pub(super) fn loose_rows(&mut self, mut builder: table::Builder<'s>, range: Range<usize>) {
        let columns = builder.columns();
        let (mut between, mut after): (Vec<Range<usize>>, Option<Range<usize>>) = (Vec::new(), None);
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
            if after.is_none() && self.two_rows(&mut builder, row.clone()) {
                continue;
            }
            if table::is_row(self.page, row.clone())
                && let Some(words) = after.take()
            {
                self.interrupted(words.clone(), BETWEEN);
                between.push(words);
            }
            let cells = cells.into_iter().map(|cell| self.inline(cell)).collect();
            if let RowRole::Outside = builder.row(row, cells, surplus, self.reader.diagnostics) {
                let start = after.map_or(line.start, |words| words.start);
                after = Some(start..line.end);
            }
        }
        self.close_table(builder, between, after);
    }

    /// Reads and reports a line that is not a single row: two rows on one line, such as `|a|b||c|d|` in a table of
    /// two columns, or a row that begins with two pipes. Returns false if the line is neither.
    fn two_rows(&mut self, builder: &mut table::Builder<'s>, row: Range<usize>) -> bool {
        let columns = builder.columns();
        // Few rows have so many pipes, and counting pipes is fast, so this is tested first.
        let is_begun = self.page[row.clone()].starts_with("||");
        let count = || memchr::memchr_iter(b'|', self.page[row.clone()].as_bytes()).count();
        if columns < 2 || !is_begun && count() < 2 * columns {
            return false;
        }
        let cells = table::cells(self.page, row.clone());
        if cells.len() == columns + 1 && self.page[row.clone()].starts_with("||") {
            let first = row.start..row.start + 1;
            self.reader.diagnostics.push(
                Diagnostic::new(code::LONG_ROW, Span::new(self.source, row.clone()), "the row begins with two pipes")
                    .help("remove one of the two pipes")
                    .about(Subject::words(self.page.get(cells[1].clone()).unwrap_or_default()))
                    .fix_safely(Edit::Replace(Span::new(self.source, first), String::new())),
            );
            let texts = cells[1..].iter().map(|cell| self.inline(cell.clone())).collect();
            builder.row(row.start + 1..row.end, texts, false, self.reader.diagnostics);
            return true;
        }
        let is_double = cells.len() == 2 * columns + 1
            && trim(self.page, cells[columns].clone()).is_empty()
            && !trim(self.page, cells[columns + 1].clone()).is_empty();
        if !is_double {
            return false;
        }
        let middle = cells[columns].clone();
        let span = Span::new(self.source, row.clone());
        self.reader.diagnostics.push(
            Diagnostic::new(code::LONG_ROW, span, "two rows of the table stand on one line")
                .help("begin a new line with the second row")
                .about(Subject::words(self.page.get(cells[columns + 1].clone()).unwrap_or_default()))
                .fix_safely(Edit::Replace(Span::new(self.source, middle.clone()), "\n".to_owned())),
        );
        for (range, cells) in
            [(row.start..middle.start, &cells[..columns]), (middle.end..row.end, &cells[columns + 1..])]
        {
            let cells = cells.iter().map(|cell| self.inline(cell.clone())).collect();
            builder.row(range, cells, false, self.reader.diagnostics);
        }
        true
    }

    /// Ends a table. Lines between and below its rows that are no rows become paragraphs after the table.
    fn close_table(&mut self, builder: table::Builder<'s>, between: Vec<Range<usize>>, after: Option<Range<usize>>) {
        self.reader.blocks.push(Block::Table(builder.finish()));
        if let Some(words) = &after {
            self.report_text_below(trim(self.page, words.clone()));
        }
        for words in between.into_iter().chain(after) {
            let words = trim(self.page, words);
            let text = self.inline(words.clone());
            self.paragraph(text, words, true);
        }
    }

    /// Reports a sentence directly below the last row, because markdown reads it as another row.
    fn report_text_below(&mut self, words: Range<usize>) {
        let raw = &self.page[words.clone()];
        if !raw.contains(' ') || !raw.starts_with(char::is_alphabetic) {
            return;
        }
        let span = Span::new(self.source, words);
        self.reader.diagnostics.push(
            Diagnostic::new(code::TABLE_INTERRUPTED, span, "this text stands directly below the rows of a table")
                .help("write an empty line above the text; without it markdown reads the text as another row")
                .about(Subject::words(raw))
                .fix_safely(Edit::LineAbove(span, String::new())),
        );
    }

    pub(super) fn end_table(&mut self, end: usize) {
        let Some(mut table) = self.table.take() else { return };
        if table.after.is_empty() {
            // A table without rows ends with its row of dashes.
            table.builder.extend(end);
        }
        let after = table.after.first().zip(table.after.last()).map(|(first, last)| first.start..last.end);
        self.close_table(table.builder, table.between, after);
    }

    pub(super) fn end_row(&mut self, range: Range<usize>) {
        let Some(mut table) = self.table.take() else { return };
        let row = trim(self.page, range.clone());
        let cells = &mut table.cells;
        // If a row has too few cells, pulldown-cmark adds empty cells after the end of the row. The page does not have
        // them.
        cells.retain(|(_, place)| place.start < row.end || !place.is_empty());
        if table.after.is_empty() && self.two_rows(&mut table.builder, row.clone()) {
            table.cells.clear();
            self.table = Some(table);
            return;
        }
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
        if table::is_row(self.page, row.clone())
            && let (Some(first), Some(last)) = (table.after.first(), table.after.last())
        {
            let words = first.start..last.end;
            self.interrupted(words.clone(), BETWEEN);
            table.after.clear();
            table.between.push(words);
        }
        if !table.after.is_empty() {
            table.after.push(row);
        } else if let RowRole::Outside = table.builder.row(row.clone(), cells, surplus, self.reader.diagnostics) {
            table.after.push(row);
        }
        self.table = Some(table);
    }
}

/// A row without its last pipe.
fn without_pipe(page: &str, row: Range<usize>) -> Range<usize> {
    let raw = &page[row.clone()];
    match raw.strip_suffix('|') {
        Some(rest) if !rest.ends_with('\\') => row.start..row.start + rest.len(),
        _ => row,
    }
}
