//! Functions for merging findings: they add the places of other findings as notes, and replace several findings by one.

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// Merges two equal findings about different places: adds the place of `other` to `finding`, with `words` as its
/// note, and unites their fixes.
pub(super) fn add_place(finding: &mut Diagnostic, other: &Diagnostic, words: &str) {
    add(finding, other.span, words);
    match (&mut finding.fix, &other.fix) {
        (Some(fix), Some(other)) => fix.join(other),
        // A finding with several places has a fix only if every place has one.
        (fix, None) => *fix = None,
        (None, Some(_)) => {}
    }
}

/// Adds a note with the place of a consequence. If the finding has enough notes already, the place is only counted.
pub(super) fn add(finding: &mut Diagnostic, place: Span, words: &str) {
    if finding.span == place || finding.notes.iter().any(|(known, _)| *known == place) {
        return;
    }
    finding.also_at(place, words);
}

/// If several findings with the same code and place propose to exchange two texts, such as two cells, keeps only the
/// first.
pub(super) fn exchanged(diagnostics: &mut Vec<Diagnostic>) {
    let mut told: BTreeSet<(&'static str, Span)> = BTreeSet::new();
    diagnostics.retain(|finding| {
        let exchanges = finding.fix.as_ref().is_some_and(|fix| fix.exchanges());
        !exchanges || told.insert((finding.code.id(), finding.span))
    });
}

/// Removes the findings at the indexes in `explained`, and adds the findings in `made`, which take their place.
pub(super) fn replace(diagnostics: &mut Vec<Diagnostic>, explained: &BTreeSet<usize>, mut made: Vec<Diagnostic>) {
    let mut index = 0;
    diagnostics.retain(|_| {
        index += 1;
        !explained.contains(&(index - 1))
    });
    diagnostics.append(&mut made);
}
