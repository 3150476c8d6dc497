//! Further operations on a collection that an example lists: read an object, add one, follow its changes.
//!
//! In: the call that lists. Out: calls on the path of that call. Invariant: the choice depends on methods, paths and
//! types, and on two names that are the same in every API: OData calls the function that returns changes `delta`, and
//! an upload session has an `uploadUrl`.

use super::{Invocation, Listing, ShowcaseInput};
use crate::api::{CallableKind, Method, OperationId, TypeId};
use crate::plan::routes::body::SentBody;
use crate::plan::routes::route::ReceivedBody;
use crate::plan::{RustItem, RustType};

/// An operation that adds an object to a collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Creation {
    /// The call that sends the object.
    pub invocation: Invocation,
    /// The type of the object that is added.
    pub item: TypeId,
}

impl ShowcaseInput<'_> {
    /// The operation that reads one object of a collection: its path has one more placeholder.
    pub(super) fn reading(self, list: Invocation, item: TypeId) -> Option<Invocation> {
        let path = self.path(list) + "/{}";
        let is_one = |operation: OperationId| {
            let stub = &self.stubs[operation.index()];
            self.api[operation].method == Method::Get
                && stub.sent == SentBody::Nothing
                && matches!(stub.received, ReceivedBody::Value(ty) if is_struct_of(ty, item))
        };
        self.at_path(list, &path, &is_one)
    }

    /// The operation that adds an object to a collection: it sends an object to the same path.
    pub(super) fn creation(self, list: Invocation, item: TypeId) -> Option<Creation> {
        let is_one = |operation: OperationId| {
            let sent = self.stubs[operation.index()].sent;
            self.api[operation].method == Method::Post && matches!(sent, SentBody::Value(ty) if is_struct_of(ty, item))
        };
        let invocation = self.at_path(list, &self.path(list), &is_one)?;
        Some(Creation { invocation, item })
    }

    /// The call of a function `delta` that returns the changes of a collection. A collection of the type `item` is
    /// preferred; among several functions, the one with the shortest call.
    pub(super) fn delta(self, item: Option<TypeId>) -> Option<Listing> {
        let is_delta = |invocation: &Invocation| {
            let operation = &self.api[invocation.operation];
            let is_named = |name: &str| name.eq_ignore_ascii_case("delta");
            let function = operation.call.as_ref().filter(|call| call.kind == CallableKind::Function);
            function.is_some_and(|call| is_named(&call.name))
        };
        let listings = self.invocations().filter(is_delta).filter_map(|invocation| {
            let stub = &self.stubs[invocation.operation.index()];
            match (stub.received, stub.sent) {
                (ReceivedBody::Page(RustType { item: RustItem::Structured(item), .. }), SentBody::Nothing) => {
                    Some(self.listing_of(invocation, item))
                }
                _ => None,
            }
        });
        let rank = |listing: &Listing| (Some(listing.item) != item, self.length(&listing.invocation));
        listings.min_by_key(rank)
    }

    /// The operation that returns an upload session, with the shortest call.
    pub(super) fn upload(self) -> Option<Invocation> {
        let has_address = |ty: TypeId| {
            self.types[ty.index()]
                .fields
                .iter()
                .any(|field| self.api[field.member.owner].properties[field.member.index].name.as_str() == "uploadUrl")
        };
        let begins = |invocation: &Invocation| {
            let stub = &self.stubs[invocation.operation.index()];
            let sends = matches!(stub.sent, SentBody::Nothing | SentBody::Fields(_));
            let answers = match stub.received {
                ReceivedBody::Value(RustType { item: RustItem::Structured(item), .. }) => has_address(item),
                _ => false,
            };
            let operation = &self.api[invocation.operation];
            sends && answers && operation.method == Method::Post && !operation.response.may_be_empty()
        };
        self.invocations().filter(begins).min_by_key(|invocation| self.length(invocation))
    }

    /// The call of an operation for which `is` holds and that has a constructor for `path` (a path without the names of
    /// its placeholders). If there are several, an operation in the module of the operation `list` is preferred, then
    /// an operation in the least nested module.
    fn at_path(self, list: Invocation, path: &str, is: &dyn Fn(OperationId) -> bool) -> Option<Invocation> {
        let depth = slashes(path);
        let ids = (0..self.stubs.len()).map(OperationId::from_index);
        let fitting = ids.filter(|&id| {
            self.selection.keeps_operation(id)
                && self.api[id].deprecated.is_none()
                && self.api[id].call.is_none()
                && is(id)
        });
        let found = fitting.filter_map(|operation| {
            let mut constructors = 0..self.stubs[operation.index()].constructors.len();
            let template = |constructor: usize| {
                let constructor = &self.stubs[operation.index()].constructors[constructor];
                &self.api[operation].routes[constructor.route].template
            };
            // The number of slashes is compared first: counting them is fast, and most paths have a different number.
            let is_here = |&constructor: &usize| {
                let template = template(constructor);
                slashes(&template.path) == depth && template.without_names() == path
            };
            constructors.find(is_here).map(|constructor| Invocation { operation, constructor })
        });
        let beside = self.stubs[list.operation.index()].module;
        found.min_by_key(|invocation| {
            let module = self.stubs[invocation.operation.index()].module;
            (module != beside, self.modules[module].path.len())
        })
    }

    /// The path of a call, without the names of placeholders.
    fn path(self, invocation: Invocation) -> String {
        let constructor = &self.stubs[invocation.operation.index()].constructors[invocation.constructor];
        self.api[invocation.operation].routes[constructor.route].template.without_names()
    }
}

fn slashes(path: &str) -> usize {
    memchr::memchr_iter(b'/', path.as_bytes()).count()
}

/// Whether a Rust type is the struct of `item`, and not a `Vec` of it.
fn is_struct_of(ty: RustType, item: TypeId) -> bool {
    ty.item == RustItem::Structured(item) && !ty.list
}
