//! Unites calls of one name on several pages: kind, binding and overloads.
//!
//! In: the call at the end of each path of an operation. Out: the call of each operation, with the overloads that its
//! paths show, and the kind and binding that all pages together suggest. Invariant: a call that no other page documents
//! does not change.

use std::collections::{BTreeMap, BTreeSet};

use compact_str::CompactString;
use foldhash::HashSet;

use crate::api::{Api, Callable, CallableKind, ItemType, Parameter, Route, Segment, TypeId, TypeRef};
use crate::text::lowercase::lowered;

/// If at least this many types document the same action or function, it belongs to their common base type.
const SEVERAL: usize = 3;

/// Makes the statements of different pages about the same action or function agree. `calls` has one entry for each
/// operation of the API, in the same order.
pub(in crate::link) fn reconcile(api: &Api, calls: &mut [Option<Callable>]) {
    kinds(api, calls);
    move_to_base(api, calls);
    move_to_common_base(api, calls);
}

/// Adds the call in another path of an operation as an overload, if it is the same function with other parameters.
pub(in crate::link) fn add(call: &mut Callable, other: Callable) {
    let names = |parameters: &[Parameter]| {
        parameters.iter().map(|parameter| lowered(&parameter.name)).collect::<BTreeSet<CompactString>>()
    };
    let is_same = (call.kind, call.binding) == (CallableKind::Function, other.binding)
        && other.kind == CallableKind::Function
        && call.name.eq_ignore_ascii_case(&other.name);
    let mut known = std::iter::once(&call.parameters).chain(&call.overloads);
    if is_same && known.all(|known| names(known) != names(&other.parameters)) {
        call.overloads.push(other.parameters);
    }
}

/// Whether a path ends in a call with arguments.
pub(in crate::link) fn has_arguments(route: &Route) -> bool {
    let last = route.template.segments.last();
    matches!(last, Some(Segment::Call { arguments, .. }) if !arguments.is_empty())
}

/// Makes a name mean either an action or a function in the whole API. If one page has arguments in the path of a
/// function, every call with this name is a function, whatever its HTTP method is.
fn kinds(api: &Api, calls: &mut [Option<Callable>]) {
    let with_arguments = api.operations.iter().map(|operation| operation.routes.iter().any(has_arguments));
    let functions: HashSet<CompactString> = with_arguments
        .zip(calls.iter())
        .filter_map(|(has, call)| call.as_ref().filter(|call| has && call.kind == CallableKind::Function))
        .map(|call| call.name.clone())
        .collect();
    for call in calls.iter_mut().flatten().filter(|call| functions.contains(&call.name)) {
        call.kind = CallableKind::Function;
    }
}

/// A call that is also documented for a base type belongs to the base type.
fn move_to_base(api: &Api, calls: &mut [Option<Callable>]) {
    let bound: HashSet<(CallableKind, CompactString, TypeRef)> =
        calls.iter().flatten().filter_map(|call| Some((call.kind, call.name.clone(), call.binding?))).collect();
    for call in calls.iter_mut().flatten() {
        let Some(id) = item(call) else { continue };
        let above = api.bases(id).map(one);
        if let Some(base) = above.filter(|base| bound.contains(&(call.kind, call.name.clone(), *base))).last() {
            call.binding = Some(base);
        }
    }
}

/// A call that several types document alike belongs to their common base, unless that is the root of all entity types.
fn move_to_common_base(api: &Api, calls: &mut [Option<Callable>]) {
    let mut alike: BTreeMap<Signature<'_>, BTreeSet<TypeId>> = BTreeMap::new();
    for call in calls.iter().flatten() {
        if let Some(id) = item(call) {
            alike.entry(signature(call)).or_default().insert(id);
        }
    }
    let shared = |call: &Callable| {
        item(call)?;
        let types = alike.get(&signature(call)).filter(|types| types.len() >= SEVERAL)?;
        let of_all = |base: &TypeId| types.iter().all(|ty| api.bases(*ty).any(|above| above == *base));
        api.bases(*types.first()?).find(|base| api[*base].base.is_some() && of_all(base)).map(one)
    };
    let bases: Vec<Option<TypeRef>> = calls.iter().map(|call| shared(call.as_ref()?)).collect();
    for (call, base) in calls.iter_mut().zip(bases) {
        if let (Some(call), Some(base)) = (call, base) {
            call.binding = Some(base);
        }
    }
}

/// What two calls on different pages must have in common to be the same call: the name, the kind, the names of the
/// parameters, and the result.
type Signature<'a> = (&'a str, CallableKind, Vec<&'a str>, Option<TypeRef>);

fn signature(call: &Callable) -> Signature<'_> {
    let parameters = call.parameters.iter().map(|parameter| parameter.name.as_str());
    (&call.name, call.kind, parameters.collect(), call.returns)
}

/// The structured type of the item to which a call is bound; `None` for a call that is bound to a collection.
fn item(call: &Callable) -> Option<TypeId> {
    match call.binding? {
        TypeRef { item: ItemType::Structured(id), collection: false } => Some(id),
        TypeRef { item: ItemType::Structured(_) | ItemType::Enum(_) | ItemType::Primitive(_), .. } => None,
    }
}

fn one(id: TypeId) -> TypeRef {
    TypeRef { item: ItemType::Structured(id), collection: false }
}
