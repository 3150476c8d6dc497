//! Adds to a selection all types that its roots need, directly or not.
//!
//! In: the selected routes and types. Out: the selected types and enumerations. Invariant: the result is closed: a
//! selected type has everything that it needs, except excluded types.

use super::{Choice, Selection};
use crate::api::{
    Api, EnumId, ItemType, Operation, OperationId, Parameter, PropertyKind, RequestBody, ResponseBody, TypeId, TypeRef,
};

/// For each type and each enumeration of the API, whether it is selected.
pub(super) struct Reached {
    pub(super) types: Vec<bool>,
    pub(super) enums: Vec<bool>,
}

/// Collects the selected types. `pending` has the selected types whose bases and property types still have to be
/// selected.
struct Closure<'a> {
    api: &'a Api,
    choice: &'a Choice,
    reached: Reached,
    /// For each type, whether the types that derive from it are selected too.
    families: Vec<bool>,
    pending: Vec<TypeId>,
}

pub(super) fn reach(api: &Api, choice: &Choice, selection: &Selection) -> Reached {
    let reached = Reached { types: vec![false; api.types.len()], enums: vec![false; api.enums.len()] };
    let mut closure = Closure { api, choice, reached, families: vec![false; api.types.len()], pending: Vec::new() };
    for (index, ty) in api.types.iter().enumerate() {
        if choice.takes_type(&ty.name) {
            closure.select_with_derived(TypeId::from_index(index));
        }
    }
    for (index, ty) in api.enums.iter().enumerate() {
        if choice.takes_type(&ty.name) {
            closure.item(ItemType::Enum(EnumId::from_index(index)));
        }
    }
    for (index, operation) in api.operations.iter().enumerate() {
        if selection.keeps_operation(OperationId::from_index(index)) {
            closure.operation(operation);
        }
    }
    while let Some(id) = closure.pending.pop() {
        closure.select_dependencies(id);
    }
    closure.reached
}

impl Closure<'_> {
    fn operation(&mut self, operation: &Operation) {
        self.parameters(&operation.parameters);
        if let Some(call) = &operation.call {
            std::iter::once(&call.parameters).chain(&call.overloads).for_each(|parameters| self.parameters(parameters));
        }
        match &operation.request {
            RequestBody::None | RequestBody::Stream { .. } => {}
            RequestBody::Value(ty) => self.value(*ty),
            RequestBody::Patch { ty, members } => {
                self.ty(*ty);
                self.parameters(members);
            }
            RequestBody::Parameters(parameters) => self.parameters(parameters),
        }
        match operation.response.body {
            ResponseBody::Value(ty) => self.value(ty),
            ResponseBody::None | ResponseBody::Stream | ResponseBody::Redirect => {}
        }
        if let Some(state) = operation.response.operation {
            self.ty(state);
        }
    }

    fn parameters(&mut self, parameters: &[Parameter]) {
        for parameter in parameters {
            if let Some(ty) = parameter.ty {
                self.value(ty);
            }
        }
    }

    /// Selects the type of a request or response body. A body may contain an object of a derived type, so all types
    /// that derive from the type are selected too.
    fn value(&mut self, ty: TypeRef) {
        match ty.item {
            ItemType::Structured(id) => self.select_with_derived(id),
            ItemType::Primitive(_) | ItemType::Enum(_) => self.item(ty.item),
        }
    }

    fn item(&mut self, item: ItemType) {
        match item {
            ItemType::Primitive(_) => {}
            ItemType::Structured(id) => self.ty(id),
            ItemType::Enum(id) => {
                let is_excluded = self.choice.excludes_type(&self.api[id].name);
                self.reached.enums[id.index()] |= !is_excluded;
            }
        }
    }

    fn ty(&mut self, id: TypeId) {
        if !self.reached.types[id.index()] && !self.choice.excludes_type(&self.api[id].name) {
            self.reached.types[id.index()] = true;
            self.pending.push(id);
        }
    }

    /// Selects a type and all types that derive from it.
    fn select_with_derived(&mut self, id: TypeId) {
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            if !std::mem::replace(&mut self.families[id.index()], true) {
                self.ty(id);
                open.extend(&self.api[id].derived);
            }
        }
    }

    /// Selects what a selected type needs: its bases, and the types of its properties. Properties that an excluded
    /// base declares count too, because the type inherits them.
    fn select_dependencies(&mut self, id: TypeId) {
        let api = self.api;
        for base in api.bases(id) {
            self.ty(base);
        }
        for property in api.members(id).filter(|property| property.kind == PropertyKind::Structural) {
            match property.ty.item {
                ItemType::Structured(id) if api[id].is_abstract => self.select_with_derived(id),
                item => self.item(item),
            }
        }
    }
}
