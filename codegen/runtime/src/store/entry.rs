//! One named JSON value of a store.
//!
//! In: a store. Out: a name and a value.
//! Invariant: a `null` under a name known at compile time is that name and nothing else.

use super::Name;
use crate::Json;

#[derive(Clone, Copy)]
pub(crate) enum Entry<'e> {
    Null(&'static str),
    Member(&'e Name, &'e Json),
}

impl<'e> Entry<'e> {
    pub(crate) fn name(self) -> &'e str {
        match self {
            Self::Null(name) => name,
            Self::Member(name, _) => name,
        }
    }

    pub(crate) fn value(self) -> &'e Json {
        match self {
            Self::Null(_) => &Json::Null,
            Self::Member(_, value) => value,
        }
    }

    pub(crate) fn to_member(self) -> (Name, Json) {
        match self {
            Self::Null(name) => (Name::Known(name), Json::Null),
            Self::Member(name, value) => (name.clone(), value.clone()),
        }
    }
}
