//! Adds notes to a finding: where else the same mistake or its consequences are.

use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// Adds the place and the fix of an equal finding about another place.
pub(super) fn join(finding: &mut Diagnostic, other: &Diagnostic, words: &str) {
    add(finding, other.span, words);
    match (&mut finding.fix, &other.fix) {
        (Some(fix), Some(other)) => fix.join(other),
        // A finding with several places has a fix only if every place has one.
        (fix, None) => *fix = None,
        (None, Some(_)) => {}
    }
}

/// Adds the place of a consequence, or only counts it if the finding shows enough places.
pub(super) fn add(finding: &mut Diagnostic, place: Span, words: &str) {
    if finding.span == place || finding.notes.iter().any(|(known, _)| *known == place) {
        return;
    }
    finding.also_at(place, words);
}
