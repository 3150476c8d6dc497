//! The state of the pages with which `gen --since` compares a run.

use graph_codegen::Options;
use graph_codegen::diagnostic::Diagnostic;
use graph_codegen::diff::Surface;
use graph_codegen::select::{self, Choice, Selection};
use graph_codegen::source::Sources;

use crate::lint::allowed;
use crate::lint::baseline::Baseline;
use crate::lint::fingerprint;

/// What a run needs of the state that `--since` names: its findings, and what `diff` compares.
pub(crate) struct Since {
    /// The value of `--since`: a Git revision or a folder.
    pub(crate) name: String,
    known: Baseline,
    pub(crate) surface: Surface,
}

impl Since {
    /// Reads the pages of that state. If a pattern of `choice` matches nothing in them, the whole API is compared.
    pub(crate) fn of(name: &str, sources: &Sources, choice: &Choice, options: &Options) -> Since {
        let reading = graph_codegen::read(sources);
        let selection = select::select(&reading.api, choice);
        let selection = if selection.unmatched.is_empty() { selection } else { Selection::everything(&reading.api) };
        let planned = graph_codegen::plan(&reading.api, &selection, options);
        let mut findings = [reading.diagnostics, planned.diagnostics].concat();
        allowed::leave_out(&reading.allowed, &mut findings);
        let fingerprints: Vec<String> = findings.iter().map(|finding| of(sources, finding)).collect();
        let known = Baseline::of(fingerprints.iter().map(String::as_str));
        let surface = Surface::without_examples(&reading.api, sources).with_crate(&reading.api, &planned.plan);
        Since { name: name.to_owned(), known, surface }
    }

    /// The findings of this run that the earlier state does not have.
    pub(crate) fn new_findings(&self, sources: &Sources, findings: &[Diagnostic]) -> Vec<Diagnostic> {
        let mut known = self.known.clone();
        findings.iter().filter(|finding| !known.take(&of(sources, finding))).cloned().collect()
    }
}

fn of(sources: &Sources, finding: &Diagnostic) -> String {
    fingerprint::of(&sources.get(finding.span.source).path, finding)
}
