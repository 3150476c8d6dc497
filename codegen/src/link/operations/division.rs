//! Divides operations whose routes return different types.
//!
//! In: the operations with their exchanges, the types, and the example responses of the pages. Out: one more operation
//! for each group of routes with the same end that returns another type. Invariant: every route, permission and
//! exchange stays on its page, and belongs to one operation.
//!
//! # Rule 20: Routes that return something else
//!
//! Paths of a page that end alike (`/me/events` and `/users/{id}/events`, but not `/me/events/{id}`) return the same. What an
//! end returns is what its example responses show, if their members fit a type; without examples it is the type that
//! the path leads to (with POST an item of it), provided that another path of the operation leads to what the operation
//! returns. The number of items (`$count`) is an integer, and a cast in a path says which derived type it returns. An end
//! of GET or POST that returns something else than the first one becomes an operation of its own.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::response::is_page;
use crate::api::{
    Api, Exchange, ItemType, Method, Operation, PageId, Part, Permissions, RequestBody, Response, ResponseBody,
    Segment, TypeRef,
};
use crate::decl::{BodyDecl, JsonNode, JsonValue, PageDecls};
use crate::link::exchanges::of_page;
use crate::link::exchanges::owners::Owner;
use crate::link::names::resolve::Context;
use crate::link::paths::Roots;
use crate::text::lowercase::lowered;

/// An operation to divide, and the routes that leave it.
struct Division {
    /// The index of the operation among all operations.
    operation: usize,
    /// The type that is returned by the routes which stay in the operation.
    staying_type: TypeRef,
    /// The routes that leave the operation, in groups: each becomes an operation.
    ends: Vec<DividedRoutes>,
}

/// Routes that become an operation of their own.
struct DividedRoutes {
    routes: Vec<usize>,
    returns: TypeRef,
    /// Whether `returns` is known from these routes or their examples. If not, it is the type that the page states.
    is_known: bool,
}

/// A type that routes with the same end return, and how it is known.
#[derive(Clone, Copy, Debug)]
struct ReturnedType {
    ty: TypeRef,
    /// Whether example responses show the type.
    is_shown: bool,
}

/// Divides the operations of all pages, and gives each message of a divided operation its new owner.
pub(in crate::link) fn link(cx: &Context<'_>, roots: &Roots, owners: &mut [Vec<Owner>], api: &mut Api) {
    let model = &*api;
    let of_page = |(index, page): (usize, &PageDecls)| {
        let range = of_page(model, PageId::from_index(index));
        let divisions = range.clone().filter_map(|index| division(cx, model, roots, index, &page.bodies));
        (range.clone(), divisions.collect::<Vec<Division>>())
    };
    let pages: Vec<_> = cx.decls.par_iter().enumerate().map(of_page).collect();
    // The loop goes from the last page to the first, so that new operations do not change the indexes of other pages.
    for (page, (range, divisions)) in pages.into_iter().enumerate().rev() {
        let mut end = range.end;
        for division in divisions {
            let made = divide(&mut api.operations, division);
            for operation in made {
                set_owners(&cx.decls[page], &mut owners[page], &operation, end - range.start);
                api.operations.insert(end, operation);
                end += 1;
            }
        }
    }
}

fn division(cx: &Context<'_>, api: &Api, roots: &Roots, index: usize, bodies: &[BodyDecl]) -> Option<Division> {
    let operation = &api.operations[index];
    let ResponseBody::Value(stated) = operation.response.body else { return None };
    let is_overridden = operation.response.span.source != api[operation.page].source;
    if !matches!(operation.method, Method::Get | Method::Post) || operation.call.is_some() || is_overridden {
        return None;
    }
    let mut ends: Vec<(_, Vec<usize>)> = Vec::new();
    for (route, shown) in operation.routes.iter().enumerate() {
        let (word, keys) = shown.template.end()?;
        let end = (lowered(word), keys);
        match ends.iter_mut().find(|(known, _)| *known == end) {
            Some((_, routes)) => routes.push(route),
            None => ends.push((end, vec![route])),
        }
    }
    if ends.len() < 2 {
        return None;
    }
    let mut returned: Vec<Option<ReturnedType>> =
        ends.iter().map(|(_, routes)| returned(cx, api, roots, operation, routes, stated, bodies)).collect();
    let is_stated = |returned: &ReturnedType| is_like(api, returned.ty, stated);
    // A cast in a path says of which derived type the result is, so that a base of it is another result.
    let is_cast = |routes: &[usize]| {
        let segments = routes.iter().flat_map(|route| &operation.routes[*route].template.segments);
        segments.into_iter().any(|segment| matches!(segment, Segment::Cast(_)))
    };
    // The first group of routes stays in the operation. It should return the type that the page states. If it does
    // not, it changes places with the group that returns the type in the page's file name.
    let subject = operation.subject.map(ItemType::Structured);
    let is_subject = |returned: &Option<ReturnedType>| returned.is_some_and(|found| Some(found.ty.item) == subject);
    if returned[0].is_some_and(|first| !is_stated(&first)) {
        let main = returned.iter().position(is_subject).unwrap_or(0);
        ends.swap(0, main);
        returned.swap(0, main);
    }
    let first = returned[0];
    // The page contradicts itself if three things are true: the first group of routes returns another type than the
    // page states, no other group returns the stated type, and the examples do not show several types. Another check
    // reports this, and the operation is not divided.
    let shown = || returned.iter().flatten().filter(|returned| returned.is_shown);
    let are_shown_apart =
        first.is_some_and(|first| first.is_shown && shown().any(|other| !is_like(api, other.ty, first.ty)));
    if first.is_some_and(|first| !is_stated(&first)) && !are_shown_apart && !returned.iter().flatten().any(is_stated) {
        return None;
    }
    let is_rest = |first: &ReturnedType| is_stated(first) && !is_cast(&ends[0].1);
    let staying_type = first.filter(|first| !is_rest(first)).map_or(stated, |first| first.ty);
    let leads = |ty: Option<TypeRef>| ty.is_some_and(|ty| is_like(api, ty, staying_type));
    let is_anchored = ends.iter().any(|(_, routes)| leads(addressed(api, roots, operation, routes)));
    let divided = |((_, routes), returned): ((_, Vec<usize>), Option<ReturnedType>)| {
        let known = returned.filter(|returned| returned.is_shown || is_anchored).map(|returned| returned.ty);
        DividedRoutes { routes, returns: known.unwrap_or(stated), is_known: known.is_some() }
    };
    let ends = ends.into_iter().zip(returned).skip(1).map(divided);
    let is_same = |end: &DividedRoutes| match is_cast(&end.routes) {
        true => end.returns == staying_type,
        false => is_like(api, end.returns, staying_type),
    };
    let ends: Vec<DividedRoutes> = ends.filter(|end| !is_same(end)).collect();
    (!ends.is_empty()).then_some(Division { operation: index, staying_type, ends })
}

/// Whether two types are the same, or one derives from the other.
fn is_like(api: &Api, one: TypeRef, other: TypeRef) -> bool {
    let derives = |one: TypeRef, base: TypeRef| match (one.item, base.item) {
        (ItemType::Structured(one), ItemType::Structured(base)) => api.bases(one).any(|above| above == base),
        _ => false,
    };
    one == other || one.collection == other.collection && (derives(one, other) || derives(other, one))
}

/// The type that routes with the same end return; `None` if it is unknown, or if examples show both a list of items and
/// a single item.
fn returned(
    cx: &Context<'_>,
    api: &Api,
    roots: &Roots,
    operation: &Operation,
    routes: &[usize],
    stated: TypeRef,
    bodies: &[BodyDecl],
) -> Option<ReturnedType> {
    if routes.iter().all(|route| Part::of_path(&operation.routes[*route].template.path) == Part::Count) {
        return Some(ReturnedType { ty: TypeRef::COUNT, is_shown: true });
    }
    let addressed = addressed(api, roots, operation, routes);
    let is_of = |exchange: &&Exchange| exchange.call.as_ref().is_some_and(|call| routes.contains(&call.route));
    let replies = operation.exchanges.iter().filter(is_of).flat_map(|exchange| &exchange.replies);
    let replies = replies.filter(|reply| (200..300).contains(&reply.status));
    let shown = replies.filter_map(|reply| bodies.iter().find(|body| body.span == reply.span && body.root().is_some()));
    let shown: Vec<&BodyDecl> = shown.collect();
    if shown.is_empty() {
        return addressed.map(|ty| ReturnedType { ty, is_shown: false });
    }
    let pages = shown.iter().filter(|body| is_page(body)).count();
    if pages != 0 && pages != shown.len() {
        return None;
    }
    let collection = pages > 0;
    let names: BTreeSet<&str> = shown.iter().flat_map(|body| members(body)).collect();
    let scalar = addressed.filter(|ty| !matches!(ty.item, ItemType::Structured(_)));
    if let Some(ty) = scalar.filter(|ty| ty.collection == collection && names.iter().eq(&["value"])) {
        return Some(ReturnedType { ty, is_shown: true });
    }
    let named = shown.iter().filter_map(|body| cx.name(&body.ty.as_ref()?.value, operation.page));
    // An open type may have any members, so it counts only if the annotation of an example names it.
    let is_named_open = |item: ItemType| matches!(item, ItemType::Structured(id) if api.is_open(id));
    if let Some(item) = named.clone().find(|item| is_named_open(*item)) {
        return Some(ReturnedType { ty: TypeRef { item, collection }, is_shown: true });
    }
    let addressed = addressed.filter(|ty| ty.collection == collection).map(|ty| ty.item);
    let fitting = |item: ItemType| match item {
        ItemType::Structured(id) => names.iter().filter(|name| api.member_in_any_case(id, name).is_some()).count(),
        ItemType::Primitive(_) | ItemType::Enum(_) => 0,
    };
    // `max_by_key` returns the last of equal items, so the reversed order makes the first one win.
    let items = named.chain(addressed).chain([stated.item]).collect::<Vec<_>>().into_iter().rev();
    let item = items.max_by_key(|item| fitting(*item))?;
    (2 * fitting(item) > names.len()).then_some(ReturnedType { ty: TypeRef { item, collection }, is_shown: true })
}

/// The names of the members in a response. If the response is a list of items in `value`, the names of the members in
/// its items.
fn members(body: &BodyDecl) -> Vec<&str> {
    let root = body.root();
    let items: Vec<JsonNode<'_>> = match root.and_then(|root| root.get("value")).map(JsonNode::value) {
        Some(JsonValue::Array(items)) => items.collect(),
        _ => root.into_iter().collect(),
    };
    let names = items.into_iter().flat_map(JsonNode::members).map(|(name, _)| name.value);
    names.filter(|name| !name.contains('@')).collect()
}

/// The type that the routes lead to, if it is known and the same for all. POST to a collection returns the new item.
fn addressed(api: &Api, roots: &Roots, operation: &Operation, routes: &[usize]) -> Option<TypeRef> {
    let mut types = routes.iter().filter_map(|route| {
        let template = &operation.routes[*route].template;
        roots.walk(api, &template.segments).last().copied().flatten()
    });
    let first = types.next()?;
    match operation.method {
        _ if !types.all(|ty| ty == first) => None,
        Method::Post => first.collection.then_some(TypeRef { collection: false, ..first }),
        _ => Some(first),
    }
}

/// Removes the routes of a division from the divided operation. Returns the new operations.
fn divide(operations: &mut [Operation], division: Division) -> Vec<Operation> {
    let old = &mut operations[division.operation];
    let whole = old.clone();
    let moved: BTreeSet<usize> = division.ends.iter().flat_map(|end| end.routes.iter().copied()).collect();
    let stay: Vec<usize> = (0..whole.routes.len()).filter(|route| !moved.contains(route)).collect();
    retain_routes(old, &whole, &stay);
    old.response.body = ResponseBody::Value(division.staying_type);
    send(old, division.staying_type);
    let make = |DividedRoutes { routes, returns, is_known }: DividedRoutes| {
        let mut new = whole.clone();
        retain_routes(&mut new, &whole, &routes);
        new.part = Part::Other;
        new.pinned = None;
        if is_known {
            send(&mut new, returns);
        }
        new.response = Response { body: ResponseBody::Value(returns), operation: None, ..new.response };
        new
    };
    division.ends.into_iter().map(make).collect()
}

/// If a POST operation sends the type in the page's file name and returns one item, its request gets the returned type.
fn send(operation: &mut Operation, returned: TypeRef) {
    let subject = operation.subject.map(ItemType::Structured);
    if let (Method::Post, RequestBody::Value(sent)) = (operation.method, &mut operation.request)
        && Some(sent.item) == subject
        && !returned.collection
    {
        *sent = returned;
    }
}

/// Leaves an operation only the given routes of the whole one, with the permissions and exchanges of these routes.
/// Exchanges without a route stay with the first route.
fn retain_routes(operation: &mut Operation, whole: &Operation, routes: &[usize]) {
    let place = |route: usize| routes.iter().position(|kept| *kept == route);
    operation.routes = routes.iter().map(|route| whole.routes[*route].clone()).collect();
    let table = |table: &Permissions| {
        let kept = table.routes.iter().filter_map(|route| place(*route as usize)?.try_into().ok());
        let kept: Vec<u32> = kept.collect();
        let is_about = table.routes.is_empty() || !kept.is_empty();
        is_about.then(|| Permissions { routes: kept, ..table.clone() })
    };
    operation.permissions = Arc::new(whole.permissions.iter().filter_map(table).collect());
    let exchange = |exchange: &Exchange| match &exchange.call {
        Some(call) => {
            let mut call = call.clone();
            call.route = place(call.route)?;
            Some(Exchange { call: Some(call), ..exchange.clone() })
        }
        None => routes.contains(&0).then(|| exchange.clone()),
    };
    operation.exchanges = whole.exchanges.iter().filter_map(exchange).collect();
}

/// Sets the owner of each example request and response that belongs to an operation. `index` is the position of the
/// operation on its page.
fn set_owners(page: &PageDecls, owners: &mut [Owner], operation: &Operation, index: usize) {
    let spans = operation.exchanges.iter().flat_map(|exchange| {
        exchange.replies.iter().map(|reply| reply.span).chain(exchange.body_span).chain([exchange.span])
    });
    let spans: BTreeSet<_> = spans.map(|span| (span.source, span.start, span.end)).collect();
    for (body, owner) in page.bodies.iter().zip(owners) {
        let span = |span: crate::source::Span| spans.contains(&(span.source, span.start, span.end));
        if span(body.span) || body.request_line.as_ref().is_some_and(|line| span(line.span)) {
            *owner = Owner::One(index);
        }
    }
}
