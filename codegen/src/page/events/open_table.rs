//! A table under construction: its rows so far, and the text lines among them.

use std::ops::Range;

use crate::page::{Text, table};
use crate::source::SourceId;

/// A table under construction.
pub(super) struct OpenTable<'s> {
    pub(super) builder: table::Builder<'s>,
    /// The cells of the current row, with their places.
    pub(super) cells: Vec<(Text<'s>, Range<usize>)>,
    /// Text lines between rows.
    pub(super) between: Vec<Range<usize>>,
    /// Text lines after the last row so far, without a blank line before them.
    pub(super) after: Vec<Range<usize>>,
}

impl<'s> OpenTable<'s> {
    pub(super) fn at(page: &'s str, source: SourceId, start: usize) -> OpenTable<'s> {
        let builder = table::Builder::new(page, source, start);
        OpenTable { builder, cells: Vec::new(), between: Vec::new(), after: Vec::new() }
    }
}
