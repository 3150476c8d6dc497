//! The earlier state of the pages with which `gen --since` compares the current pages.

use std::collections::BTreeSet;

use graph_codegen::Options;
use graph_codegen::diagnostic::Diagnostic;
use graph_codegen::diff::{self, Surface};
use graph_codegen::select::{self, Choice, Selection};
use graph_codegen::source::{SourceId, Sources};

use crate::lint::allowed;
use crate::lint::baseline::Baseline;
use crate::lint::fingerprint;
use crate::lint::known::{EarlierLines, known};
use crate::lint::removed;
use crate::lint::renamed::{self, Renamed};
use crate::report::finding::Finding;

/// The earlier state that `--since` names: the texts of its pages, the fingerprints of its findings, and the
/// [`Surface`] of its API, which is compared with that of the current pages.
pub(crate) struct Since {
    /// The value of `--since`: a Git revision or a folder.
    pub(crate) name: String,
    /// The texts of the pages in the state that `--since` names.
    pub(crate) sources: Sources,
    known: Baseline,
    pub(crate) surface: Surface,
}

impl Since {
    /// Reads the pages of the earlier state, whose texts are in `sources`, and plans a crate for the part of the API
    /// that `choice` selects. If a pattern of `choice` matches nothing in them, the crate is planned for the whole API.
    pub(crate) fn of(name: &str, sources: Sources, choice: &Choice, options: &Options) -> Since {
        let reading = graph_codegen::read(&sources);
        let selection = select::select(&reading.api, choice);
        let selection = if selection.unmatched.is_empty() { selection } else { Selection::everything(&reading.api) };
        let planned = graph_codegen::plan(&reading.api, &selection, options);
        let mut findings = [reading.diagnostics, planned.diagnostics].concat();
        allowed::leave_out(&reading.allowed, &mut findings);
        let fingerprints: Vec<String> =
            findings.iter().map(|finding| fingerprint::of(path(&sources, finding), finding)).collect();
        let known = Baseline::of(fingerprints.iter().map(String::as_str));
        let surface = Surface::without_examples(&reading.api, &sources).with_crate(&reading.api, &planned.plan);
        Since { name: name.to_owned(), sources, known, surface }
    }

    /// The files whose texts [`Since::new_findings`] needs. These are files that the earlier state does not have,
    /// files with links that lead to no page, and files with more findings than before.
    pub(crate) fn files_to_compare(&self, sources: &Sources, findings: &[Diagnostic]) -> BTreeSet<SourceId> {
        let lead = findings.iter().filter(|finding| diff::lead(sources, finding).is_some());
        let mut known = self.known.clone();
        let more = findings.iter().filter(|finding| !known.take(&fingerprint::of(path(sources, finding), finding)));
        let texts = lead.chain(more).map(|finding| finding.span.source);
        renamed::only_in(sources, &self.sources).chain(texts).collect()
    }

    /// The findings of this run that the earlier state does not have, and the number of findings that the earlier
    /// state has too.
    pub(crate) fn new_findings(&self, sources: &Sources, findings: &[Diagnostic]) -> (Vec<Diagnostic>, usize) {
        let renamed = Renamed::between(&self.sources, sources);
        let fingerprint = |finding: &Diagnostic| {
            let path = path(sources, finding);
            fingerprint::of_former_path(renamed.former(path), path, finding)
        };
        let prints: Vec<String> = findings.iter().map(fingerprint).collect();
        let mut lines = EarlierLines::new(&self.sources, sources, &renamed);
        let known = known(self.known.clone(), &prints, |index| lines.has_line_of(&findings[index]));
        let new = findings.iter().zip(known).filter(|(_, known)| !known);
        let new: Vec<Finding> =
            new.map(|(finding, _)| Finding::of(sources, finding.clone(), finding.severity())).collect();
        let not_shown = findings.len() - new.len();
        let merged = removed::merge(&self.sources, sources, &renamed, new);
        let levelled = |finding: Finding| Diagnostic { level: Some(finding.severity), ..finding.diagnostic };
        (merged.into_iter().map(levelled).collect(), not_shown)
    }
}

fn path<'s>(sources: &'s Sources, finding: &Diagnostic) -> &'s str {
    &sources.get(finding.span.source).path
}
