//! How to correct a page so that a finding disappears: its edits, and whether they change the model.
//!
//! A check describes a change in words such as "add a row" ([`Edit`]), because the text of a page is not available in
//! every run. [`Fix::edits`] turns the change into bytes to replace. Invariant: a fix is applied as a whole or not at
//! all.

use serde::{Deserialize, Serialize};

use crate::diagnostic::edit::{Edit, TextEdit};
use crate::source::{SourceId, Sources};

/// The edits that correct what a finding reports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// What the edits do, in the imperative: the beginning of the help.
    pub title: String,
    /// Whether the edits change the model that is read from the pages, or leave it as it is.
    pub safety: Safety,
    pub(crate) edits: Vec<Edit>,
}

/// Whether a fix changes the model that is read from the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Safety {
    /// The model stays the same: the fix only corrects the spelling of the page.
    Safe,
    /// The fix makes a decision that a person has to review.
    Unsafe,
}

impl Fix {
    /// The bytes to replace, sorted, without overlaps. `None` if the text has changed since the check, if the edits
    /// overlap or change nothing, or if a file is not valid UTF-8, so that byte offsets in it are not known.
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

    /// The files that the edits change, one for each edit, so a file may occur more than once.
    pub fn files(&self) -> impl Iterator<Item = SourceId> {
        self.edits.iter().map(Edit::source)
    }

    /// Adds the edits of `other`, the fix of a finding with the same cause. The result is safe only if both are.
    pub(crate) fn join(&mut self, other: &Fix) {
        self.safety = self.safety.max(other.safety);
        self.edits.extend(other.edits.iter().cloned());
    }

    /// The word that the fix replaces, if its first edit replaces a word. `None` otherwise.
    pub(crate) fn word(&self) -> Option<&str> {
        match self.edits.first() {
            Some(Edit::Word(_, word, _)) => Some(word),
            _ => None,
        }
    }

    /// Whether the fix exchanges the texts of two table cells.
    pub(crate) fn exchanges(&self) -> bool {
        matches!(self.edits.first(), Some(Edit::Exchange(..)))
    }

    /// The edit that adds a row to a table. If the row is part of an [`Edit::All`], this is the whole [`Edit::All`].
    /// `None` if the fix adds no row.
    pub(crate) fn row(&self) -> Option<Edit> {
        let adds = |edit: &Edit| matches!(edit, Edit::Row(_));
        let adds = |edit: &&Edit| adds(edit) || matches!(edit, Edit::All(parts) if parts.iter().any(adds));
        self.edits.iter().find(adds).cloned()
    }
}
