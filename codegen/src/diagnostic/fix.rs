//! How a finding is fixed by program: edits of page texts, and whether they leave the meaning as it is.
//!
//! A check says what to change in words of its own ([`Edit`]), because the text of a page is not at hand in every run.
//! [`Fix::edits`] turns that into bytes to be replaced. Invariant: a fix is made as a whole or not at all.

use serde::{Deserialize, Serialize};

use crate::diagnostic::edit::{Edit, TextEdit};
use crate::source::{SourceId, Sources};

/// What fixes a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// What the edits do, in the imperative: the first clause of the finding's help.
    pub title: String,
    /// Whether the meaning stays.
    pub safety: Safety,
    pub(crate) edits: Vec<Edit>,
}

/// Whether a fix changes what is read from the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Safety {
    /// It writes down what is read anyway: the model stays the same.
    Safe,
    /// It decides something, and a person has to look at it.
    Unsafe,
}

impl Fix {
    /// The bytes to be replaced, sorted and disjoint. None when the texts are not what the check took them for, or when they
    /// are not known byte for byte.
    #[must_use]
    pub fn edits(&self, sources: &Sources) -> Option<Vec<TextEdit>> {
        let mut edits = Vec::with_capacity(self.edits.len());
        for edit in &self.edits {
            edit.resolve(sources, &mut edits)?;
        }
        edits.retain(|edit| sources.slice(edit.span) != edit.text);
        edits.sort();
        edits.dedup();
        let disjoint = edits.windows(2).all(|pair| !pair[0].conflicts(&pair[1]));
        let whole = edits.iter().all(|edit| sources.get(edit.span.source).invalid_utf8.is_none());
        (disjoint && whole && !edits.is_empty()).then_some(edits)
    }

    /// The files that it changes.
    pub fn files(&self) -> impl Iterator<Item = SourceId> {
        self.edits.iter().map(Edit::source)
    }

    /// Adds the edits of a fix of the same.
    pub(crate) fn join(&mut self, other: &Fix) {
        self.safety = self.safety.max(other.safety);
        self.edits.extend(other.edits.iter().cloned());
    }

    /// The row that it adds.
    pub(crate) fn row(&self) -> Option<Edit> {
        self.edits.iter().find(|edit| matches!(edit, Edit::Row(_))).cloned()
    }
}
