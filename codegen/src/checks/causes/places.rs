//! The places of consequences, as notes of the finding that is their cause.

use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// How many places of consequences a finding shows; the others are counted.
const SHOWN: usize = 3;

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
