//! The paths that lead to a single entity, by its type.
//!
//! In: the model. Out: the templates of each type. Invariant: such a path consists only of names and keys
//! (`/users/{id}`), without function calls or relative file paths, so that a segment added at its end is the name of a
//! property or operation.

use std::collections::{HashMap, HashSet};

use crate::api::{Api, ItemType, Method, Operation, ResponseBody, Segment, TypeId, TypeKind};
use crate::subject::Fit;

/// The path templates that lead to a single entity, such as `/users/{id}`, by the type of the entity.
#[derive(Clone, Debug, Default)]
pub(in crate::mock) struct Entities {
    of_type: HashMap<TypeId, Vec<usize>>,
    /// The names of all segments of documented paths, in lower case as [`name`] returns them: `users`, `messages`.
    names: HashSet<String>,
}

impl Entities {
    pub(in crate::mock) fn of(api: &Api, routes: &[(usize, usize, Fit)]) -> Entities {
        let mut entities: HashMap<TypeId, Vec<usize>> = HashMap::new();
        let mut names = HashSet::new();
        for (template, (operation, route, _)) in routes.iter().enumerate() {
            let operation = &api.operations[*operation];
            names.extend(operation.routes[*route].template.path.split('/').map(name));
            // After a segment that ends with a colon, any text would be the path of an item.
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
        Entities { of_type: entities, names }
    }

    /// Whether a page documents a path with this segment, whatever its arguments are.
    pub(in crate::mock) fn has_name(&self, segment: &str) -> bool {
        segment.contains('%') || self.names.contains(&name(segment))
    }

    /// The indexes of the templates that lead to an entity of this type.
    pub(in crate::mock) fn of_type(&self, ty: TypeId) -> &[usize] {
        self.of_type.get(&ty).map_or(&[], Vec::as_slice)
    }
}

/// The type of the entity that an operation reads; `None` if the operation does not read a single entity.
pub(in crate::mock) fn entity(api: &Api, operation: &Operation) -> Option<TypeId> {
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

/// The name of a segment in lower case: `delta` for `microsoft.graph.delta()`, `root` for `root:`.
fn name(segment: &str) -> String {
    let bare = segment.split(['(', ':', '?']).next().unwrap_or_default();
    bare.rsplit('.').next().unwrap_or(bare).to_ascii_lowercase()
}
