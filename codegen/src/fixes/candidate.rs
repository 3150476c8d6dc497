//! One fix that is tried in a round: a finding with its edits.

use crate::diagnostic::{Diagnostic, TextEdit};
use crate::source::Sources;

/// The identity of a finding: its code, page and subject. Edits at other places of the page do not change it.
pub(super) type Key = [String; 3];

pub(super) fn key(sources: &Sources, finding: &Diagnostic) -> Key {
    finding.identity(&sources.get(finding.span.source).path)
}

/// A finding and the edits of its fix.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) finding: Diagnostic,
    pub(super) key: Key,
    pub(super) edits: Vec<TextEdit>,
}

impl Candidate {
    /// The identity of the fix, which is the same in every round: the finding, and the texts that the edits write.
    pub(super) fn id(&self) -> (Key, String) {
        (self.key.clone(), self.edits.iter().map(|edit| edit.text.as_str()).collect())
    }
}
