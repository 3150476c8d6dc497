//! A table that is being read: its rows so far, and the lines among them that are no rows.

use std::ops::Range;

use crate::page::{Text, table};
use crate::source::SourceId;

/// A table that is being read.
pub(super) struct OpenTable<'s> {
    pub(super) builder: table::Builder<'s>,
    /// The cells of the row that is being read, with their byte ranges.
    pub(super) cells: Vec<(Text<'s>, Range<usize>)>,
    /// The byte ranges of lines between the rows that are no rows.
    pub(super) between: Vec<Range<usize>>,
    /// The byte ranges of lines directly after the last row that are no rows. There is no blank line before them.
    pub(super) after: Vec<Range<usize>>,
}

impl<'s> OpenTable<'s> {
    pub(super) fn at(page: &'s str, source: SourceId, start: usize) -> OpenTable<'s> {
        let builder = table::Builder::new(page, source, start);
        OpenTable { builder, cells: Vec::new(), between: Vec::new(), after: Vec::new() }
    }
}
