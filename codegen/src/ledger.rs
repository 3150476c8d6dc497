//! Counts what becomes of the pages: how many rows, request lines, bodies and other pieces were read, used in the
//! model, or reported.

use serde::{Deserialize, Serialize};

/// The kinds of pieces that are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) enum PieceKind {
    /// Markdown files.
    Page,
    /// Rows of tables, without their headers.
    TableRow,
    /// Request lines, such as `GET /users/{id}`, in the sections of operation pages that list them.
    RequestLine,
    /// JSON in fenced code blocks.
    JsonBody,
    /// HTML comments with a JSON object, such as `<!-- {"blockType": "response"} -->`.
    Annotation,
    /// Entries of `overrides.toml`.
    Override,
}

/// For each kind of piece, how many were read, used and reported.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    /// For each kind the number of pieces that were read, used and reported, in this order; `None` for a kind that was
    /// never counted.
    rows: [Option<(u32, u32, u32)>; PieceKind::ALL.len()],
}

/// The counts for one kind of piece. If `read == used + diagnosed`, no piece was skipped without a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The name of the kind in the plural, such as `table rows`.
    pub kind: &'static str,
    /// How many pieces the pages have.
    pub read: usize,
    /// How many of the pieces in `read` are in the model, or are rows of tables that the generator leaves out on
    /// purpose, such as those of national clouds.
    pub used: usize,
    /// How many of the pieces in `read` are not in `used` and have a finding that says so.
    pub diagnosed: usize,
}

impl PieceKind {
    const ALL: [PieceKind; 6] = [
        PieceKind::Page,
        PieceKind::TableRow,
        PieceKind::RequestLine,
        PieceKind::JsonBody,
        PieceKind::Annotation,
        PieceKind::Override,
    ];

    /// The name in the plural, such as `table rows`.
    #[must_use]
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            PieceKind::Page => "pages",
            PieceKind::TableRow => "table rows",
            PieceKind::RequestLine => "request lines",
            PieceKind::JsonBody => "JSON bodies",
            PieceKind::Annotation => "annotations",
            PieceKind::Override => "overrides",
        }
    }
}

impl Ledger {
    /// Counts one piece of a page, whatever becomes of it.
    pub(crate) fn read(&mut self, kind: PieceKind) {
        self.row(kind).0 += 1;
    }

    /// Counts one piece that became a part of the model.
    pub(crate) fn used(&mut self, kind: PieceKind) {
        self.row(kind).1 += 1;
    }

    /// Counts one piece that a finding reports.
    pub(crate) fn diagnosed(&mut self, kind: PieceKind) {
        self.row(kind).2 += 1;
    }

    /// Counts `read` pieces, of which `used` are in the model. Findings report the others.
    pub(crate) fn count(&mut self, kind: PieceKind, read: usize, used: usize) {
        // The number of pieces in a text fits into 32 bits, because a text is shorter than 4 GiB.
        let [read, used] = [read, used].map(|count| u32::try_from(count).unwrap_or(u32::MAX));
        let row = self.row(kind);
        row.0 += read;
        row.1 += used;
        row.2 += read.saturating_sub(used);
    }

    /// Adds the counts of another page.
    pub(crate) fn add(&mut self, other: &Ledger) {
        for (row, counts) in self.rows.iter_mut().zip(&other.rows) {
            let Some(counts) = counts else { continue };
            let row = row.get_or_insert_default();
            row.0 += counts.0;
            row.1 += counts.1;
            row.2 += counts.2;
        }
    }

    /// The counts of each kind that occurs, in a fixed order.
    pub fn rows(&self) -> impl Iterator<Item = Row> {
        let row = |(kind, counts): (PieceKind, &Option<(u32, u32, u32)>)| {
            let (read, used, diagnosed) = (*counts)?;
            let [read, used, diagnosed] = [read, used, diagnosed].map(|count| count as usize);
            Some(Row { kind: kind.as_str(), read, used, diagnosed })
        };
        PieceKind::ALL.into_iter().zip(&self.rows).filter_map(row)
    }

    fn row(&mut self, kind: PieceKind) -> &mut (u32, u32, u32) {
        self.rows[kind as usize].get_or_insert_default()
    }

    /// Whether every piece that was read was either used or reported by a finding.
    #[must_use]
    pub fn balances(&self) -> bool {
        self.rows().all(|row| row.read == row.used + row.diagnosed)
    }
}
