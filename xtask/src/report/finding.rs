//! A finding as `lint` reports it, with its level and its fingerprint, and spans converted to lines and columns.

use graph_codegen::diagnostic::{Diagnostic, Severity};
use graph_codegen::source::{Sources, Span};

use crate::lint::fingerprint;
use crate::report::positions::Positions;

/// A finding that `lint` reports.
pub(crate) struct Finding {
    pub(crate) diagnostic: Diagnostic,
    /// The level, which may be one that the settings set.
    pub(crate) severity: Severity,
    pub(crate) fingerprint: String,
    /// Whether the baseline lacks the finding; `None` without a baseline.
    pub(crate) is_new: Option<bool>,
}

/// A span in lines and columns. Both start at 1, and columns count characters. The end is after the last character.
pub(crate) struct Region<'a> {
    pub(crate) page: &'a str,
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) end_line: usize,
    pub(crate) end_column: usize,
}

impl Finding {
    pub(crate) fn of(sources: &Sources, diagnostic: Diagnostic, severity: Severity) -> Finding {
        let fingerprint = fingerprint::of(&sources.get(diagnostic.span.source).path, &diagnostic);
        Finding { diagnostic, severity, fingerprint, is_new: None }
    }
}

/// The region of a span.
pub(crate) fn region<'a>(positions: &mut Positions<'a>, span: Span) -> Region<'a> {
    let (start, end) = (positions.of(span), positions.end(span));
    let page = positions.page(span).0;
    Region { page, line: start.line, column: start.column, end_line: end.line, end_column: end.column }
}
