//! One member of a store: its name and its JSON value.
//!
//! In: a store. Out: a name and a value.
//! Invariant: every entry has a name and a value, although the store keeps only an index for a field that is `null`.

use super::Name;
use serde_json::Value as Json;

#[derive(Clone, Copy)]
pub(crate) enum Entry<'e> {
    /// A field that is `null`: its name, and the index of the name among the names of its type.
    Null {
        name: &'static str,
        index: usize,
    },
    Member(&'e Name, &'e Json),
}

impl<'e> Entry<'e> {
    pub(crate) fn name(self) -> &'e str {
        match self {
            Self::Null { name, .. } => name,
            Self::Member(name, _) => name,
        }
    }

    /// The index in the names of the type at which a search for the name of this entry should start. `None` for
    /// [`Entry::Member`], which does not store an index.
    pub(crate) fn likely_place(self) -> Option<usize> {
        match self {
            Self::Null { index, .. } => Some(index),
            Self::Member(..) => None,
        }
    }

    pub(crate) fn value(self) -> &'e Json {
        match self {
            Self::Null { .. } => &Json::Null,
            Self::Member(_, value) => value,
        }
    }

    pub(crate) fn to_member(self) -> (Name, Json) {
        match self {
            Self::Null { name, .. } => (Name::Known(name), Json::Null),
            Self::Member(name, value) => (name.clone(), value.clone()),
        }
    }
}
