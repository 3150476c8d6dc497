//! Whether a page is about the type that a path leads to.
//!
//! In: an operation and one of its paths. Out: how well the page of the operation matches that type. Invariant: the
//! result depends on names and types alone, and never on an HTTP request.

pub(crate) mod path;

use std::collections::HashMap;

use crate::api::{Api, ItemType, Operation, RequestBody, ResponseBody, Route, Segment, TypeId};
use crate::text::singular::singular;

pub(crate) use graph_runtime::server::rank::Fit;

/// Finds a type by its short name, which is stored in lower case.
pub(crate) struct Names(HashMap<String, TypeId>);

impl Names {
    /// The types of an API by their short names. If several types have a short name, the type with the shortest
    /// namespace is used.
    pub(crate) fn of(api: &Api) -> Names {
        let mut names: HashMap<String, TypeId> = HashMap::new();
        for (index, ty) in api.types.iter().enumerate() {
            let known = names.entry(ty.name.name.as_str().to_ascii_lowercase()).or_insert(TypeId::from_index(index));
            if ty.name.namespace.len() < api[*known].name.namespace.len() {
                *known = TypeId::from_index(index);
            }
        }
        Names(names)
    }

    fn get(&self, name: &str) -> Option<TypeId> {
        self.0.get(&name.to_ascii_lowercase()).copied()
    }
}

/// How well a page fits the type to which one of its paths leads: first by the type that its operation returns or
/// sends, then by the name of its file. Higher numbers are better.
pub(crate) fn fit(api: &Api, known: &Names, operation: &Operation, route: &Route) -> Fit {
    let expected = of_path(api, known, &route.template.segments);
    let stated = of_operation(operation);
    let types = match (expected, stated) {
        (Some(expected), Some(stated)) if expected == stated => 3,
        (Some(expected), Some(stated)) if api.bases(expected).any(|base| base == stated) => 2,
        (Some(expected), Some(stated)) if api.bases(stated).any(|base| base == expected) => 1,
        (Some(_), Some(_)) => 0,
        (None, _) | (_, None) => 1,
    };
    let name = expected.or(stated).map_or(0, |ty| names(api, operation, ty));
    (types, name)
}

/// The type of the response body of an operation. If the response has none, the type of the request body.
fn of_operation(operation: &Operation) -> Option<TypeId> {
    let answered = match operation.response.body {
        ResponseBody::Value(ty) => Some(ty.item),
        ResponseBody::None | ResponseBody::Stream | ResponseBody::Redirect => None,
    };
    let sent = match &operation.request {
        RequestBody::Value(ty) => Some(ty.item),
        RequestBody::Patch { ty, .. } => Some(ItemType::Structured(*ty)),
        RequestBody::None | RequestBody::Parameters(_) | RequestBody::Stream { .. } => None,
    };
    match answered.or(sent)? {
        ItemType::Structured(id) => Some(id),
        ItemType::Primitive(_) | ItemType::Enum(_) => None,
    }
}

/// The type of the items that a path leads to. Each segment is looked up as a property of the type before it, or else
/// as the name of a collection, such as `users`. `None` if the type is unknown.
fn of_path(api: &Api, names: &Names, segments: &[Segment]) -> Option<TypeId> {
    let mut at: Option<TypeId> = None;
    for segment in segments {
        at = match segment {
            Segment::Literal(name) if name.starts_with('$') => at,
            Segment::Literal(name) => at.and_then(|id| member(api, id, name)).or_else(|| of_collection(names, name)),
            Segment::Key(_) => at,
            Segment::Cast(name) => names.get(name.rsplit('.').next().unwrap_or(name)),
            Segment::Call { .. } | Segment::Mixed(_) => None,
        };
    }
    at
}

fn member(api: &Api, owner: TypeId, name: &str) -> Option<TypeId> {
    match api.member_in_any_case(owner, name)?.ty.item {
        ItemType::Structured(id) => Some(id),
        ItemType::Primitive(_) | ItemType::Enum(_) => None,
    }
}

/// The type of the items of a collection, by the name of the collection: `user` for `users`. `None` if no type has this
/// name.
fn of_collection(names: &Names, name: &str) -> Option<TypeId> {
    names.get(&singular(name)).or_else(|| names.get(name))
}

/// How well the file name of the page fits the type: 2 if its first word is the name of the type, 1 if a later word is
/// that name or its plural, 0 otherwise.
fn names(api: &Api, operation: &Operation, ty: TypeId) -> u8 {
    let path = &api[operation.page].path;
    let stem = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    let name = api[ty].name.name.to_ascii_lowercase();
    let mut words = stem.trim_end_matches(".md").split('-');
    match words.next() {
        Some(first) if first == name => 2,
        _ if words.any(|word| word == name || singular(word) == name) => 1,
        _ => 0,
    }
}
