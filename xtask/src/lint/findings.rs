//! Selects the findings that `lint` reports.

use graph_codegen::Options;
use graph_codegen::code::Code;
use graph_codegen::diagnostic::{self, Diagnostic};
use graph_codegen::select::Selection;
use graph_codegen::source::{SourceId, Sources};

use crate::lint::allow::{self, Allow};
use crate::lint::settings::Settings;
use crate::out::settings::DEFAULT_NAME;
use crate::report::finding::Finding;

/// The criteria that select findings.
pub(crate) struct Choice<'a> {
    pub(crate) settings: &'a Settings,
    /// Only these codes; all codes if empty.
    pub(crate) codes: &'a [Code],
}

/// The comments of all pages that allow findings.
pub(crate) struct Allowed {
    comments: Vec<(SourceId, Allow)>,
}

impl Choice<'_> {
    /// The selected findings, and the problems of comments.
    pub(crate) fn of(&self, sources: &Sources) -> (Vec<Finding>, Vec<String>) {
        self.among(sources, diagnostics(sources))
    }

    /// Like [`Choice::of`], for findings that are known already.
    pub(crate) fn among(&self, sources: &Sources, diagnostics: Vec<Diagnostic>) -> (Vec<Finding>, Vec<String>) {
        let (allowed, mut problems) = Allowed::read(sources);
        let mut used = vec![false; allowed.comments.len()];
        let mut findings = Vec::new();
        for diagnostic in diagnostics {
            let places = allowed.of(&diagnostic);
            let is_allowed = places.map(|place| used[place] = true).count() > 0;
            if let Some(severity) = self.level(sources, &diagnostic)
                && !is_allowed
            {
                findings.push(Finding::of(sources, diagnostic, severity));
            }
        }
        for ((id, comment), _) in allowed.comments.iter().zip(used).filter(|(_, is_used)| !is_used) {
            let (path, code) = (&sources.get(*id).path, comment.code.id());
            problems
                .push(format!("{path}:{}: this comment allows {code}, which is not found on the page", comment.line));
        }
        (findings, problems)
    }

    /// The level of a finding; `None` if it is not reported.
    pub(crate) fn level(&self, sources: &Sources, diagnostic: &Diagnostic) -> Option<diagnostic::Severity> {
        let is_chosen = self.codes.is_empty() || self.codes.contains(&diagnostic.code);
        let path = &sources.get(diagnostic.span.source).path;
        self.settings.level(path, diagnostic.code).filter(|_| is_chosen)
    }
}

impl Allowed {
    /// The comments, and the problems of malformed ones.
    pub(crate) fn read(sources: &Sources) -> (Allowed, Vec<String>) {
        let (mut comments, mut problems) = (Vec::new(), Vec::new());
        for (id, source) in sources.iter() {
            let (found, wrong) = allow::read(&source.text);
            problems.extend(wrong.into_iter().map(|(line, problem)| format!("{}:{line}: {problem}", source.path)));
            comments.extend(found.into_iter().map(|comment| (id, comment)));
        }
        (Allowed { comments }, problems)
    }

    /// The comments that allow a finding.
    pub(crate) fn of(&self, diagnostic: &Diagnostic) -> impl Iterator<Item = usize> {
        let allows =
            |(id, comment): &(SourceId, Allow)| *id == diagnostic.span.source && comment.code == diagnostic.code;
        self.comments.iter().enumerate().filter(move |(_, known)| allows(known)).map(|(place, _)| place)
    }
}

/// All findings, sorted.
fn diagnostics(sources: &Sources) -> Vec<Diagnostic> {
    let reading = graph_codegen::read(sources);
    let options = Options::new(DEFAULT_NAME, "cargo xtask lint", "");
    let planned = graph_codegen::plan(&reading.api, &Selection::everything(&reading.api), &options);
    let mut diagnostics = [reading.diagnostics, planned.diagnostics].concat();
    diagnostic::sort(&mut diagnostics);
    diagnostics
}
