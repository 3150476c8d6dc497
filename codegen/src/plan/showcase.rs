//! What the crate's `README.md` shows.
//!
//! In: an API and its stubs. Out: a type and a route constructor as examples, if there are fitting ones.

use super::body::Sent;
use super::route::{Received, Stub};
use crate::api::{Api, OperationId, StructuredType, TypeId, TypeKind};

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
    let is_documented = |ty: &StructuredType| !ty.pages.is_empty() && !ty.is_abstract && !ty.is_any;
    // An entity with members tells more than a type that may have none; of the operations about it, or else of all, the
    // one with the shortest path is the easiest to read.
    let has_members = |ty: &StructuredType| ty.kind == TypeKind::Entity && !ty.properties.is_empty();
    let entity = api.types.iter().position(|ty| is_documented(ty) && has_members(ty));
    let ty = entity.or_else(|| api.types.iter().position(is_documented)).map(TypeId::from_index);
    let operation = (0..stubs.len()).filter(|&index| is_shown(&stubs[index])).min_by_key(|&index| {
        let operation = &api.operations[index];
        let length = operation.routes.first().map_or(usize::MAX, |route| route.template.path.len());
        (operation.subject != ty, length)
    });
    Showcase { ty, operation: operation.map(OperationId::from_index) }
}
