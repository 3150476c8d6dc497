//! Calls of constructors for examples.
//!
//! In: the stubs of the plan. Out: for each selected stub its shortest constructor, and the members that an example
//! shows. Invariant: these members have built-in types, so that an example can contain a value.

use super::ShowcaseInput;
use crate::api::{OperationId, Parameter, PropertyKind, RequestBody, TypeId};
use crate::plan::routes::body::{BodyField, SentBody};
use crate::plan::{Field, RustItem};

/// How many members an example selects and prints.
const SHOWN: usize = 3;

/// The call of a constructor that an example shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Invocation {
    /// The operation whose constructor is called.
    pub operation: OperationId,
    /// The index of the constructor among those of the operation.
    pub constructor: usize,
}

/// An operation that returns pages of objects.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Listing {
    /// The call that returns the first page.
    pub invocation: Invocation,
    /// The type of the objects in the collection.
    pub item: TypeId,
    /// The members to select, as indexes of fields of the type.
    pub fields: Vec<usize>,
    /// A member of the objects that the service can filter by, as an index of the fields of the type. `None` if there
    /// is none.
    pub filter: Option<usize>,
}

/// A call of an operation, with the member of its request body that an example sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Sending {
    /// The call of the constructor, which does not set the body.
    pub invocation: Invocation,
    /// The member to set, as an index of the fields of the body. `None` if there is no body or no suitable member.
    pub field: Option<usize>,
    /// Whether the page requires no member of the body besides `field`.
    pub is_complete: bool,
}

impl ShowcaseInput<'_> {
    /// For each selected operation that is not deprecated, a call of its constructor with the fewest arguments.
    pub(super) fn invocations(self) -> impl Iterator<Item = Invocation> {
        let ids = (0..self.stubs.len()).map(OperationId::from_index);
        ids.filter(move |&id| self.selection.keeps_operation(id) && self.api[id].deprecated.is_none()).filter_map(
            move |operation| {
                let constructors = self.stubs[operation.index()].constructors.iter().enumerate();
                let (constructor, _) = constructors.min_by_key(|(_, constructor)| constructor.arguments.len())?;
                Some(Invocation { operation, constructor })
            },
        )
    }

    /// The calls of `invocations` for which `is` holds, in the same order, each with the member that an example sets.
    pub(super) fn sendings(self, is: impl Fn(Self, &Sending) -> bool) -> impl Iterator<Item = Sending> {
        let sending = move |invocation: Invocation| {
            let stub = &self.stubs[invocation.operation.index()];
            let module = &self.modules[stub.module];
            let (operation, fields): (OperationId, &[BodyField]) = match stub.sent {
                SentBody::Patch(index) => (module.patches[index].operation, &module.patches[index].fields),
                SentBody::Fields(index) => (module.bodies[index].operation, &module.bodies[index].fields),
                SentBody::Nothing | SentBody::Value(_) | SentBody::Bytes => (invocation.operation, &[]),
            };
            let parameters: &[Parameter] = match &self.api[operation].request {
                RequestBody::Patch { members: parameters, .. } | RequestBody::Parameters(parameters) => parameters,
                RequestBody::None | RequestBody::Stream { .. } | RequestBody::Value(_) => &[],
            };
            let is_required = |index: usize| {
                parameters.get(fields[index].parameter).is_some_and(|parameter| parameter.required == Some(true))
            };
            let settable = |index: &usize| is_settable(fields[*index].ty.item) && !fields[*index].ty.list;
            let field = (0..fields.len()).filter(settable).min_by_key(|&index| !is_required(index));
            let is_complete = (0..fields.len()).all(|index| Some(index) == field || !is_required(index));
            Sending { invocation, field, is_complete }
        };
        self.invocations().map(sending).filter(move |sending| is(self, sending))
    }

    /// The listing that this call returns, with the members that an example selects and the member that it filters by.
    pub(super) fn listing_of(self, invocation: Invocation, item: TypeId) -> Listing {
        let fields = &self.types[item.index()].fields;
        let mut shown: Vec<usize> = (0..fields.len()).filter(|&index| self.is_shown(&fields[index])).collect();
        let can_filter = |index: usize| {
            let member = fields[index].member;
            self.api[member.owner].properties[member.index].filterable && can_compare(fields[index].ty.item)
        };
        // The first member is usually the key. Of the other members, those that the service can filter by are usually
        // more informative.
        if let Some((_, others)) = shown.split_first_mut() {
            others.sort_by_key(|&index| !can_filter(index));
        }
        let filter = shown.iter().skip(1).copied().find(|&index| can_filter(index));
        Listing { invocation, item, fields: shown.into_iter().take(SHOWN).collect(), filter }
    }

    fn is_shown(self, field: &Field) -> bool {
        let property = &self.api[field.member.owner].properties[field.member.index];
        let scalar = matches!(field.ty.item, RustItem::Builtin(_) | RustItem::Scalar(_)) && !field.ty.list;
        scalar && property.kind == PropertyKind::Structural && property.deprecated.is_none()
    }

    /// How simple a call is, the simplest first: by the number of its arguments, then by the length of its path, then
    /// by the length of the path of its page.
    pub(super) fn length(self, invocation: &Invocation) -> (usize, usize, usize) {
        let constructor = &self.stubs[invocation.operation.index()].constructors[invocation.constructor];
        let operation = &self.api[invocation.operation];
        let path = &operation.routes[constructor.route].template.path;
        (constructor.arguments.len(), path.len(), self.api[operation.page].path.len())
    }
}

fn is_settable(item: RustItem) -> bool {
    matches!(item, RustItem::Builtin("String" | "bool" | "i32" | "i64"))
}

fn can_compare(item: RustItem) -> bool {
    matches!(item, RustItem::Builtin("String" | "bool"))
}
