//! Builds tables from rows. A row may have too many cells or be broken over two lines, and the markdown parser may have
//! taken the table for a paragraph.
//!
//! In: the byte range and the cells of each row. Out: a [`Table`] in which no row has more cells than the header; every
//! row that had to be corrected or is too short is a diagnostic.

use std::borrow::Cow;
use std::ops::Range;

use super::inline::trim;
use super::segments::lines;
use super::{Inline, Row, Table, Text};
use crate::code;
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::source::{SourceId, Span};

impl<'s> Table<'s> {
    /// The titles of the columns, as [plain](Text::plain) words.
    #[must_use]
    pub(crate) fn columns(&self) -> Vec<String> {
        self.header.iter().map(|cell| cell.plain().into_owned()).collect()
    }
}

impl<'s> Row<'s> {
    /// The cell at an index; `None` if the row is shorter.
    #[must_use]
    pub(crate) fn cell(&self, column: usize) -> Option<&Text<'s>> {
        self.cells.get(column)
    }

    /// The [plain](Text::plain) words of the cell at an index; empty if the row is shorter.
    #[must_use]
    pub(crate) fn plain(&self, column: usize) -> Cow<'_, str> {
        self.cell(column).map(Text::plain).unwrap_or_default()
    }
}

/// Whether a line belongs to the table that is being read, as [`Builder::row`] finds out.
pub(super) enum RowRole {
    /// The line is a row, continues the row above, or is skipped because it is empty or repeats the header.
    Taken,
    /// The line is text that directly follows the rows, and no part of the table.
    Outside,
}

/// A table that is being read.
pub(super) struct Builder<'s> {
    page: &'s str,
    source: SourceId,
    header: Vec<Text<'s>>,
    rows: Vec<Row<'s>>,
    span: Range<usize>,
}

impl<'s> Builder<'s> {
    pub(super) fn new(page: &'s str, source: SourceId, start: usize) -> Builder<'s> {
        Builder { page, source, header: Vec::new(), rows: Vec::new(), span: start..start }
    }

    /// Continues a table that was already finished, because further rows of it follow on the page.
    pub(super) fn reopen(page: &'s str, source: SourceId, table: Table<'s>) -> Builder<'s> {
        Builder { page, source, header: table.header, rows: table.rows, span: table.span.range() }
    }

    pub(super) fn header(&mut self, cells: Vec<Text<'s>>, end: usize) {
        self.header = cells;
        self.span.end = end;
    }

    pub(super) fn columns(&self) -> usize {
        self.header.len()
    }

    /// The number of columns up to the last one that has a title. A row may omit the cells of the columns after it.
    fn titled(&self) -> usize {
        self.header.iter().rposition(|title| !title.is_empty()).map_or(0, |last| last + 1)
    }

    /// Moves the end of the table's byte range to `end`.
    pub(super) fn extend(&mut self, end: usize) {
        self.span.end = self.span.end.max(end);
    }

    pub(super) fn finish(self) -> Table<'s> {
        let span = Span::new(self.source, trim(self.page, self.span));
        Table { header: self.header, rows: self.rows, span }
    }

    /// Adds a row. If `surplus` is true, the row has more cells than the header, and the last item of `cells` contains
    /// the text of all cells that remain.
    pub(super) fn row(
        &mut self,
        range: Range<usize>,
        mut cells: Vec<Text<'s>>,
        surplus: bool,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> RowRole {
        let range = trim(self.page, range);
        if range.is_empty() {
            // CommonMark takes a line that consists of no-break spaces for a row. It is skipped here.
            return RowRole::Taken;
        }
        let span = Span::new(self.source, range.clone());
        let raw = &self.page[range.clone()];
        if raw.contains("---") && is_delimiter(raw) {
            // This is a row of dashes among the rows. If the row above it repeats the titles of the header, that row is
            // removed, because it has no values.
            let titles: Vec<_> = self.header.iter().map(Text::plain).collect();
            let is_header = |row: &mut Row<'_>| titles.iter().enumerate().all(|(at, title)| row.plain(at) == *title);
            let header = self.rows.pop_if(is_header);
            let span = header.map_or(span, |row| row.span.to(span));
            diagnostics.push(
                Diagnostic::new(code::TABLE_INTERRUPTED, span, "the header of the table is repeated among its rows")
                    .help("remove the repeated header, or write a heading above it if a new table begins here")
                    .about(Subject::words(raw))
                    .fix_safely(Edit::RemoveLines(span)),
            );
            return RowRole::Taken;
        }
        let is_fragment = cells.len() == 1 && !raw.starts_with('|') || cells.is_empty();
        if is_fragment && self.columns() > 1 {
            let before = self.rows.last_mut().filter(|row| {
                let before = self.page.get(row.span.range()).unwrap_or_default();
                !before.ends_with('|') || before.ends_with("\\|")
            });
            if let Some(before) = before {
                diagnostics.push(
                    Diagnostic::new(code::BROKEN_ROW, span, "a cell of the row above continues on this line")
                        .help("write the whole row on one line")
                        .about(Subject::words(raw))
                        .note(before.span, "the row above")
                        .fix_unsafely(Edit::Replace(
                            Span { start: before.span.end, end: span.start, ..span },
                            " ".to_owned(),
                        )),
                );
                before.span = before.span.to(span);
                self.span.end = range.end;
                let Some(last) = before.cells.last_mut() else { return RowRole::Taken };
                if let Some(cell) = cells.pop() {
                    last.span = if last.inlines.is_empty() { cell.span } else { last.span.to(cell.span) };
                    last.inlines.push(Inline::Break);
                    last.inlines.extend(cell.inlines);
                }
                return RowRole::Taken;
            }
            if !raw.contains('|') {
                return RowRole::Outside;
            }
        }
        if surplus {
            let message = format!("this row has more cells than the header, which has {} cells", self.columns());
            let mut finding = Diagnostic::new(code::LONG_ROW, span, message)
                .help("write `\\|` for a pipe within a cell")
                .about(Subject::words(&first_cell(&cells)));
            for pipe in surplus_pipes(raw, self.columns()) {
                let at = span.start as usize + pipe;
                finding = finding.fix_unsafely(Edit::Replace(Span::new(span.source, at..at), "\\".to_owned()));
            }
            diagnostics.push(finding);
        } else if cells.len() < self.titled() && !is_caption(&cells) {
            let plural = if cells.len() == 1 { "" } else { "s" };
            let message = format!(
                "this row has {} cell{plural}, and the header of the table has {}",
                cells.len(),
                self.columns()
            );
            let is_closed = raw.ends_with('|') && !raw.ends_with("\\|");
            let pipes = self.columns().saturating_sub(cells.len()) + usize::from(!is_closed);
            diagnostics.push(
                Diagnostic::new(code::SHORT_ROW, span, message)
                    .help("add the cells that are missing")
                    .about(Subject::words(&first_cell(&cells)))
                    .fix_safely(Edit::Replace(Span { start: span.end, ..span }, "|".repeat(pipes))),
            );
        }
        self.span.end = range.end;
        self.rows.push(Row { cells, span });
        RowRole::Taken
    }
}

/// The byte offsets in `raw`, a row with too many cells, of the pipes after the last column that the header has. The
/// pipe that closes the row is not among them.
fn surplus_pipes(raw: &str, columns: usize) -> Vec<usize> {
    let is_free = |at: &usize| !raw[..*at].ends_with('\\');
    let mut pipes: Vec<usize> = raw.match_indices('|').map(|(at, _)| at).filter(is_free).collect();
    if pipes.last().is_some_and(|at| at + 1 == raw.len()) {
        pipes.pop();
    }
    let leading = usize::from(raw.starts_with('|'));
    pipes.split_off((columns - 1 + leading).min(pipes.len()))
}

/// Whether a row has one cell, which is bold or empty. It is a caption for the rows below it, so it lacks no cells.
fn is_caption(cells: &[Text<'_>]) -> bool {
    matches!(cells, [only] if only.is_strong() || only.is_empty())
}

/// The words of the first cell of a row, by which a finding identifies the row.
fn first_cell(cells: &[Text<'_>]) -> String {
    cells.first().map_or_else(String::new, |cell| cell.plain().into_owned())
}

/// Finds a table that lacks the row of dashes, and returns the byte range of its header, the first line of the
/// paragraph. A paragraph is such a table if all its lines start with a pipe, and the first two lines have the same
/// number of cells, at least two. `None` for any other paragraph.
pub(super) fn bare(page: &str, range: Range<usize>) -> Option<Range<usize>> {
    let mut rows = lines(page, range).map(|line| trim(page, line));
    let (header, first) = (rows.next()?, rows.next()?);
    let is_row = |line: &Range<usize>| page[line.clone()].starts_with('|');
    let columns = cells(page, header.clone()).len();
    let fits = is_row(&header) && is_row(&first) && columns >= 2 && cells(page, first).len() == columns;
    (fits && rows.all(|line| is_row(&line))).then_some(header)
}

/// Whether a line looks like a row of a table: it starts with a pipe, has a second pipe, and at least one of its cells
/// is not empty.
pub(super) fn is_row(page: &str, line: Range<usize>) -> bool {
    let line = trim(page, line);
    let is_closed = line.len() > 1 && page[line.clone()].ends_with('|');
    page[line.clone()].starts_with('|') && {
        let cells = cells(page, line);
        (cells.len() > 1 || is_closed) && cells.iter().any(|cell| !cell.is_empty())
    }
}

/// The byte offset of the first of the lines at the end of a paragraph that look like rows of a table. `None` if not
/// even the last line does.
pub(super) fn first_row(page: &str, range: Range<usize>) -> Option<usize> {
    memchr::memchr(b'|', page.get(range.clone())?.as_bytes())?;
    let mut first = None;
    for line in lines(page, range) {
        match is_row(page, line.clone()) {
            true => first = first.or(Some(line.start)),
            false => first = None,
        }
    }
    first
}

/// Finds a table inside a paragraph: a row of dashes below a line with a pipe. Returns the byte ranges of this line,
/// which is the header, and of the row of dashes. `None` if there is no such table.
pub(super) fn find(page: &str, range: Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
    let mut previous: Option<Range<usize>> = None;
    for line in lines(page, range) {
        if let Some(header) = previous
            && is_delimiter(&page[line.clone()])
            && page[header.clone()].contains('|')
            && !cells(page, header.clone()).is_empty()
        {
            return Some((header, line));
        }
        previous = Some(line);
    }
    None
}

/// Whether a line is a row of dashes, such as `|---|:---|`: it consists of dashes, colons, pipes and white space, with
/// at least one dash and one pipe.
fn is_delimiter(line: &str) -> bool {
    line.contains('-')
        && line.contains('|')
        && line.chars().all(|character| matches!(character, '-' | ':' | '|') || character.is_whitespace())
}

/// The byte ranges of the cells in a line. A pipe separates two cells unless it is escaped with a backslash, or is the
/// first or last character of the line.
pub(super) fn cells(page: &str, line: Range<usize>) -> Vec<Range<usize>> {
    let line = trim(page, line);
    let mut start = line.start;
    let mut cells = Vec::new();
    let mut escaped = false;
    for (offset, byte) in page[line.clone()].bytes().enumerate() {
        let at = line.start + offset;
        match byte {
            b'\\' => escaped = !escaped,
            b'|' if !escaped => {
                if at > line.start {
                    cells.push(trim(page, start..at));
                }
                start = at + 1;
            }
            _ => escaped = false,
        }
    }
    if start < line.end {
        cells.push(trim(page, start..line.end));
    }
    cells
}
