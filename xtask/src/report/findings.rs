//! The findings of a run: in order, and counted by code.

use std::collections::BTreeMap;

use graph_codegen::code::Code;
use graph_codegen::diagnostic::{Diagnostic, Severity};

/// Sorts by place; findings of one place by code. Later stages append theirs, so the whole is not sorted by itself.
pub(crate) fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| (a.span, a.code.id(), &a.found).cmp(&(b.span, b.code.id(), &b.found)));
}

/// How many findings have a severity.
pub(crate) fn count(diagnostics: &[Diagnostic], severity: Severity) -> usize {
    diagnostics.iter().filter(|diagnostic| diagnostic.severity() == severity).count()
}

/// How often each code occurs, errors first, then by code.
pub(crate) fn by_code(diagnostics: &[Diagnostic]) -> Vec<(Code, usize)> {
    let mut counts: BTreeMap<(Severity, &str), (Code, usize)> = BTreeMap::new();
    for Diagnostic { code, .. } in diagnostics {
        counts.entry((code.severity(), code.id())).or_insert((*code, 0)).1 += 1;
    }
    counts.into_values().collect()
}
