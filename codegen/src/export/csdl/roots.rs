//! Finds the types of the first segments of paths, such as `users` and `me`, from the requests to these paths.
//!
//! In: the routes of all operations. Out: for each first segment whether it is a set or a single entity, and its type.
//! Invariant: the name of a segment alone never decides.
//!
//! Operations state the type of a first segment in several ways, the strongest first: they read it, create an entity in
//! it, change it, have properties after it in the path, or call an action or function that is bound to it. The
//! strongest way that occurs decides, but only if all its statements agree: they name one type, or types that derive
//! from each other.

use std::collections::BTreeMap;

use compact_str::CompactString;

use super::Csdl;
use super::members::{Members, Shape};
use crate::api::{ItemType, Method, Operation, RequestBody, ResponseBody, Route, Segment, TypeId, TypeRef};
use crate::text::lowercase::lowered;

/// How strongly an operation shows the type of the first segment of its path, the strongest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    Read,
    Create,
    Change,
    Members,
    Call,
}

/// What all routes with the same first segment, such as `users`, state about it.
#[derive(Default)]
pub(super) struct Root<'a> {
    /// How often each spelling of the segment occurs in paths: `Users`, `users`.
    spellings: BTreeMap<&'a str, usize>,
    /// Whether a path has a key after the segment, as `/users/{id}` has.
    pub(super) keyed: bool,
    /// The properties that follow the segment or its key in paths, each with the types in the requests to this
    /// property.
    pub(super) members: Members,
    statements: Vec<(Rank, Shape, TypeId)>,
}

impl<'a> Csdl<'a> {
    /// For each first segment of a path, in lower case, what the routes state about it.
    pub(super) fn roots(&self) -> BTreeMap<CompactString, Root<'a>> {
        let mut roots: BTreeMap<CompactString, Root<'a>> = BTreeMap::new();
        for operation in &self.api.operations {
            for route in &operation.routes {
                let [Segment::Literal(name), rest @ ..] = route.template.segments.as_slice() else { continue };
                let root = roots.entry(lowered(name)).or_default();
                *root.spellings.entry(name).or_default() += 1;
                root.keyed |= matches!(rest, [Segment::Key(_), ..]);
                root.statements.extend(self.statement(operation, route, rest));
                root.members.add(operation, route, rest);
            }
        }
        for root in roots.values_mut() {
            let owner = self.owner_of(root.keyed, &root.members);
            root.statements.extend(owner.map(|(shape, id)| (Rank::Members, shape, id)));
        }
        roots
    }

    /// What one request states about the first segment of its path: how strongly, whether the segment is a set, and its
    /// entity type. `None` if the request states nothing, for instance because its path continues after the first
    /// segment and its key.
    fn statement(&self, operation: &Operation, route: &Route, rest: &[Segment]) -> Option<(Rank, Shape, TypeId)> {
        if let Some(call) = &operation.call {
            let binding = call.binding?;
            let id = self.entity(binding.item)?;
            let (owner, last) = rest.split_last().map(|(last, owner)| (owner, last))?;
            let called = match last {
                Segment::Literal(name) | Segment::Call { name, .. } => name.rsplit('.').next(),
                _ => None,
            };
            let shape = match (owner, binding.collection) {
                _ if called != Some(call.name.as_str()) => None,
                ([Segment::Key(_)], false) | ([], true) => Some(Shape::Set),
                ([], false) => Some(Shape::Single),
                _ => None,
            };
            return shape.map(|shape| (Rank::Call, shape, id));
        }
        // With `$select` or `$expand` in the request line, the response may be only a part of the value at the path.
        let whole = route.template.query.is_empty();
        let read = match operation.response.body {
            ResponseBody::Value(ty) if whole => Some(ty),
            _ => None,
        };
        let (rank, shape, id) = match (operation.method, rest) {
            (Method::Get, []) => {
                let ty = read?;
                (Rank::Read, if ty.collection { Shape::Set } else { Shape::Single }, self.entity(ty.item)?)
            }
            (Method::Get, [Segment::Key(_)]) => (Rank::Read, Shape::Set, self.single(read)?),
            (Method::Post, []) => (Rank::Create, Shape::Set, self.created(&operation.request)?),
            (Method::Patch | Method::Put, []) => (Rank::Change, Shape::Single, self.created(&operation.request)?),
            (Method::Patch | Method::Put, [Segment::Key(_)]) => {
                (Rank::Change, Shape::Set, self.created(&operation.request)?)
            }
            _ => return None,
        };
        Some((rank, shape, id))
    }

    fn single(&self, ty: Option<TypeRef>) -> Option<TypeId> {
        self.entity(ty.filter(|ty| !ty.collection)?.item)
    }

    /// The entity type of a request body; `None` if the body is not an entity.
    fn created(&self, request: &RequestBody) -> Option<TypeId> {
        match request {
            RequestBody::Value(ty) => self.single(Some(*ty)),
            RequestBody::Patch { ty, .. } => self.entity(ItemType::Structured(*ty)),
            RequestBody::None | RequestBody::Parameters(_) | RequestBody::Stream { .. } => None,
        }
    }

    /// The type that the strongest statements about a first segment name. If they name several types that derive from
    /// each other, it is the base of all of them. `None` if there is no statement. If the statements contradict each
    /// other, the error says how.
    pub(super) fn root_type(&self, root: &Root<'_>) -> Result<Option<(Shape, TypeId)>, String> {
        let Some(rank) = root.statements.iter().map(|statement| statement.0).min() else { return Ok(None) };
        let mut decided: Option<(Shape, TypeId)> = None;
        for &(_, shape, id) in root.statements.iter().filter(|statement| statement.0 == rank) {
            decided = match decided {
                None => Some((shape, id)),
                Some((known, _)) if known != shape => {
                    return Err("which pages treat both as a set and as a single entity".to_owned());
                }
                Some((_, base)) if self.is_a(id, base) => Some((shape, base)),
                Some((_, derived)) if self.is_a(derived, id) => Some((shape, id)),
                Some((_, other)) => {
                    let (one, other) = (&self.api[other].name, &self.api[id].name);
                    return Err(format!("which pages give the types `{one}` and `{other}`"));
                }
            };
        }
        match decided {
            Some((Shape::Single, _)) if root.keyed => {
                Err("which pages treat as a single entity and follow with a key".to_owned())
            }
            decided => Ok(decided),
        }
    }
}

impl<'a> Root<'a> {
    /// The most frequent spelling of the segment. If several spellings are equally frequent, it is the first by name.
    pub(super) fn spelling(&self) -> Option<&'a str> {
        let mut best = None;
        for (&name, &count) in &self.spellings {
            if best.is_none_or(|(most, _)| count > most) {
                best = Some((count, name));
            }
        }
        best.map(|(_, name)| name)
    }
}
