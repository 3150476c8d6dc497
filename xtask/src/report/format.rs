//! Renders findings in the format that a flag of the command names.

use std::path::Path;

use graph_codegen::source::Sources;

use crate::console;
use crate::flags::LintFormat;
use crate::folders::{shown, slashed};
use crate::report::finding::Finding;
use crate::report::{github, human, json, sarif};

/// Renders the findings on pages of `docs`.
pub(crate) fn render(format: LintFormat, sources: &Sources, findings: &[Finding], docs: &Path) -> String {
    let docs = || slashed(Path::new(&shown(docs).to_string()));
    match format {
        LintFormat::Human => {
            let shown = findings.iter().map(|finding| (finding.severity, &finding.diagnostic));
            human::render(sources, shown, console::colours())
        }
        LintFormat::Json => json::render(sources, findings),
        LintFormat::Github => github::render(sources, findings, &docs()),
        LintFormat::Sarif => sarif::render(sources, findings, &docs()),
    }
}
