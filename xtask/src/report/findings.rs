//! Counts of findings.

use std::collections::BTreeMap;

use graph_codegen::code::Code;
use graph_codegen::diagnostic::{Diagnostic, Severity};

/// The number of findings with a severity.
pub(crate) fn count(diagnostics: &[Diagnostic], severity: Severity) -> usize {
    diagnostics.iter().filter(|diagnostic| diagnostic.severity() == severity).count()
}

/// The number of findings with each code, errors first, then by code.
pub(crate) fn by_code(diagnostics: &[Diagnostic]) -> Vec<(Code, usize)> {
    let mut counts: BTreeMap<(Severity, &str), (Code, usize)> = BTreeMap::new();
    for Diagnostic { code, .. } in diagnostics {
        counts.entry((code.severity(), code.id())).or_insert((*code, 0)).1 += 1;
    }
    counts.into_values().collect()
}
