//! A table that is being read: its rows so far, and the lines among them that are no rows.

use std::ops::Range;

use crate::page::{Text, table};
use crate::source::SourceId;

/// A table that is being read.
pub(super) struct OpenTable<'s> {
    pub(super) builder: table::Builder<'s>,
    /// The cells of the row that is being read, with their places.
    pub(super) cells: Vec<(Text<'s>, Range<usize>)>,
    /// Lines between the rows that are no rows.
    pub(super) between: Vec<Range<usize>>,
    /// Lines after the last row so far that are no rows. There is no blank line before them.
    pub(super) after: Vec<Range<usize>>,
}

impl<'s> OpenTable<'s> {
    pub(super) fn at(page: &'s str, source: SourceId, start: usize) -> OpenTable<'s> {
        let builder = table::Builder::new(page, source, start);
        OpenTable { builder, cells: Vec::new(), between: Vec::new(), after: Vec::new() }
    }
}
