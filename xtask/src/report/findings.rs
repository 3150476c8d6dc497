//! Counts findings by severity and code.

use std::collections::BTreeMap;

use graph_codegen::code::Code;
use graph_codegen::diagnostic::{Diagnostic, Severity};

/// The number of findings with this severity.
pub(crate) fn count(diagnostics: &[Diagnostic], severity: Severity) -> usize {
    diagnostics.iter().filter(|diagnostic| diagnostic.severity() == severity).count()
}

/// The number of findings with each severity and code, sorted by severity, with errors first, and then by code.
pub(crate) fn by_code(diagnostics: &[Diagnostic]) -> Vec<(Severity, Code, usize)> {
    let mut counts: BTreeMap<(Severity, &str), (Code, usize)> = BTreeMap::new();
    for finding in diagnostics {
        counts.entry((finding.severity(), finding.code.id())).or_insert((finding.code, 0)).1 += 1;
    }
    counts.into_iter().map(|((severity, _), (code, count))| (severity, code, count)).collect()
}
