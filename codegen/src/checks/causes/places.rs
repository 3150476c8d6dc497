//! The places of consequences, as notes of the finding that is their cause.

use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// How many places of consequences a finding shows; the others are counted.
const SHOWN: usize = 3;

/// Adds the place and the fix of a finding that says the same of another place.
pub(super) fn join(finding: &mut Diagnostic, other: &Diagnostic, words: &str) {
    add(finding, other.span, words);
    match (&mut finding.fix, &other.fix) {
        (Some(fix), Some(other)) => fix.join(other),
        // One place that nobody fixes would leave the finding.
        (fix, None) => *fix = None,
        (None, Some(_)) => {}
    }
}

/// Adds the place of a consequence; beyond the first few they are counted.
pub(super) fn add(finding: &mut Diagnostic, place: Span, words: &str) {
    if finding.span == place || finding.notes.iter().any(|(known, _)| *known == place) {
        return;
    }
    if finding.notes.len() < SHOWN {
        finding.notes.push((place, words.to_owned()));
    } else {
        finding.more += 1;
    }
}
