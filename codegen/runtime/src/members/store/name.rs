//! The name of a member.
//!
//! In: a name known at compile time, or one that was read. Out: the text of the name. Invariant: the text of a name is
//! never copied when the name is cloned. A name known at compile time is a `&'static str`; clones of a name that was
//! read share one allocation.

use std::{ops::Deref, sync::Arc};

#[derive(Clone)]
pub(crate) enum Name {
    Known(&'static str),
    Read(Arc<str>),
}

impl Default for Name {
    fn default() -> Self {
        Self::Known("")
    }
}

impl Deref for Name {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        match self {
            Self::Known(name) => name,
            Self::Read(name) => name,
        }
    }
}

impl From<&'static str> for Name {
    fn from(name: &'static str) -> Self {
        Self::Known(name)
    }
}

impl From<String> for Name {
    fn from(name: String) -> Self {
        Self::Read(name.into())
    }
}
