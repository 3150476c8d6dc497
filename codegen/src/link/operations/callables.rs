//! Actions and functions: a last segment that is not a member of the type before it is a call.
//!
//! # Rule 15: Actions and functions
//!
//! A last segment that is not a property of the type before it is called: an action with POST, a function with GET. A name
//! that has arguments in the path of one page is a function on all pages; a single argument without a name behind a plural
//! is a key. A call with named arguments is one even if its binding is unknown. Paths of one page with other names of
//! arguments are overloads. A call that three types document alike belongs to the base type that they share
//! (`overloads.rs`). If all parameters of a function are optional, the form without arguments is a route too.
//! Where path, title, examples and `Methods` row spell a call in several letter cases, the majority decides, and camelCase
//! where they are even (`call_name.rs`).

use compact_str::CompactString;
use rayon::prelude::*;

use crate::api::{
    Api, Argument, Callable, CallableKind, ItemType, Method, Operation, PageId, Parameter, RequestBody, ResponseBody,
    Route, Segment, TypeId, TypeRef,
};
use crate::link::names::resolve::Context;
use crate::link::operations::call_name::{self, MethodsTexts};
use crate::link::operations::listing;
use crate::link::operations::overloads;
use crate::link::operations::requests;
use crate::link::paths::Roots;
use crate::text::lowercase::lower;
use crate::text::singular::singular;

/// Finds the action or function that each operation calls.
pub(in crate::link) fn link(cx: &Context<'_>, roots: &Roots, api: &mut Api) {
    let (listed, owners) = (call_name::methods_texts(cx), listing::owners(cx));
    let mut calls: Vec<Option<Callable>> = {
        let api = &*api;
        let call_of = |operation: &Operation| {
            let mut calls =
                operation.routes.iter().filter_map(|route| call(cx, api, roots, (&listed, &owners), operation, route));
            let mut first = calls.next()?;
            // Only calls with arguments have overloads. Nearly all operations have the same call in all their routes.
            if operation.routes.iter().any(overloads::has_arguments) {
                calls.for_each(|other| overloads::add(&mut first, other));
            }
            Some(first)
        };
        api.operations.par_iter().map(call_of).collect()
    };
    overloads::reconcile(api, &mut calls);
    for (operation, call) in api.operations.iter_mut().zip(calls) {
        operation.call = call;
    }
}

/// The action or function that a route calls; `None` on a page about reading or writing items, such as
/// `user-list-messages`.
fn call(
    cx: &Context<'_>,
    api: &Api,
    roots: &Roots,
    (listed, owners): (&MethodsTexts<'_>, &[Option<TypeId>]),
    operation: &Operation,
    route: &Route,
) -> Option<Callable> {
    let segments = &route.template.segments;
    let last =
        segments.iter().rposition(|segment| !matches!(segment, Segment::Literal(word) if word.starts_with('$')))?;
    let (name, in_path) = match &segments[last] {
        Segment::Literal(word) => (word.clone(), false),
        // If the only argument of a segment has no name, it may be the key of an item, as in `customers({id})`. The
        // segment is then not a call.
        Segment::Call { name, arguments } if is_key(operation, name, arguments) => return None,
        Segment::Call { name, arguments } => (name.clone(), !arguments.is_empty()),
        Segment::Cast(name) if cx.names.index.cast(name).is_none() => (name.clone(), false),
        Segment::Key(_) | Segment::Cast(_) | Segment::Mixed(_) => return None,
    };
    let method = matches!(operation.method, Method::Get | Method::Post);
    if is_alternate_key(api, operation, &segments[last]) {
        return None;
    }
    if last == 0 || last + 1 < segments.len() || !method || !in_path && is_crud(cx, operation.page, &name) {
        return None;
    }
    let name = CompactString::from(name.rsplit('.').next().unwrap_or(&name));
    // Parameters in the path make the call a function (OData 4.01 URL Conventions §4.5), whatever the HTTP method is.
    let kind = if operation.method == Method::Get || in_path { CallableKind::Function } else { CallableKind::Action };
    let states = roots.walk(api, segments);
    let binding = match states[last - 1] {
        Some(before @ TypeRef { item: ItemType::Structured(id), .. }) => {
            if roots.member(api, id, &name).is_some() {
                return None;
            }
            Some(match operation.subject {
                // If the page is named after a base of the type on the path, the call belongs to the base.
                Some(subject) if api.bases(id).any(|base| base == subject) => {
                    TypeRef { item: ItemType::Structured(subject), collection: before.collection }
                }
                Some(_) | None => before,
            })
        }
        Some(_) => return None,
        None => by_page(api, operation, owners[operation.page.index()], &segments[..last]),
    };
    // A segment that has arguments with names is a call, even if it is unknown to which type the call is bound.
    let is_named = matches!(&segments[last], Segment::Call { arguments, .. } if arguments.iter().any(|argument| argument.name.is_some()));
    if binding.is_none() && !is_named {
        return None;
    }
    let parameters = parameters(cx, operation, kind, &segments[last]);
    let returns = match operation.response.body {
        ResponseBody::Value(ty) => Some(ty),
        ResponseBody::Stream => {
            Some(TypeRef { item: ItemType::Primitive(crate::api::Primitive::Stream), collection: false })
        }
        ResponseBody::None | ResponseBody::Redirect => None,
    };
    let namespace = match binding.map(|binding| binding.item) {
        Some(ItemType::Structured(id)) => api[id].name.namespace.clone(),
        Some(ItemType::Enum(_) | ItemType::Primitive(_)) | None => cx.tree.default_namespace.clone(),
    };
    let name = call_name::spelling(cx, listed, operation, name);
    Some(Callable { kind, name, namespace, binding, parameters, overloads: Vec::new(), returns })
}

/// Whether the only argument of a segment is the key of one item of a collection (OData 4.01 URL Conventions §4.3.1).
/// It is if the argument has no name, the segment is a plural, and the title is not that of a call, such as `range:
/// rows`.
fn is_key(operation: &Operation, name: &str, arguments: &[Argument]) -> bool {
    let [Argument { name: None, .. }] = arguments else { return false };
    singular(name).len() < name.len() && !operation.title.contains(':')
}

/// Whether a segment is an alternate key that selects one item of a collection (OData 4.01 URL Conventions §4.3.4):
/// `parcels(number='{number}')`, if the operation returns one parcel.
fn is_alternate_key(api: &Api, operation: &Operation, segment: &Segment) -> bool {
    let Segment::Call { name, arguments } = segment else { return false };
    let ResponseBody::Value(TypeRef { item: ItemType::Structured(id), collection: false }) = operation.response.body
    else {
        return false;
    };
    let one = singular(name);
    operation.method == Method::Get
        && arguments.iter().any(|argument| argument.name.is_some())
        && one.len() < name.len()
        // The collection of `shelfBook` may be called `books`. Of a title such as `shelf: books` this would be a call.
        && (one.eq_ignore_ascii_case(&api[id].name.name)
            || lower(&api[id].name.name).ends_with(&one.to_lowercase()) && !operation.title.contains(':'))
}

/// Whether the name of the page says that items are listed, read, created, changed or deleted; `name` is the possible
/// call.
pub(in crate::link) fn is_crud(cx: &Context<'_>, page: PageId, name: &str) -> bool {
    let path = lower(cx.tree.path(page));
    let stem = path.rsplit('/').next().unwrap_or_default().trim_end_matches(".md");
    let is_verb = |word: &str| {
        ["list", "get", "post", "create", "update", "delete", "put"].contains(&word) && !word.eq_ignore_ascii_case(name)
    };
    // A name may begin with the verb, as `get-user` does; `list` and `post` there may be nouns.
    let (first, rest) = stem.split_once(['-', '_']).unwrap_or((stem, ""));
    rest.split(['-', '_']).any(is_verb) || ["get", "create", "update", "delete"].contains(&first) && !rest.is_empty()
}

/// The type on which an action or function is called, if the path does not tell it. It is the type in the file name
/// of the page; if the segment before the call is the plural of its name, it is a collection of that type. `owner` is
/// the type whose page lists the operation; it counts only if the segment before the call is its plural.
fn by_page(api: &Api, operation: &Operation, owner: Option<TypeId>, before: &[Segment]) -> Option<TypeRef> {
    let is_plural = |id: TypeId| match before {
        [_, .., Segment::Literal(word)] => {
            let (one, name) = (singular(&word.to_lowercase()), lower(&api[id].name.name));
            one.len() < word.len() && (name.contains(&one) || one.ends_with(&*name))
        }
        // A first segment may be the plural of a single resource too, such as `reports`, so that the name has to be equal.
        [Segment::Literal(word)] => {
            let one = singular(&word.to_lowercase());
            one.len() < word.len() && one == lower(&api[id].name.name)
        }
        _ => false,
    };
    // The collection in the path and the table of methods together outrank the file name.
    let listed =
        owner.filter(|owner| is_plural(*owner) && operation.subject.is_some_and(|subject| !is_plural(subject)));
    match listed.or(operation.subject) {
        Some(subject) => Some(TypeRef { item: ItemType::Structured(subject), collection: is_plural(subject) }),
        None => owner
            .filter(|owner| is_plural(*owner))
            .map(|owner| TypeRef { item: ItemType::Structured(owner), collection: true }),
    }
}

/// Parameters of the body (action) or of the path (function), as the tables describe them. If no path of the page shows
/// parameters of a function, the rows of the request body section are its parameters.
fn parameters(cx: &Context<'_>, operation: &Operation, kind: CallableKind, segment: &Segment) -> Vec<Parameter> {
    if let RequestBody::Parameters(rows) = &operation.request {
        return rows.clone();
    }
    let Segment::Call { arguments, .. } = segment else {
        if operation.routes.iter().any(overloads::has_arguments) {
            return Vec::new();
        }
        let decl = cx.decls[operation.page.index()].operations.as_deref().filter(|_| kind == CallableKind::Function);
        let decl = decl.map(|decl| decl.of_line(operation.routes.first().map(|route| route.span)));
        let rows = decl.map_or(&[][..], requests::misplaced);
        let is_row = |parameter: &&Parameter| rows.iter().any(|row| row.span == parameter.span);
        return operation.parameters.iter().filter(is_row).cloned().collect();
    };
    arguments
        .iter()
        .filter_map(|argument| {
            let name = argument.name.clone()?;
            let known = operation.parameters.iter().find(|row| row.name.eq_ignore_ascii_case(&name));
            Some(known.cloned().map_or_else(
                || Parameter {
                    name: name.clone(),
                    ty: None,
                    required: Some(true),
                    members: Vec::new(),
                    doc: crate::api::Doc::default(),
                    span: operation.span,
                },
                |row| Parameter { name: name.clone(), ..row },
            ))
        })
        .collect()
}
