//! Tables from rows: those the CommonMark reader saw, and those it did not.
//!
//! Cells are read by their place in the page, so that text it drops from a long row is not lost.

use std::ops::Range;

use super::Walk;
use crate::code;
use crate::diagnostic::{Diagnostic, Subject};
use crate::page::inline::trim;
use crate::page::segments::lines;
use crate::page::table::{self, Outcome};
use crate::page::{Block, Table};
use crate::source::Span;

impl<'s> Walk<'s, '_, '_> {
    /// Takes back the last table when only a line end stands between it and `start`: a strict reader ends a table at a
    /// row that is nothing but a pipe.
    pub(super) fn table_right_above(&mut self, start: usize) -> Option<Table<'s>> {
        let Some(Block::Table(table)) = self.reader.blocks.last() else { return None };
        let between = self.page.get(table.span.end as usize..start)?;
        if between.trim().is_empty() && lines(between, 0..between.len()).count() <= 2 {
            let Some(Block::Table(table)) = self.reader.blocks.pop() else { return None };
            return Some(table);
        }
        None
    }

    /// A table whose line of dashes does not satisfy a strict reader, found inside a paragraph.
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
                    .about(Subject::words(self.page.get(span.range()).unwrap_or_default())),
            );
        } else if delimiters != columns {
            let message = format!("the line of dashes has {delimiters} cells, and the header {columns}");
            let span = Span::new(self.source, trim(self.page, dashes.clone()));
            let title = self.page.get(header.clone()).unwrap_or_default();
            self.reader.diagnostics.push(
                Diagnostic::new(code::DELIMITER_MISMATCH, span, message)
                    .help(format!("write `|{}`", ":---|".repeat(columns)))
                    .about(Subject::words(title)),
            );
        }
        builder.header(titles, dashes.end);
        self.loose_rows(builder, dashes.end..range.end);
    }

    /// Reads lines as rows, up to a line that is none.
    pub(super) fn loose_rows(&mut self, mut builder: table::Builder<'s>, range: Range<usize>) {
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

    pub(super) fn end_table(&mut self, end: usize) {
        let Some(mut table) = self.table.take() else { return };
        if table.after.is_empty() {
            // The line of dashes belongs to a table without rows, too.
            table.builder.extend(end);
        }
        self.reader.blocks.push(Block::Table(table.builder.finish()));
        if let (Some(first), Some(last)) = (table.after.first(), table.after.last()) {
            let text = self.inline(trim(self.page, first.start..last.end));
            self.push_text(text);
        }
    }

    pub(super) fn end_row(&mut self, range: Range<usize>) {
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
}

/// A row without the pipe at its end.
fn without_pipe(page: &str, row: Range<usize>) -> Range<usize> {
    let raw = &page[row.clone()];
    match raw.strip_suffix('|') {
        Some(rest) if !rest.ends_with('\\') => row.start..row.start + rest.len(),
        _ => row,
    }
}
