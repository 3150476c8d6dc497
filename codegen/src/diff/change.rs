//! One difference between two states of an API, with the value and the place that it has in each.

use serde::Serialize;

use super::kind::{ChangeKind, Level};

/// One difference between two states of an API, for instance that the type of a property changed.
#[derive(Clone, Debug)]
pub struct Change {
    /// What happened, for instance `property-removed`, with its severity.
    pub kind: &'static ChangeKind,
    /// The name of the changed item: `microsoft.graph.user.displayName`, `GET /users/{}`, `routes::user::GetUser`.
    pub subject: String,
    /// A sentence for people that says what changed.
    pub message: String,
    /// Other items that the same edit changed in the same way, such as the other routes of a page.
    pub also: Vec<String>,
    /// The value and the place in the earlier state; `None` if the item is new.
    pub before: Option<State>,
    /// The value and the place in the current state; `None` if the item was removed.
    pub after: Option<State>,
}

/// The value of an item in one of the two compared states, and the place that documents it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct State {
    /// The value itself, such as the name of a type or a list of scopes. Empty if the change is not about a single
    /// value, for instance because the whole item was added or removed.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub value: String,
    /// The page, relative to the docs folder; empty if the item has none of its own, such as a Rust item.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub page: String,
    /// The line of the place on the page, starting at 1; 0 if it is unknown.
    #[serde(skip_serializing_if = "is_unknown")]
    pub line: u64,
}

fn is_unknown(line: &u64) -> bool {
    *line == 0
}

impl Change {
    /// The id of the kind and the subject, for instance `property-removed/microsoft.graph.lamp.color`. The same change
    /// has the same id in every run.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}/{}", self.kind.id, self.subject)
    }

    /// The severity of the change, which follows from its kind.
    #[must_use]
    pub fn level(&self) -> Level {
        self.kind.level
    }
}
