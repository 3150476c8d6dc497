//! One change, and its two states.

use serde::Serialize;

use super::kind::{Kind, Level};

/// One change.
#[derive(Clone, Debug)]
pub struct Change {
    /// What happened.
    pub kind: &'static Kind,
    /// The name of what changed: `microsoft.graph.user.displayName`, `GET /users/{}`, `routes::user::GetUser`.
    pub subject: String,
    /// What happened to it: one sentence.
    pub message: String,
    /// How it was.
    pub before: Option<State>,
    /// How it is.
    pub after: Option<State>,
}

/// How something is in one of the two trees.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct State {
    /// The fact that changed: a type, a list of scopes, a name. Empty when the subject itself came or went.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub value: String,
    /// The page, relative to the docs folder.
    pub page: String,
    /// The line, from 1; 0 when it is not known.
    pub line: u64,
}

impl Change {
    /// The stable id of this change: the id of its kind and the subject.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}/{}", self.kind.id, self.subject)
    }

    /// Whom the change concerns, and how much.
    #[must_use]
    pub fn level(&self) -> Level {
        self.kind.level
    }
}
