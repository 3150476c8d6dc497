//! Selects the findings that `lint` reports.

use graph_codegen::Options;
use graph_codegen::code::Code;
use graph_codegen::diagnostic::{self, Diagnostic};
use graph_codegen::select::Selection;
use graph_codegen::source::Sources;

use crate::lint::allowed;
use crate::lint::settings::Settings;
use crate::out::settings::DEFAULT_NAME;
use crate::report::finding::Finding;

/// Which findings to report, and at which levels.
pub(crate) struct Choice<'a> {
    pub(crate) settings: &'a Settings,
    /// If it is not empty, only findings with these codes are reported.
    pub(crate) codes: &'a [Code],
}

impl Choice<'_> {
    /// The findings to report on these pages. Those that a comment on the page allows are left out.
    pub(crate) fn of(&self, sources: &Sources) -> Vec<Finding> {
        self.among(sources, diagnostics(sources))
    }

    /// Those of the given findings that are to be reported, each with its level.
    pub(crate) fn among(&self, sources: &Sources, diagnostics: Vec<Diagnostic>) -> Vec<Finding> {
        let levelled = |diagnostic: Diagnostic| {
            let severity = self.level(sources, &diagnostic)?;
            Some(Finding::of(sources, diagnostic, severity))
        };
        diagnostics.into_iter().filter_map(levelled).collect()
    }

    /// The level of a finding; `None` if it is not reported.
    pub(crate) fn level(&self, sources: &Sources, diagnostic: &Diagnostic) -> Option<diagnostic::Severity> {
        let is_chosen = self.codes.is_empty() || self.codes.contains(&diagnostic.code);
        let path = &sources.get(diagnostic.span.source).path;
        self.settings.level(path, diagnostic.code).filter(|_| is_chosen)
    }
}

/// All findings on these pages, sorted, before `lint.toml` and the flags choose among them. Those that a comment on the
/// page allows are left out.
fn diagnostics(sources: &Sources) -> Vec<Diagnostic> {
    let reading = graph_codegen::read(sources);
    let options = Options::new(DEFAULT_NAME, "cargo xtask lint", "");
    let planned = graph_codegen::plan(&reading.api, &Selection::everything(&reading.api), &options);
    let mut diagnostics = [reading.diagnostics, planned.diagnostics].concat();
    allowed::leave_out(&reading.allowed, &mut diagnostics);
    diagnostic::sort(&mut diagnostics);
    diagnostics
}
