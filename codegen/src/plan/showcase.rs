//! What the crate's `README.md` shows.
//!
//! In: an API and its stubs. Out: a type and a route constructor as examples, if there are fitting ones.

use super::body::Sent;
use super::route::{Received, Stub};
use crate::api::{Api, OperationId, StructuredType, TypeId, TypeKind};
use crate::select::Selection;

/// The examples of the `README.md`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Showcase {
    /// A type of which there are values.
    pub ty: Option<TypeId>,
    /// An operation that sends nothing and answers objects; it has a constructor.
    pub operation: Option<OperationId>,
}

pub(super) fn plan(api: &Api, selection: &Selection, stubs: &[Stub]) -> Showcase {
    let is_shown = |index: usize| {
        let stub = &stubs[index];
        let objects = matches!(stub.received, Received::Page(_) | Received::Value(_));
        let stays = selection.keeps_operation(OperationId::from_index(index));
        stays && objects && stub.sent == Sent::Nothing && !stub.constructors.is_empty()
    };
    let is_documented = |ty: &StructuredType| !ty.pages.is_empty() && !ty.is_abstract && !ty.is_any;
    let stays = |index: &usize| selection.keeps_type(TypeId::from_index(*index));
    let find = |is: &dyn Fn(&StructuredType) -> bool| {
        (0..api.types.len()).find(|index| stays(index) && is(&api.types[*index]))
    };
    // An entity with members tells more than a type that may have none; of the operations about it, or else of all, the
    // one with the shortest path is the easiest to read.
    let has_members = |ty: &StructuredType| ty.kind == TypeKind::Entity && !ty.properties.is_empty();
    let entity = find(&|ty| is_documented(ty) && has_members(ty));
    let ty = entity.or_else(|| find(&is_documented)).map(TypeId::from_index);
    let operation = (0..stubs.len()).filter(|&index| is_shown(index)).min_by_key(|&index| {
        let operation = &api.operations[index];
        let length = operation.routes.first().map_or(usize::MAX, |route| route.template.path.len());
        (operation.subject != ty, length)
    });
    Showcase { ty, operation: operation.map(OperationId::from_index) }
}
