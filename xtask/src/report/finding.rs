//! A finding as `lint` reports it, with its level and its fingerprint, and spans converted to lines and columns.

use graph_codegen::diagnostic::{Diagnostic, Severity};
use graph_codegen::source::{Sources, Span};

use crate::lint::fingerprint;
use crate::report::positions::Positions;

/// A finding with what `lint` adds to it: the reported level and a fingerprint.
pub(crate) struct Finding {
    pub(crate) diagnostic: Diagnostic,
    /// The level that `lint.toml` sets for the code, or else the default level of the code.
    pub(crate) severity: Severity,
    pub(crate) fingerprint: String,
    /// Whether the file that `--baseline` names lacks the finding; `None` without that flag.
    pub(crate) is_new: Option<bool>,
}

/// The lines and columns of a span. Both start at 1, columns count characters, and the end is after the last character.
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

/// Converts a span to lines and columns.
pub(crate) fn region<'a>(positions: &mut Positions<'a>, span: Span) -> Region<'a> {
    let (start, end) = (positions.of(span), positions.end(span));
    let page = positions.page(span).0;
    Region { page, line: start.line, column: start.column, end_line: end.line, end_column: end.column }
}
