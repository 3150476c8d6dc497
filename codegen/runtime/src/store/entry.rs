//! One named JSON value of a store.
//!
//! In: a name and a value. Out: the same.
//! Invariant: `null` under a name known at compile time takes no memory of its own: services send many of them.

use super::Name;
use crate::Json;

#[derive(Clone)]
pub(crate) enum Entry {
    Null(&'static str),
    Member(Box<(Name, Json)>),
}

impl Entry {
    pub(crate) fn new(name: Name, value: Json) -> Self {
        match (name, value) {
            (Name::Known(name), Json::Null) => Self::Null(name),
            member => Self::Member(Box::new(member)),
        }
    }

    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Null(name) => name,
            Self::Member(member) => &member.0,
        }
    }

    pub(crate) fn value(&self) -> &Json {
        match self {
            Self::Null(_) => &Json::Null,
            Self::Member(member) => &member.1,
        }
    }

    /// A place for the value, to be changed.
    pub(super) fn value_mut(&mut self) -> Option<&mut Json> {
        if let Self::Null(name) = *self {
            *self = Self::Member(Box::new((Name::Known(name), Json::Null)));
        }
        match self {
            Self::Null(_) => None,
            Self::Member(member) => Some(&mut member.1),
        }
    }

    pub(crate) fn into_member(self) -> (Name, Json) {
        match self {
            Self::Null(name) => (Name::Known(name), Json::Null),
            Self::Member(member) => *member,
        }
    }
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name() && self.value() == other.value()
    }
}
