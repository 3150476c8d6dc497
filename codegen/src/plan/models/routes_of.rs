//! The routes that the documentation of a type lists, because their response or their request body has the type.
//!
//! In: the stubs of all operations. Out: for each type the first few routes that return it, and the first few that send
//! it. Operations whose subject is the type come before other operations. Invariant: only selected routes are listed.

use crate::api::{Api, OperationId, TypeId};
use crate::plan::routes::body::SentBody;
use crate::plan::routes::route::{ReceivedBody, Stub};
use crate::plan::{RustItem, RustType};
use crate::select::Selection;

/// How many routes that return a type its documentation lists at most, and also how many of those that send it.
const NAMED: usize = 6;

/// The routes that the documentation of a type names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct RoutesOfType {
    /// Routes that return one or several values of the type.
    pub returned: Named,
    /// Routes that send a value of the type.
    pub sent: Named,
}

/// The first few routes whose response has a given type, or whose request body has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Named {
    /// The routes that the documentation names.
    pub first: Vec<OperationId>,
    /// Whether there are more such routes than those in `first`.
    pub more: bool,
}

/// For each type of the API the routes that its documentation names.
pub(in crate::plan) fn plan(api: &Api, selection: &Selection, stubs: &[Stub]) -> Vec<RoutesOfType> {
    let mut routes = vec![RoutesOfType::default(); api.types.len()];
    for id in (0..stubs.len()).map(OperationId::from_index).filter(|&id| selection.keeps_operation(id)) {
        let stub = &stubs[id.index()];
        if let ReceivedBody::Value(ty) | ReceivedBody::Page(ty) | ReceivedBody::Wrapped(ty) = stub.received
            && let Some(ty) = structured(ty)
        {
            routes[ty.index()].returned.first.push(id);
        }
        if let SentBody::Value(ty) = stub.sent
            && let Some(ty) = structured(ty)
        {
            routes[ty.index()].sent.first.push(id);
        }
    }
    for (index, routes) in routes.iter_mut().enumerate() {
        for named in [&mut routes.returned, &mut routes.sent] {
            named.first.sort_by_key(|&id| (api[id].subject != Some(TypeId::from_index(index)), id));
            named.more = named.first.len() > NAMED;
            named.first.truncate(NAMED);
        }
    }
    routes
}

fn structured(ty: RustType) -> Option<TypeId> {
    match ty.item {
        RustItem::Structured(id) => Some(id),
        RustItem::Builtin(_) | RustItem::Scalar(_) | RustItem::Enum(_) | RustItem::Json => None,
    }
}
