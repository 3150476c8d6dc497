//! References to types, including types that the document does not declare.

use crate::api::{Api, ItemType, Primitive, TypeId, TypeKind, TypeRef};
use crate::export::notation;
use std::cell::Cell;

/// The exported model, and what the exporter has to remember until the end of the document.
pub(super) struct Csdl<'a> {
    pub(crate) api: &'a Api,
    /// Whether the document contains `Edm.Untyped`, which decides the version of CSDL.
    pub(crate) untyped: Cell<bool>,
}

impl<'a> Csdl<'a> {
    /// A reference to a type. A type that the document does not declare is written as `Edm.Untyped`.
    pub(crate) fn reference(&self, ty: TypeRef) -> String {
        let item = if self.is_written(ty.item) { ty.item } else { ItemType::Primitive(Primitive::Untyped) };
        if item == ItemType::Primitive(Primitive::Untyped) {
            self.untyped.set(true);
        }
        notation::collection(notation::item(self.api, item), ty.collection)
    }

    /// Whether the document declares the type, so that other parts may refer to it.
    pub(crate) fn is_written(&self, item: ItemType) -> bool {
        match item {
            ItemType::Primitive(_) => true,
            ItemType::Enum(id) => notation::is_qualified_name(&self.api[id].name),
            ItemType::Structured(id) => notation::is_qualified_name(&self.api[id].name),
        }
    }

    /// The id of the type if it is an entity type and the document declares it.
    pub(crate) fn entity(&self, item: ItemType) -> Option<TypeId> {
        match item {
            ItemType::Structured(id) if self.is_written(item) && self.api[id].kind == TypeKind::Entity => Some(id),
            _ => None,
        }
    }

    /// Whether the type `id` is `base`, or derives from it.
    pub(crate) fn is_a(&self, id: TypeId, base: TypeId) -> bool {
        id == base || self.api.bases(id).any(|above| above == base)
    }
}
