//! One change, with its state before and after.

use serde::Serialize;

use super::kind::{ChangeKind, Level};

/// One change.
#[derive(Clone, Debug)]
pub struct Change {
    /// The kind of change.
    pub kind: &'static ChangeKind,
    /// The name of the changed item: `microsoft.graph.user.displayName`, `GET /users/{}`, `routes::user::GetUser`.
    pub subject: String,
    /// A sentence about the change.
    pub message: String,
    /// The state before.
    pub before: Option<State>,
    /// The state after.
    pub after: Option<State>,
}

/// The state of an item in one of the two trees.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct State {
    /// The changed fact: a type, a list of scopes, a name. Empty if the subject itself was added or removed.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub value: String,
    /// The page, relative to the docs folder.
    pub page: String,
    /// The line, starting at 1; 0 if it is unknown.
    pub line: u64,
}

impl Change {
    /// The stable id of this change: the id of its kind and the subject.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}/{}", self.kind.id, self.subject)
    }

    /// The severity of the change.
    #[must_use]
    pub fn level(&self) -> Level {
        self.kind.level
    }
}
