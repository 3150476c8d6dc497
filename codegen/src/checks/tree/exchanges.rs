//! Example requests and responses that contradict the sections of their page, and request lines that contradict the
//! other request lines of their page.

use std::collections::{BTreeMap, BTreeSet};

use super::requests::title_verb;
use crate::api::{ExampleRole, ItemType, Method, Operation, PageId, RequestBody, ResponseBody, Segment, TypeId};
use crate::code;
use crate::decl::body::target::RequestParts;
use crate::decl::vocabulary::requests::OWN_USER;
use crate::decl::{BodyDecl, JsonNode, JsonValue, OperationsDecl, PageDecls, RouteDecl};
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::link::Linked;
use crate::source::Span;
use crate::text::singular::singular;

/// Compares the example requests and responses of each page with its sections, and its request lines with each other.
pub(super) fn check(linked: &Linked<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let contexts = Contexts::of(linked);
    for (page, decls) in linked.pages() {
        let Some(decl) = &decls.operations else { continue };
        found.extend(body_of_none(linked, page, decls, decl));
        found.extend(number(linked, page, decls, decl));
        found.extend(ends(decl));
        found.extend(missing_segment(decl));
        found.extend(decls.bodies.iter().filter_map(|body| contexts.wrong_entity_set(linked, page, body)));
        if ends_in_key(decl) {
            found.extend(decls.bodies.iter().filter_map(other_id));
        }
    }
    found.extend(linked.api.operations.iter().filter_map(|operation| without_reply(linked, operation)));
    found
}

/// Reports an example request with a body, if the section of the request body says that there is none.
fn body_of_none(linked: &Linked<'_>, page: PageId, decls: &PageDecls, decl: &OperationsDecl) -> Option<Diagnostic> {
    // If no operation of the page has a request body, `link/exchanges/replies.rs` reports the request.
    let sends = |operation: &&Operation| operation.page == page && !matches!(operation.request, RequestBody::None);
    linked.api.operations.iter().find(sends)?;
    if !decl.request.has_no_body || !decl.request.rows.is_empty() || !decl.request.mentions.is_empty() {
        return None;
    }
    let body = decls.bodies.iter().find(|body| {
        body.role == ExampleRole::Request && body.root().is_some_and(|root| root.members().next().is_some())
    })?;
    let finding = Diagnostic::new(
        code::EXAMPLE_REQUEST,
        body.span,
        "an example request has a body, and the page says that no request body is supplied",
    );
    let finding = finding.help("remove the body, or describe it in the section of the request body");
    let finding = finding.about(Subject::words(body.request_line.as_ref().map_or("", |line| line.value.as_str())));
    Some(if decl.request.span == Span::default() {
        finding
    } else {
        finding.note(decl.request.span, "what the page says")
    })
}

/// Reports an example request that no example response follows.
fn without_reply(linked: &Linked<'_>, operation: &Operation) -> Option<Diagnostic> {
    let exchange = operation.exchanges.last()?;
    let is_shown = |exchange: &crate::api::Exchange| !exchange.replies.is_empty();
    // Several requests may share one response. So nothing is reported if any exchange of the operation shows a
    // response.
    if exchange.request_line.is_empty() || operation.exchanges.iter().any(is_shown) {
        return None;
    }
    // A page with several operations may describe the responses in words, so no example response is demanded.
    if linked.api.operations.iter().filter(|other| other.page == operation.page).count() > 1 {
        return None;
    }
    let decls = linked.decls(operation.page);
    // JSON in a code block below the request shows the body of the response, without its status line.
    let is_reply = |body: &BodyDecl| match body.role {
        ExampleRole::Response => true,
        ExampleRole::Other => body.json.is_some() && body.span.start > exchange.span.start,
        ExampleRole::Request | ExampleRole::Resource => body.status.is_some(),
    };
    if decls.bodies.iter().any(is_reply) {
        return None;
    }
    Some(
        Diagnostic::new(code::EXAMPLE_RESPONSE, exchange.span, "no example response follows the example request")
            .help("show the response, with its status line")
            .about(Subject::words(&exchange.request_line)),
    )
}

/// Whether all request lines of a page are GET or PATCH requests whose path ends in a key, such as `/users/{id}`.
fn ends_in_key(decl: &OperationsDecl) -> bool {
    let is_item = |route: &RouteDecl| {
        [Method::Get, Method::Patch].contains(&route.method)
            && matches!(route.template.segments.last(), Some(Segment::Key(_)))
    };
    !decl.routes.is_empty() && decl.routes.iter().all(is_item)
}

/// The least length of a key that counts as an id. A shorter key may be a name, which is not the id of the object.
const KEY: usize = 16;

/// Reports a response with the id of another object than the one that was requested.
fn other_id(body: &BodyDecl) -> Option<Diagnostic> {
    let line = body.request_line.as_ref().filter(|_| body.role == ExampleRole::Response)?;
    let path = RequestParts::parse(&line.value)?.path;
    let requested_id = path.trim_end_matches('/').rsplit('/').next()?;
    let node = body.root()?.get("id")?;
    let shown = node.as_str()?;
    // Two ids are compared only if they have the same form: parts of the same lengths between `-`, `_`, `=` and `.`. A
    // key of another form, such as the address of a user or an alias of a folder, is not the id of the object.
    let form = |key: &str| -> Vec<usize> { key.split(['-', '_', '=', '.']).map(str::len).collect() };
    let is_id =
        |key: &str| key.len() >= KEY && key.bytes().any(|byte| byte.is_ascii_digit()) && !key.contains(['{', '<']);
    let differs = is_id(requested_id)
        && is_id(shown)
        && form(requested_id) == form(shown)
        && !requested_id.eq_ignore_ascii_case(shown);
    if !differs || body.text.contains(requested_id) {
        return None;
    }
    let message =
        format!("the example requests the object with the id `{requested_id}`, but the response shows `{shown}`");
    Some(
        Diagnostic::new(code::EXAMPLE_RESPONSE, line.span, message)
            .help("write the same id in the request and in the response")
            .about(Subject::words(requested_id))
            .note(node.span(), "the id in the response"),
    )
}

/// Whether a successful response shows several items, as an array in `value`. `None` if it shows neither one object nor
/// such an array.
fn shows_many(body: &BodyDecl) -> Option<bool> {
    let root = body.root().filter(|root| matches!(root.value(), JsonValue::Object))?;
    match root.get("value").map(JsonNode::value) {
        Some(JsonValue::Array(_)) => Some(true),
        // Some pages show one object as `{"value": {…}}`. If `value` is the only member, the page shows one item.
        Some(JsonValue::Object) => root.members().all(|(name, _)| name.value == "value").then_some(false),
        Some(_) => None,
        None => root.members().any(|(name, _)| !name.value.contains('@')).then_some(false),
    }
}

/// Reports a response section that contradicts the example responses about the number of objects: the section says one
/// object, and the examples show a list, or the other way round.
fn number(linked: &Linked<'_>, page: PageId, decls: &PageDecls, decl: &OperationsDecl) -> Option<Diagnostic> {
    let is_answer =
        |body: &&BodyDecl| body.role == ExampleRole::Response && body.status.is_none_or(|status| status < 300);
    let answers: Vec<&BodyDecl> = decls.bodies.iter().filter(is_answer).filter(|body| body.has_body).collect();
    let many = shows_many(answers.first()?)?;
    if answers.iter().any(|body| shows_many(body) != Some(many)) || !decl.response.by_method.is_empty() {
        return None;
    }
    let mut mentions = decl
        .response
        .mentions
        .iter()
        .filter(|mention| matches!(linked.expr(mention, page).map(|ty| ty.item), Some(ItemType::Structured(_))));
    let (mention, None) = (mentions.next()?, mentions.next()) else { return None };
    let first = decl.response.span;
    let is_first = (first.start..first.end).contains(&mention.span.start) && first.source == mention.span.source;
    if mention.collection == many || !is_first || mention.terms.iter().all(|term| term.target.is_none()) {
        return None;
    }
    let ItemType::Structured(stated) = linked.expr(mention, page)?.item else { return None };
    let object = match answers[0].root()?.get("value").map(JsonNode::value) {
        Some(JsonValue::Array(mut items)) => items.next()?,
        Some(JsonValue::Object) => answers[0].root()?.get("value")?,
        _ => answers[0].root()?,
    };
    // If the type lacks a member of the object, the type itself may be wrong. Another check reports that.
    let is_stranger = |name: &str| !name.contains('@') && linked.api.member_in_any_case(stated, name).is_none();
    if object.members().any(|(name, _)| is_stranger(name.value)) {
        return None;
    }
    // If the type has a property `value`, then `value` in the example may be that property and not a list of items.
    if linked.api.member_in_any_case(stated, "value").is_some() {
        return None;
    }
    let name = &linked.api[stated].name.name;
    let (said, shown) = if many { ("one", "a collection") } else { ("a collection", "one") };
    let object =
        if mention.collection { format!("a collection of {name} objects") } else { format!("one {name} object") };
    // The verb in the title decides whether the text or the example is wrong.
    let titled = match title_verb(decls).to_ascii_lowercase().as_str() {
        "list" => Some(true),
        "get" => Some(false),
        _ => None,
    };
    let operations = linked.api.operations.iter().filter(|operation| operation.page == page);
    let mut replies = operations.flat_map(|operation| &operation.exchanges).flat_map(|exchange| &exchange.replies);
    if replies.any(|reply| reply.findings.contains(&code::EXAMPLE_RESPONSE.id())) {
        return None;
    }
    if titled == Some(mention.collection) {
        let message = format!("the example shows {shown} of `{name}`, and the text and the title say {said}");
        return Some(
            Diagnostic::new(code::EXAMPLE_RESPONSE, answers[0].span, message)
                .help(format!("show {object}"))
                .about(Subject::ty(name))
                .note(mention.span, "what the text says"),
        );
    }
    let message = format!("the text says that {said} of `{name}` is returned, and the example shows {shown}");
    let right = if many { format!("a collection of {name} objects") } else { format!("a single {name} object") };
    Some(
        Diagnostic::new(code::RESPONSE_TYPE, mention.span, message)
            .help(format!("write `{right}`, or correct the example"))
            .about(Subject::ty(name))
            .note(answers[0].span, "the example"),
    )
}

/// The last segment of a path, if it is fixed text such as `messages`. `None` for a placeholder, a call or `$value`.
fn last(route: &RouteDecl) -> Option<&str> {
    let path = route.raw.split('?').next().unwrap_or_default();
    path.trim().rsplit('/').next().filter(|last| !last.contains(['{', '(', '<', '$']) && !last.is_empty())
}

/// Reports a request line without the last segment that all other request lines of the page have, if it is the only
/// such line.
fn ends(decl: &OperationsDecl) -> Option<Diagnostic> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    decl.routes.iter().filter_map(last).for_each(|last| *counts.entry(last).or_default() += 1);
    let (end, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    let mut others = decl.routes.iter().filter(|route| last(route) != Some(end));
    let (other, None) = (others.next()?, others.next()) else { return None };
    let usual = decl.routes.iter().find(|route| last(route) == Some(end))?;
    if count < 2 || usual.method != other.method || !other.raw.trim_end().ends_with('}') || usual.raw.contains('?') {
        return None;
    }
    // The line is reported only if its path leads to an item, and another line continues the path of such an item with
    // the segment: `/users/{id}` beside `/users/{id}/wipe`.
    let item = other.raw.trim().rsplit('/').nth(1)?;
    let is_item = |route: &RouteDecl| {
        let mut segments = route.raw.trim().rsplit('/').skip(1);
        segments.next().is_some_and(|key| key.starts_with('{')) && segments.next() == Some(item)
    };
    if !decl.routes.iter().any(|route| last(route) == Some(end) && is_item(route)) {
        return None;
    }
    // If the page also has a request line with this path and the segment, both lines are deliberate.
    let whole = format!("{}/{end}", other.raw.trim());
    if decl.routes.iter().any(|route| route.template.path == whole || route.raw.trim() == whole) {
        return None;
    }
    let message = format!("this request line does not end in `/{end}` as all others do");
    Some(
        Diagnostic::new(code::ROUTE_SEGMENT, other.span, message)
            .help(format!("write `{whole}`"))
            .about(Subject::words(&other.raw))
            .note(usual.span, "another request line")
            .fix_unsafely(Edit::Word(other.span, other.raw.trim().to_owned(), whole)),
    )
}

/// Reports a request line with two placeholders next to each other, if another line of the page has a segment between
/// them: `/users/{id}/{id}` beside `/users/{id}/messages/{id}`.
fn missing_segment(decl: &OperationsDecl) -> Option<Diagnostic> {
    decl.routes.iter().find_map(|route| {
        let at = route.raw.find("}/{")?;
        let (before, after) = (&route.raw[..at + 2], &route.raw[at + 2..]);
        let filled = |other: &RouteDecl| {
            let between = other.raw.strip_prefix(before)?.strip_suffix(after)?.strip_suffix('/')?;
            (!between.is_empty() && !between.contains(['{', '/'])).then(|| between.to_owned())
        };
        let likely = |other: &RouteDecl| {
            let between = other.raw.strip_prefix(before)?.split('/').next()?;
            (!between.contains('{')).then(|| between.to_owned())
        };
        let others = || decl.routes.iter().filter(|other| other.span != route.span);
        let segment = others().find_map(filled).or_else(|| others().find_map(likely))?;
        let message = format!("the path `{}` has two placeholders next to each other", route.raw.trim());
        Some(
            Diagnostic::new(code::ROUTE_SEGMENT, route.span, message)
                .help(format!("write `/{segment}/` between them, as another request line does"))
                .about(Subject::words(&route.raw)),
        )
    })
}

/// For each first segment of request paths, such as `users`, the types of the responses to these requests.
struct Contexts {
    sets: BTreeMap<String, BTreeSet<TypeId>>,
}

impl Contexts {
    fn of(linked: &Linked<'_>) -> Contexts {
        let mut sets: BTreeMap<String, BTreeSet<TypeId>> = BTreeMap::new();
        for (page, decls) in linked.pages() {
            for body in &decls.bodies {
                if let (Some(first), Some(ty)) = (first_segment(body), type_of(linked, page, body)) {
                    sets.entry(first).or_default().insert(ty);
                }
            }
        }
        Contexts { sets }
    }

    /// Reports an `@odata.context` that names an entity set which is not in the path of the request. It is reported
    /// only if the paths of other requests in the tree begin with this set, and none of these requests returns a type
    /// that is related to the type of this response.
    fn wrong_entity_set(&self, linked: &Linked<'_>, page: PageId, body: &BodyDecl) -> Option<Diagnostic> {
        let node = body.root()?.get("@odata.context")?;
        let (_, rest) = node.as_str()?.split_once("$metadata#")?;
        let set = &rest[..rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '.').unwrap_or(rest.len())];
        let (first, key) = (first_segment(body)?, set.to_lowercase());
        let path = RequestParts::parse(&body.request_line.as_ref()?.value)?.path.to_lowercase();
        let (own, user) = OWN_USER;
        if path.split(['/', '(']).any(|segment| segment == key) || first == own && singular(&key) == user {
            return None;
        }
        let ty = type_of(linked, page, body)?;
        if self.sets.get(&key)?.iter().any(|of_set| linked.api.are_related(*of_set, ty)) {
            return None;
        }
        let message = format!("`@odata.context` in the response names `{set}`, but the request goes to `{first}`");
        Some(
            Diagnostic::new(code::EXAMPLE_RESPONSE, node.span(), message)
                .help("write the `@odata.context` that the service returns for this request")
                .about(Subject::words(set)),
        )
    }
}

/// The first segment in the path of the request that a response belongs to, in lower case: `users` for `GET /users/17`.
/// `None` if the response has no request.
fn first_segment(body: &BodyDecl) -> Option<String> {
    let line = body.request_line.as_ref().filter(|_| body.role == ExampleRole::Response)?;
    let path = RequestParts::parse(&line.value)?.path;
    Some(path.trim_start_matches('/').split(['/', '(']).next()?.to_lowercase())
}

/// The type of a response: the type in its annotation, or else the type that the operation returns. `None` if neither
/// is known.
pub(super) fn type_of(linked: &Linked<'_>, page: PageId, body: &BodyDecl) -> Option<TypeId> {
    let annotated = body.ty.as_ref().and_then(|ty| linked.named(&ty.value, page));
    let stated = || {
        let start = linked.api.operations.partition_point(|operation| operation.page < page);
        let operation = linked.api.operations.get(start).filter(|operation| operation.page == page)?;
        match operation.response.body {
            ResponseBody::Value(ty) => Some(ty.item),
            ResponseBody::None | ResponseBody::Stream | ResponseBody::Redirect => None,
        }
    };
    match annotated.or_else(stated)? {
        ItemType::Structured(id) => Some(id),
        ItemType::Enum(_) | ItemType::Primitive(_) => None,
    }
}
