//! Paths through the model: the type at every segment of a route.

pub(crate) mod absolute;
pub(crate) mod letter_case;
pub(crate) mod segments;

use std::collections::BTreeMap;

use compact_str::CompactString;
use foldhash::{HashMap, HashMapExt};

use crate::api::{Api, ItemType, Method, Operation, RequestBody, ResponseBody, Route, Segment, TypeId, TypeRef};
use crate::link::types::by_name::Members;
use crate::source::Span;
use crate::text::caseless::Caseless;
use crate::text::lowercase::lowered;

/// The place of this word within a request line of a page.
fn place(route: &Route, word: &str) -> Span {
    let end = route.span.end as usize;
    let start = end.saturating_sub(route.raw.len());
    let is_whole = |at: &usize| {
        let beside = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        beside(route.raw[..*at].chars().next_back()) && beside(route.raw[*at + word.len()..].chars().next())
    };
    match route.raw.match_indices(word).map(|(at, _)| at).find(is_whole) {
        Some(at) if end > route.raw.len() => Span::new(route.span.source, start + at..start + at + word.len()),
        Some(_) | None => route.span,
    }
}

/// The types of the first segments of paths, as operations show them, and the types that casts name.
pub(super) struct Roots {
    roots: Caseless<TypeRef>,
    /// For each name without namespace, in any letter case, the first type with that name.
    short: Caseless<TypeId>,
    pub(super) members: Members,
}

impl Roots {
    /// For each first segment of paths, such as `users`, finds the type that the operations on `/users` and
    /// `/users/{id}` read and write most often.
    pub(super) fn new(api: &Api) -> Roots {
        let mut votes: BTreeMap<CompactString, BTreeMap<TypeRef, usize>> = BTreeMap::new();
        for operation in &api.operations {
            for route in &operation.routes {
                let (root, keyed) = match route.template.segments.as_slice() {
                    [Segment::Literal(root)] => (root, false),
                    [Segment::Literal(root), Segment::Key(_)] => (root, true),
                    _ => continue,
                };
                if let Some(ty) = type_by_operation(operation, keyed) {
                    *votes.entry(lowered(root)).or_default().entry(ty).or_default() += weight(operation, ty);
                }
            }
        }
        let mut roots = Caseless::with_capacity(votes.len());
        for (root, votes) in votes {
            if let Some((ty, _)) = votes.into_iter().max_by_key(|(ty, count)| (*count, std::cmp::Reverse(*ty))) {
                roots.get_or_insert(&root, || ty);
            }
        }
        for (root, ty) in by_members(api, &roots) {
            roots.get_or_insert(&root, || ty);
        }
        let mut short = Caseless::with_capacity(api.types.len());
        for (index, ty) in api.types.iter().enumerate() {
            short.get_or_insert(&ty.name.name, || TypeId::from_index(index));
        }
        Roots { roots, short, members: Members::new(api) }
    }

    /// The type after each segment of a path; `None` from the first unknown one on.
    pub(super) fn walk(&self, api: &Api, segments: &[Segment]) -> Vec<Option<TypeRef>> {
        let mut states = Vec::with_capacity(segments.len());
        let mut state: Option<TypeRef> = None;
        for (index, segment) in segments.iter().enumerate() {
            state = if index == 0 { self.root(segment) } else { self.step(api, state, segment) };
            states.push(state);
        }
        states
    }

    /// Whether a segment is the qualified name of a type.
    pub(super) fn is_type(&self, api: &Api, name: &str) -> bool {
        let is_it = |short: &str| self.short.get(short).is_some_and(|id| api[*id].name.is_named(name));
        name.rsplit_once('.').is_some_and(|(_, short)| is_it(short))
    }

    fn root(&self, segment: &Segment) -> Option<TypeRef> {
        let known = |word: &str| self.roots.get(word).copied();
        match segment {
            Segment::Literal(word) => known(word.trim_end_matches(':')),
            Segment::Call { name, arguments } => {
                let root = known(name)?;
                Some(TypeRef { collection: root.collection && arguments.is_empty(), ..root })
            }
            Segment::Key(_) | Segment::Cast(_) | Segment::Mixed(_) => None,
        }
    }

    /// The type to which a path leads after one more segment; `state` is the type before it. `None` if the segment is
    /// unknown there.
    fn step(&self, api: &Api, state: Option<TypeRef>, segment: &Segment) -> Option<TypeRef> {
        let here = state?;
        let ItemType::Structured(id) = here.item else { return None };
        match segment {
            Segment::Key(_) => here.collection.then_some(TypeRef { item: here.item, collection: false }),
            Segment::Literal(word) => {
                self.member(api, id, word.trim_end_matches(':')).filter(|_| !word.starts_with('$'))
            }
            Segment::Cast(name) => {
                let short = name.rsplit('.').next().unwrap_or(name);
                let target = *self.short.get(short)?;
                Some(TypeRef { item: ItemType::Structured(target), collection: here.collection })
            }
            Segment::Mixed(_) => Some(TypeRef { item: here.item, collection: false }),
            // A key may follow the collection in parentheses (OData 4.01 URL Conventions §4.3).
            Segment::Call { name, arguments } => self
                .member(api, id, name)
                .filter(|ty| ty.collection && !arguments.is_empty())
                .map(|ty| TypeRef { item: ty.item, collection: false }),
        }
    }

    /// The type of a member that a type declares, inherits, or has in one of its derived types. `None` if there is no
    /// such member.
    pub(super) fn member(&self, api: &Api, id: TypeId, name: &str) -> Option<TypeRef> {
        let own = self.members.find(api, id, name).map(|member| member.ty);
        own.or_else(|| api[id].derived.iter().find_map(|derived| self.derived_member(api, *derived, name)))
    }

    fn derived_member(&self, api: &Api, id: TypeId, name: &str) -> Option<TypeRef> {
        let own = self.members.own_member(id, name).map(|place| api[id].properties[place].ty);
        own.or_else(|| api[id].derived.iter().find_map(|derived| self.derived_member(api, *derived, name)))
    }
}

/// The weight of an operation when the type of a first segment, such as `users`, is decided. It is 3 if the page is
/// named after the type, because such a page is about the items at this segment themselves, and otherwise 1.
fn weight(operation: &Operation, ty: TypeRef) -> usize {
    match (operation.subject, ty.item) {
        (Some(subject), ItemType::Structured(id)) if subject == id => 3,
        _ => 1,
    }
}

/// The type that a first segment leads to, according to one operation on it. `keyed` says whether a key follows the
/// segment in the path of the operation. `None` if the operation does not tell.
fn type_by_operation(operation: &Operation, keyed: bool) -> Option<TypeRef> {
    let collection = |ty: TypeRef, collection: bool| Some(TypeRef { item: ty.item, collection });
    match (operation.method, &operation.response.body, &operation.request) {
        (Method::Get, ResponseBody::Value(ty), _) if matches!(ty.item, ItemType::Structured(_)) => {
            collection(*ty, keyed || ty.collection)
        }
        (Method::Patch, _, RequestBody::Patch { ty, .. }) => {
            collection(TypeRef { item: ItemType::Structured(*ty), collection: false }, keyed)
        }
        (Method::Post, _, RequestBody::Value(ty)) if !keyed && matches!(ty.item, ItemType::Structured(_)) => {
            collection(*ty, true)
        }
        (Method::Delete, _, _) if keyed => {
            collection(TypeRef { item: ItemType::Structured(operation.subject?), collection: true }, true)
        }
        _ => None,
    }
}

/// The types of first segments, such as `planner`, that no operation reads or changes directly. It is the type with
/// the name of the segment, or else the only type that has all members which follow the segment in paths.
fn by_members(api: &Api, known: &Caseless<TypeRef>) -> Vec<(CompactString, TypeRef)> {
    let mut following: BTreeMap<CompactString, (Vec<CompactString>, bool)> = BTreeMap::new();
    for route in api.operations.iter().flat_map(|operation| &operation.routes) {
        let [Segment::Literal(root), rest @ ..] = route.template.segments.as_slice() else { continue };
        if known.get(root).is_some() {
            continue;
        }
        let entry = following.entry(lowered(root)).or_default();
        match rest {
            [Segment::Literal(next), ..] => entry.0.push(lowered(next)),
            [Segment::Key(_), Segment::Literal(next), ..] => {
                entry.0.push(lowered(next));
                entry.1 = true;
            }
            _ => {}
        }
    }
    let owners = owners(api);
    let mut found = Vec::new();
    for (root, (next, keyed)) in following {
        let mut fits: BTreeMap<usize, usize> = BTreeMap::new();
        for owner in next.iter().filter_map(|name| owners.get(name)).flatten() {
            *fits.entry(*owner).or_default() += 1;
        }
        let mut best: Option<(usize, bool, std::cmp::Reverse<usize>)> = None;
        let mut chosen = None;
        for (index, fits) in fits {
            let ty = &api.types[index];
            let named = ty.name.name.eq_ignore_ascii_case(&root)
                || ty.name.name.eq_ignore_ascii_case(root.trim_end_matches('s'));
            let rank = (fits + usize::from(named), named, std::cmp::Reverse(index));
            if fits * 2 >= next.len() && (named || fits >= 2) && best.is_none_or(|best| rank > best) {
                best = Some(rank);
                chosen = Some(TypeId::from_index(index));
            }
        }
        if let Some(id) = chosen {
            found.push((root, TypeRef { item: ItemType::Structured(id), collection: keyed }));
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

/// The types that have a member of each name (in lower case), own or inherited.
fn owners(api: &Api) -> HashMap<CompactString, Vec<usize>> {
    let mut owners: HashMap<CompactString, Vec<usize>> = HashMap::new();
    for index in 0..api.types.len() {
        for member in api.members(TypeId::from_index(index)) {
            let owners = owners.entry(member.name.to_ascii_lowercase()).or_default();
            if owners.last() != Some(&index) {
                owners.push(index);
            }
        }
    }
    owners
}
