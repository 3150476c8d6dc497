//! Finds the type of a first segment, such as `planner`, by the properties that follow it in paths.
//!
//! In: the second segments of routes such as `/planner/plans` and `/planner/tasks`, or the third segments of routes
//! with a key, such as `/users/{id}/messages`. Out: the type of the first segment. Invariant: a type is returned only
//! if both conditions hold:
//! - It is the only entity type that has all of these properties, apart from types derived from it.
//! - The bodies of most requests to the properties have the documented type of the property (or a base of it, or a type
//!   derived from it). If no request shows a type, two properties suffice, but a single one does not.

use std::collections::BTreeMap;

use compact_str::CompactString;

use super::Csdl;
use crate::api::{ItemType, Method, Operation, Property, RequestBody, ResponseBody, Route, Segment, TypeId};
use crate::text::lowercase::lowered;

/// Whether the first segment of a path, such as `users` or `me`, names a set of entities or a single entity.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Shape {
    Set,
    Single,
}

/// The properties that follow a first segment in paths, by name in lower case, each with the types that requests to
/// this property send or return: `plans` and `tasks` for `/planner`.
#[derive(Default)]
pub(super) struct Members {
    of_set: BTreeMap<CompactString, Vec<ItemType>>,
    of_single: BTreeMap<CompactString, Vec<ItemType>>,
}

impl Members {
    /// Adds the property after the first segment of a route. `rest` are the segments after the first one: the property
    /// is the first of them, or the second one if the first one is a key.
    pub(super) fn add(&mut self, operation: &Operation, route: &Route, rest: &[Segment]) {
        let (members, name, after) = match rest {
            [Segment::Key(_), Segment::Literal(name), after @ ..] => (&mut self.of_set, name, after),
            [Segment::Literal(name), after @ ..] => (&mut self.of_single, name, after),
            _ => return,
        };
        // In `/drive/root:/path`, the segment `root:` names the property `root`.
        let name = name.trim_end_matches(':');
        let called = operation.call.as_ref().is_some_and(|call| call.name.eq_ignore_ascii_case(name));
        if name.starts_with('$') || (called && after.is_empty()) {
            return;
        }
        let stated = members.entry(lowered(name)).or_default();
        if operation.call.is_none() && route.template.query.is_empty() && matches!(after, [] | [Segment::Key(_)]) {
            stated.extend(stated_item(operation));
        }
    }
}

/// The type of the value that an operation reads, creates or changes, as its page states it.
fn stated_item(operation: &Operation) -> Option<ItemType> {
    match (operation.method, &operation.request, operation.response.body) {
        (Method::Get, _, ResponseBody::Value(ty)) => Some(ty.item),
        (Method::Post | Method::Put | Method::Patch, RequestBody::Value(ty), _) => Some(ty.item),
        (Method::Patch | Method::Put, RequestBody::Patch { ty, .. }, _) => Some(ItemType::Structured(*ty)),
        _ => None,
    }
}

impl Csdl<'_> {
    /// The only entity type that has all properties that follow a first segment in paths. `None` if no type or several
    /// types have them, or if requests to the properties do not confirm the type. `keyed` says whether any path has a
    /// key after the first segment, which makes the segment a set.
    pub(super) fn owner_of(&self, keyed: bool, members: &Members) -> Option<(Shape, TypeId)> {
        // In a path without a key, what follows a set is a function, as in `/users/delta`, or an alternate key. So only
        // segments after a key count as properties of a set.
        let (shape, members) = match keyed {
            true => (Shape::Set, &members.of_set),
            false => (Shape::Single, &members.of_single),
        };
        if members.is_empty() {
            return None;
        }
        let has_all = |id: TypeId| members.keys().all(|name| self.member(id, name).is_some());
        let ids = (0..self.api.types.len()).map(TypeId::from_index);
        let owners: Vec<TypeId> =
            ids.filter(|&id| self.entity(ItemType::Structured(id)).is_some() && has_all(id)).collect();
        let mut tops = owners.iter().copied().filter(|&id| !self.api.bases(id).any(|base| owners.contains(&base)));
        let (owner, None) = (tops.next()?, tops.next()) else { return None };
        let (mut fitting, mut contrary) = (0_usize, 0_usize);
        for (name, stated) in members {
            let item = self.member(owner, name)?.ty.item;
            let fits = stated.iter().filter(|&&stated| self.related(item, stated)).count();
            fitting += fits;
            contrary += stated.len() - fits;
        }
        let certain = fitting > contrary || (contrary == 0 && members.len() > 1);
        certain.then_some((shape, owner))
    }

    /// A member by name in any letter case, because request lines are less careful about letter case than tables.
    fn member(&self, id: TypeId, name: &str) -> Option<&Property> {
        self.api.member_in_any_case(id, name)
    }

    /// Whether two types are the same, or one derives from the other.
    fn related(&self, one: ItemType, other: ItemType) -> bool {
        match (one, other) {
            (ItemType::Structured(one), ItemType::Structured(other)) => self.is_a(one, other) || self.is_a(other, one),
            (one, other) => one == other,
        }
    }
}
