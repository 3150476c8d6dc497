//! The paths that lead to a single entity, by its type.
//!
//! In: the model. Out: the templates of each type. Invariant: a path is a chain of names and keys, so that what stands
//! behind it is a name too.

use std::collections::HashMap;

use super::subject::Fit;
use crate::api::{Api, ItemType, Method, Operation, ResponseBody, Segment, TypeId, TypeKind};

/// The templates that lead to a single entity, by its type.
#[derive(Clone, Debug, Default)]
pub(super) struct Entities(HashMap<TypeId, Vec<usize>>);

impl Entities {
    pub(super) fn of(api: &Api, routes: &[(usize, usize, Fit)]) -> Entities {
        let mut entities: HashMap<TypeId, Vec<usize>> = HashMap::new();
        for (template, (operation, route, _)) in routes.iter().enumerate() {
            let operation = &api.operations[*operation];
            // Behind a colon any text would be the path of an item.
            let is_plain = |segment: &Segment| match segment {
                Segment::Literal(text) => !text.ends_with(':'),
                Segment::Key(_) => true,
                Segment::Cast(_) | Segment::Call { .. } | Segment::Mixed(_) => false,
            };
            if let Some(id) = entity(api, operation)
                && operation.routes[*route].template.segments.iter().all(is_plain)
            {
                entities.entry(id).or_default().push(template);
            }
        }
        Entities(entities)
    }

    /// The templates that lead to an entity of this type.
    pub(super) fn of_type(&self, ty: TypeId) -> &[usize] {
        self.0.get(&ty).map_or(&[], Vec::as_slice)
    }
}

/// The type of the single entity that an operation reads.
pub(super) fn entity(api: &Api, operation: &Operation) -> Option<TypeId> {
    match operation.response.body {
        ResponseBody::Value(ty) if operation.method == Method::Get && operation.call.is_none() && !ty.collection => {
            match ty.item {
                ItemType::Structured(id) if api[id].kind == TypeKind::Entity => Some(id),
                ItemType::Structured(_) | ItemType::Primitive(_) | ItemType::Enum(_) => None,
            }
        }
        ResponseBody::Value(_) | ResponseBody::None | ResponseBody::Stream | ResponseBody::Redirect => None,
    }
}
