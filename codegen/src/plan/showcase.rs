//! Chooses the type and the routes that `README.md`, the front page and the example programs show.
//!
//! In: an API and parts of the plan. Out: a type and some calls of constructors, if there are suitable ones. Invariant:
//! the choice depends on kinds, counts and lengths, and on no names except the two that `collection.rs` states.

mod call;
mod collection;
pub(crate) mod input;

pub(crate) use call::{Invocation, Listing, Sending};
pub(crate) use collection::Creation;
use input::ShowcaseInput;

use crate::api::{CallableKind, Method, OperationId, StructuredType, TypeId, TypeKind};
use crate::plan::routes::body::SentBody;
use crate::plan::routes::route::ReceivedBody;
use crate::plan::{RustItem, RustType};

/// The type and the calls that the documentation shows. Each is `None` if the API has no suitable one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Showcase {
    /// The type that examples deserialise from JSON. It has a page and is not abstract.
    pub ty: Option<TypeId>,
    /// A call of an operation that sends no body and returns one object or a page of objects.
    pub operation: Option<Invocation>,
    /// An operation that lists a collection page by page, such as `GET /users`.
    pub listing: Option<Listing>,
    /// The operation that reads one object of the collection in `listing`.
    pub reading: Option<Invocation>,
    /// The operation that adds an object to the collection in `listing`.
    pub creation: Option<Creation>,
    /// A function that returns the changes of a collection since an earlier call.
    pub delta: Option<Listing>,
    /// An operation that returns an upload session, by which a file is sent in parts.
    pub upload: Option<Invocation>,
    /// An operation that changes a member of an object.
    pub change: Option<Sending>,
    /// A call of an action, such as `POST /users/{id}/sendMail`.
    pub action: Option<Sending>,
}

impl Showcase {
    /// Whether there is anything that an example program could do.
    #[must_use]
    pub(crate) fn has_examples(&self) -> bool {
        self.listing.is_some() || self.change.is_some() || self.action.is_some()
    }
}

pub(super) fn plan(input: ShowcaseInput<'_>) -> Showcase {
    let ShowcaseInput { api, selection, stubs, .. } = input;
    let is_shown = |index: usize| {
        let stub = &stubs[index];
        let may_be_empty = api.operations[index].response.may_be_empty();
        let objects = matches!(stub.received, ReceivedBody::Page(_) | ReceivedBody::Value(_)) && !may_be_empty;
        let stays = selection.keeps_operation(OperationId::from_index(index));
        stays && objects && stub.sent == SentBody::Nothing && !stub.constructors.is_empty()
    };
    let is_documented = |ty: &StructuredType| !ty.pages.is_empty() && !ty.is_abstract && !ty.is_any;
    let stays = |index: &usize| selection.keeps_type(TypeId::from_index(*index));
    let counts = input.operations_by_subject();
    // The suitable type that is the subject of most operations. If several types have the same number of operations, it
    // is the first of them.
    let find = |is: &dyn Fn(&StructuredType) -> bool| {
        let fitting = (0..api.types.len()).filter(|index| stays(index) && is(&api.types[*index]));
        fitting.min_by_key(|&index| (std::cmp::Reverse(counts[index]), index))
    };
    // An entity with members is a better sample than a type that may have no members. An operation about the type is
    // preferred, then an operation that returns the type, then an operation with a short path.
    let has_members = |ty: &StructuredType| ty.kind == TypeKind::Entity && !ty.properties.is_empty();
    let entity = find(&|ty| is_documented(ty) && has_members(ty));
    let ty = entity.or_else(|| find(&is_documented)).map(TypeId::from_index);
    let operation = (0..stubs.len()).filter(|&index| is_shown(index)).min_by_key(|&index| {
        let operation = &api.operations[index];
        let length = operation.routes.first().map_or(usize::MAX, |route| route.template.path.len());
        let is_one = matches!(stubs[index].received, ReceivedBody::Value(RustType { item: RustItem::Structured(item), .. }) if Some(item) == ty);
        // An operation in a nested module is less typical.
        let depth = input.modules[stubs[index].module].path.len();
        (operation.subject != ty, !is_one, depth, length)
    });
    let listing = input.listing(ty);
    let module = listing.as_ref().map(|listing| stubs[listing.invocation.operation.index()].module);
    let collection = listing.as_ref().map(|listing| (listing.invocation, listing.item));
    let reading = collection.and_then(|(list, item)| input.reading(list, item));
    let any = operation.map(|index| Invocation { operation: OperationId::from_index(index), constructor: 0 });
    Showcase {
        ty,
        operation: reading.or(any),
        reading,
        creation: collection.and_then(|(list, item)| input.creation(list, item)),
        delta: input.delta(listing.as_ref().map(|listing| listing.item)),
        upload: input.upload(),
        change: input.change(module),
        action: input.action(module),
        listing,
    }
}

impl ShowcaseInput<'_> {
    /// The number of operations about each type.
    fn operations_by_subject(self) -> Vec<usize> {
        let mut counts = vec![0; self.api.types.len()];
        let ids = (0..self.stubs.len()).map(OperationId::from_index);
        for id in ids.filter(|&id| self.selection.keeps_operation(id) && self.api[id].deprecated.is_none()) {
            if let Some(subject) = self.api[id].subject {
                counts[subject.index()] += 1;
            }
        }
        counts
    }

    /// The best operation that lists a collection. These properties decide, the most important first:
    ///
    /// - the objects have members to select;
    /// - the objects are of the type `ty`;
    /// - the operation is not a call of a function;
    /// - single objects can be read and added;
    /// - the subject of the operation is `ty`;
    /// - an operation in the same module changes an object by a PATCH request;
    /// - there is a member to filter by;
    /// - the call is short.
    pub(crate) fn listing(self, ty: Option<TypeId>) -> Option<Listing> {
        let changes: Vec<usize> =
            self.sendings(Self::is_change).map(|sending| self.module(&sending.invocation)).collect();
        let shown = self.invocations().filter_map(|invocation| {
            let stub = &self.stubs[invocation.operation.index()];
            let ReceivedBody::Page(RustType { item: RustItem::Structured(item), .. }) = stub.received else {
                return None;
            };
            let shown = self.api[item].deprecated.is_none() && stub.sent == SentBody::Nothing;
            let is_get = self.api[invocation.operation].method == Method::Get;
            (shown && is_get).then(|| self.listing_of(invocation, item))
        });
        // A plain collection is a simpler sample than the result of a function.
        let first = |listing: &Listing| {
            let is_function = self.api[listing.invocation.operation].call.is_some();
            (listing.fields.is_empty(), Some(listing.item) != ty, is_function)
        };
        let mut listings: Vec<(_, Listing)> = shown.map(|listing| (first(&listing), listing)).collect();
        // The comparison below searches all operations to see whether an object of the collection can be read or added.
        // This is slow, so only the listings that are best so far are compared.
        let best = listings.iter().map(|(first, _)| *first).min()?;
        listings.retain(|(first, _)| *first == best);
        let listings = listings.into_iter().map(|(_, listing)| listing);
        listings.min_by_key(|listing| {
            let alone = !changes.contains(&self.module(&listing.invocation));
            let (list, item) = (listing.invocation, listing.item);
            let missing = [self.reading(list, item).is_none(), self.creation(list, item).is_none()];
            let missing = missing.into_iter().filter(|&is_missing| is_missing).count();
            let is_of_other = self.api[list.operation].subject != ty;
            (missing, is_of_other, alone, listing.filter.is_none(), self.length(&list))
        })
    }

    pub(crate) fn change(self, module: Option<usize>) -> Option<Sending> {
        self.sendings(Self::is_change).min_by_key(|sending| self.rank(sending, module))
    }

    pub(crate) fn action(self, module: Option<usize>) -> Option<Sending> {
        let is_action = |input: Self, sending: &Sending| {
            let operation = &input.api[sending.invocation.operation];
            let stub = &input.stubs[sending.invocation.operation.index()];
            let called = operation.call.as_ref().is_some_and(|call| call.kind == CallableKind::Action);
            // An action that answers with a redirect is not a good sample: most clients follow the redirect, so a
            // program never sees it.
            called
                && matches!(stub.sent, SentBody::Nothing | SentBody::Fields(_))
                && stub.received != ReceivedBody::Redirect
        };
        self.sendings(is_action).min_by_key(|sending| (self.rank(sending, module), sending.field.is_none()))
    }

    fn is_change(self, sending: &Sending) -> bool {
        let method = self.api[sending.invocation.operation].method;
        let sent = self.stubs[sending.invocation.operation.index()].sent;
        method == Method::Patch && matches!(sent, SentBody::Patch(_)) && sending.field.is_some()
    }

    /// The sort key of a call. Calls come first if their body needs no member besides `field`, then if they are in
    /// `module` (the module of the listing), then if they are short.
    fn rank(self, sending: &Sending, module: Option<usize>) -> (bool, bool, (usize, usize, usize)) {
        let apart = Some(self.module(&sending.invocation)) != module;
        (!sending.is_complete, apart, self.length(&sending.invocation))
    }

    fn module(self, invocation: &Invocation) -> usize {
        self.stubs[invocation.operation.index()].module
    }
}
