//! What the crate's `README.md` shows.
//!
//! In: an API and its stubs. Out: a type and a route constructor as examples, if there are fitting ones.

use super::body::Sent;
use super::route::{Received, Stub};
use crate::api::{Api, OperationId, TypeId};

/// The examples of the `README.md`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Showcase {
    /// A type of which there are values.
    pub ty: Option<TypeId>,
    /// An operation that sends nothing and answers objects; it has a constructor.
    pub operation: Option<OperationId>,
}

pub(super) fn plan(api: &Api, stubs: &[Stub]) -> Showcase {
    let is_shown = |stub: &Stub| {
        let objects = matches!(stub.received, Received::Page(_) | Received::Value(_));
        objects && stub.sent == Sent::Nothing && !stub.constructors.is_empty()
    };
    Showcase {
        ty: api.types.iter().position(|ty| !ty.pages.is_empty() && !ty.is_abstract).map(TypeId::from_index),
        operation: stubs.iter().position(is_shown).map(OperationId::from_index),
    }
}
