//! Finds the uses of each type and enumeration: properties, requests and responses.

use std::collections::BTreeMap;

use crate::api::{Api, ItemType, OperationId, RequestBody, ResponseBody, TypeId, TypeRef};

/// Where each type and enumeration of a model is used.
#[derive(Default)]
pub(super) struct Uses {
    of: BTreeMap<ItemType, UsesOfOne>,
}

/// Where one type or enumeration is used, in the order of the model.
#[derive(Default)]
pub(super) struct UsesOfOne {
    /// The operations whose request body is or contains the type.
    pub(super) sent: Vec<OperationId>,
    /// The operations whose response body is of the type.
    pub(super) answered: Vec<OperationId>,
    /// The properties of this type: the id of the declaring type, and the index of the property in it.
    pub(super) members: Vec<(TypeId, usize)>,
    /// The operations that the pages group under this type.
    pub(super) subject_of: Vec<OperationId>,
}

impl Uses {
    pub(super) fn of(api: &Api) -> Uses {
        let mut uses = Uses::default();
        for (index, ty) in api.types.iter().enumerate() {
            for (member, property) in ty.properties.iter().enumerate() {
                uses.entry(property.ty).members.push((TypeId::from_index(index), member));
            }
        }
        for (index, operation) in api.operations.iter().enumerate() {
            let id = OperationId::from_index(index);
            for ty in sent(&operation.request) {
                push(&mut uses.entry(ty).sent, id);
            }
            if let ResponseBody::Value(ty) = operation.response.body {
                push(&mut uses.entry(ty).answered, id);
            }
            if let Some(subject) = operation.subject {
                push(&mut uses.of.entry(ItemType::Structured(subject)).or_default().subject_of, id);
            }
        }
        uses
    }

    /// Where a type is used; `None` if the model uses it nowhere.
    pub(super) fn get(&self, item: ItemType) -> Option<&UsesOfOne> {
        self.of.get(&item)
    }

    fn entry(&mut self, ty: TypeRef) -> &mut UsesOfOne {
        self.of.entry(ty.item).or_default()
    }
}

/// The types in a request body: the type of the body itself or, for a body of parameters, the type of each parameter.
fn sent(request: &RequestBody) -> Vec<TypeRef> {
    match request {
        RequestBody::None | RequestBody::Stream { .. } => Vec::new(),
        RequestBody::Value(ty) => vec![*ty],
        RequestBody::Patch { ty, .. } => vec![TypeRef { item: ItemType::Structured(*ty), collection: false }],
        RequestBody::Parameters(parameters) => parameters.iter().filter_map(|parameter| parameter.ty).collect(),
    }
}

fn push(operations: &mut Vec<OperationId>, id: OperationId) {
    if operations.last() != Some(&id) {
        operations.push(id);
    }
}
