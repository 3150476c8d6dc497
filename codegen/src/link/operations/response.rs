//! The response of an operation: status, headers and body.
//!
//! In: the response section of a page, and its example responses. Out: the response of an operation. The type is the
//! first one that is stated by these: the page that the prose links to, the words of that link, the response
//! annotation, the `@odata.type` of an example, the `Methods` row of the page. A type that does not fit the members
//! of the examples yields to one that does. The majority of prose, annotation, examples, file name and path decides
//! whether the body is a collection.
//!
//! # Rule 12: Response
//!
//! The status comes from the response section and its table of codes, or else is 204 for DELETE and 200 for every other
//! method (D0709). A status that only an example has is added (D0918).
//!
//! There is no body where the section says so, for 204 without a shown body (unless the section also states 200 or 201 and
//! links a type), and for 202 where no example has a body.
//! The body is a stream if the media type of an example or prose without a type says so. Otherwise its type is the
//! first of: the page that the prose links to, the linked words, the annotation, the `@odata.type` of an example, the
//! `Methods` row. A type is overruled by a later one that fits twice as many members of the examples (D0425, D0924).
//! Where examples show several types that derive from one that is named, that one is the type, and so is the type in the
//! file name where the section names several that derive from it. The number of items
//! (`$count`) is an integer. The bytes of an item (`$value`, `content`) are a stream unless an example shows JSON. The
//! body is a collection if at least as many of prose, annotation, most of the examples, the name of the file and the path
//! say so as do not. A section that speaks of one item and of a collection leaves it to the paths: those with a key
//! return one. Sentences that name `/content`, `$value` or `$count` are about the routes that end in it.

mod media;

use std::collections::BTreeSet;

use super::operation_context::{OperationContext, structured};
use super::parameters::header;
use super::unstated_status;
use crate::api::{
    Api, Header, HeaderLine, ItemType, Method, Operation, Part, Primitive, PropertyKind, Response, ResponseBody,
    Segment, TypeId, TypeRef,
};
use crate::code;
use crate::decl::{BodyDecl, JsonNode, JsonValue, RouteDecl, TypeExpr};
use crate::diagnostic::{Diagnostic, Edit};
use crate::link::exchanges::owners::Owner;
use crate::link::names::resolve::Context;
use crate::source::Span;
use crate::text::reason::reason;
use media::{is_bytes, is_stream, scalar};

/// A type that an operation may return, and the source that names it.
#[derive(Clone, Copy, Debug)]
pub(in crate::link) struct Candidate {
    ty: TypeId,
    by: CandidateSource,
}

/// What names a type that the operation may return. Rule 12 says which counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CandidateSource {
    /// The prose about the response links to the page of the type.
    Link,
    /// The prose about the response names the type.
    Words,
    /// The annotation of an example names the type.
    Annotation,
    /// The JSON of an example names the type in its `@odata.type`.
    Example,
}

/// Headers about the transfer of a message, such as `Date`, which say nothing about the operation.
const CARRYING: &[&str] =
    &["content-type", "content-length", "date", "transfer-encoding", "connection", "server", "cache-control", "host"];

pub(super) fn response(op: &OperationContext<'_>, diagnostics: &mut Vec<Diagnostic>) -> (Response, Vec<Candidate>) {
    let OperationContext { cx, page, decl, method, .. } = *op;
    let told = decl.response_to(method, op.part);
    let span = if decl.response.span == Span::default() { decl.span } else { decl.response.span };
    let answers: Vec<&BodyDecl> = op
        .bodies
        .iter()
        .copied()
        .filter(|body| body.status.is_some_and(|status| (200..400).contains(&status)))
        .collect();
    let mut status: Vec<u16> = told.codes.clone();
    if status.is_empty() {
        status.extend(answers.iter().filter_map(|body| body.status).take(1));
        if status.is_empty() {
            status.push(if method == Method::Delete { 204 } else { 200 });
        }
        let message = format!("the response section states no status code of success; {} is assumed", status[0]);
        let is_section = decl.response.span != Span::default();
        let sentence = reason(status[0]).filter(|_| is_section).map(|reason| {
            let place = Span { end: span.start, ..span };
            let code = status[0];
            Edit::Replace(place, format!("If successful, this method returns a `{code} {reason}` response code. "))
        });
        let finding = Diagnostic::new(code::NO_STATUS, span, message).help("write a code such as `200 OK`");
        diagnostics.push(finding.fix_unsafely_if(sentence));
    }
    let stated = status.len();
    unstated_status::add(&answers, &mut status, span, diagnostics);
    let mut headers: Vec<Header> = decl.response.headers.iter().map(|row| header(cx, page, row)).collect();
    for line in answers.iter().flat_map(|body| &body.headers) {
        let is_known = headers.iter().any(|known| known.name.eq_ignore_ascii_case(&line.name));
        if !is_known && !CARRYING.iter().any(|name| line.name.eq_ignore_ascii_case(name)) {
            headers.push(shown(line));
        }
    }
    let candidates = candidates(op, &answers);
    let body = body(op, &status, &answers, span, diagnostics);
    let behind = candidates.first().filter(|_| body == ResponseBody::None && status.contains(&202));
    let linked = told.progress_type.as_ref().filter(|_| body == ResponseBody::None && status.contains(&202));
    let linked = linked.and_then(|expr| structured(&cx.expr(expr, page)?.item));
    let operation = behind.map(|candidate| candidate.ty).or(linked);
    (Response { status, stated, headers, body, operation, span }, candidates)
}

fn shown(line: &HeaderLine) -> Header {
    Header { name: line.name.clone(), required: None, doc: crate::api::Doc::default(), span: line.span }
}

/// The types that the response may have, in the order of reliability, each once.
fn candidates(op: &OperationContext<'_>, answers: &[&BodyDecl]) -> Vec<Candidate> {
    let OperationContext { cx, page, decl, method, .. } = *op;
    let mut found: Vec<Candidate> = Vec::new();
    let mut add = |ty: Option<ItemType>, by: CandidateSource| {
        if let Some(ty) = ty.as_ref().and_then(structured)
            && found.iter().all(|known| known.ty != ty)
        {
            found.push(Candidate { ty, by });
        }
    };
    if let Some(mention) = type_in_prose(op) {
        add(linked(cx, op, mention), CandidateSource::Link);
        add(cx.expr(mention, page).map(|ty| ty.item), CandidateSource::Words);
    }
    for body in answers {
        if let Some(ty) = &body.ty {
            add(cx.name(&ty.value, page), CandidateSource::Annotation);
        }
        if let Some(node) = body.root().and_then(JsonNode::stated_type) {
            add(node.as_str().and_then(|name| cx.name(name, page)), CandidateSource::Example);
        }
    }
    if decl.response_to(method, op.part).says_no_body && answers.iter().all(|body| body.json.is_none()) {
        found.retain(|candidate| candidate.by != CandidateSource::Words);
    }
    found
}

/// The first type that the prose about the response names, other than a stream. `None` if it names none.
fn type_in_prose<'a>(op: &OperationContext<'a>) -> Option<&'a TypeExpr> {
    let OperationContext { cx, page, decl, method, .. } = *op;
    let is_value = |mention: &&TypeExpr| {
        cx.expr(mention, page).is_some_and(|ty| ty.item != ItemType::Primitive(Primitive::Stream))
    };
    decl.response_to(method, op.part).mentions.iter().find(is_value)
}

/// The type of the page that a mention links to, if the words of the mention name a structured type of another page.
fn linked(cx: &Context<'_>, op: &OperationContext<'_>, mention: &TypeExpr) -> Option<ItemType> {
    let term = mention.terms.first()?;
    let target = cx.tree.page(op.page, term.target.as_ref()?)?;
    let items = cx.names.index.of_page(target);
    let words = cx.expr(mention, op.page)?.item;
    if items.contains(&words) || !matches!(words, ItemType::Structured(_)) {
        return None;
    }
    items.iter().find(|item| matches!(item, ItemType::Structured(_))).copied()
}

fn body(
    op: &OperationContext<'_>,
    status: &[u16],
    answers: &[&BodyDecl],
    span: Span,
    diagnostics: &mut Vec<Diagnostic>,
) -> ResponseBody {
    let OperationContext { cx, page, decl, method, .. } = *op;
    let told = decl.response_to(method, op.part);
    let shows = answers.iter().any(|body| body.json.is_some());
    // A page may state 204 together with a status that has a body, because the client can ask for one or the other,
    // for instance by the header `Prefer`.
    let is_linked = told.mentions.iter().any(|mention| mention.terms.iter().any(|term| term.target.is_some()));
    let may_answer = told.codes.iter().any(|code| matches!(code, 200 | 201)) && is_linked;
    if (status[0] == 204 && !may_answer || told.says_no_body) && !shows {
        return ResponseBody::None;
    }
    // A `202 Accepted` response has no result yet. The result is at the address in a header.
    let is_accepted = status[0] == 202 && !answers.is_empty() && answers.iter().all(|body| !body.has_body);
    if is_accepted {
        return ResponseBody::None;
    }
    // The prose of a page about a list and its number of items is about the list.
    let counts =
        !op.routes.is_empty() && op.routes.iter().all(|route| Part::of_path(&route.template.path) == Part::Count);
    if counts && method_reads(op.method) && !shows {
        return ResponseBody::Value(TypeRef::COUNT);
    }
    let mention = type_in_prose(op);
    let prose = mention.and_then(|mention| cx.expr(mention, page));
    let target = mention.and_then(|mention| linked(cx, op, mention));
    let streams = answers.iter().any(|body| {
        body.ty.as_ref().is_some_and(|ty| is_stream(&ty.value))
            || body.json.is_none() && body.content_type().is_some_and(is_bytes)
    });
    // The bytes of an item are not a JSON value of the item's type, unless an example shows such a value.
    let is_raw = is_content(op) && !shows && method_reads(op.method);
    if streams || is_raw || told.stream && prose.is_none() {
        return if status[0] == 302 { ResponseBody::Redirect } else { ResponseBody::Stream };
    }
    if matches!(status[0], 301..=303 | 307 | 308) && !shows {
        return ResponseBody::Redirect;
    }
    // Paths to the bytes of an item return bytes, even if the prose does not say so.
    if is_content(op) && op.method == Method::Get && !shows {
        return ResponseBody::Stream;
    }
    let annotated = answers.iter().find_map(|body| {
        let item = cx.name(&body.ty.as_ref()?.value, page)?;
        Some(TypeRef { item, collection: body.collection })
    });
    let listed = op.listed.and_then(|(from, row)| cx.expr(&row.returns, from));
    let collection = is_collection(op, prose, annotated, answers);
    // If an annotation names the type of the body, a primitive type in the prose may only describe the contents.
    let prose = prose.filter(|ty| annotated.is_none() || !matches!(ty.item, ItemType::Primitive(_)));
    if let Some(ty) = prose.or(annotated).or_else(|| listed.filter(|_| shows || !told.has_no_body)) {
        return ResponseBody::Value(TypeRef {
            item: target.filter(|_| prose == Some(ty)).unwrap_or(ty.item),
            collection: collection || prose.is_none() && ty.collection,
        });
    }
    if !shows || told.has_no_body {
        return ResponseBody::None;
    }
    if let Some(item) = answers.iter().find_map(|body| scalar(body)) {
        return ResponseBody::Value(TypeRef { item: ItemType::Primitive(item), collection: false });
    }
    diagnostics.push(
        Diagnostic::new(code::RETURN_UNRESOLVED, span, "the response section does not name a documented type")
            .help("link to the page of the returned type; until then the generated code returns untyped JSON"),
    );
    ResponseBody::Value(TypeRef { item: ItemType::Primitive(Primitive::Untyped), collection })
}

/// Whether the operation is about bytes: about the content of an item, or about `$value` at the end of every path.
fn is_content(op: &OperationContext<'_>) -> bool {
    let is_raw =
        |route: &&RouteDecl| matches!(route.template.segments.last(), Some(Segment::Literal(word)) if word == "$value");
    op.part == Part::Content || !op.routes.is_empty() && op.routes.iter().all(is_raw)
}

/// Whether operations with this method only read: `GET` and `HEAD`.
fn method_reads(method: Method) -> bool {
    matches!(method, Method::Get | Method::Head)
}

/// Whether the response is a collection, by majority. Votes come from the prose, the annotation, most of the
/// examples, the name of the file, and a path that ends with a key (which votes no). A tie counts as yes.
fn is_collection(
    op: &OperationContext<'_>,
    prose: Option<TypeRef>,
    annotated: Option<TypeRef>,
    answers: &[&BodyDecl],
) -> bool {
    let shown: Vec<&BodyDecl> = answers.iter().copied().filter(|body| body.json.is_some()).collect();
    let is_several = annotated.is_some_and(|ty| ty.collection) || answers.iter().any(|body| body.collection);
    let pages = shown.iter().filter(|body| is_page(body)).count();
    let is_page = pages > 0 && 2 * pages >= shown.len();
    let is_list = op.cx.tree.path(op.page).trim_end_matches(".md").split(['-', '_']).skip(1).any(|word| word == "list");
    let is_keyed = op.method == Method::Get
        && op.routes.iter().all(|route| route.template.segments.last().is_some_and(Segment::ends_in_key));
    let several = [prose.is_some_and(|ty| ty.collection), is_several, is_page, is_list];
    // The page speaks of one item and of several, so the paths decide: those with a key return one item.
    if op.decl.response.one_or_many {
        return op.part != Part::Item && !is_keyed;
    }
    let is_annotated_one = annotated.is_some_and(|ty| !ty.collection) && !is_several;
    let one = [prose.is_some_and(|ty| !ty.collection), is_annotated_one, !shown.is_empty() && !is_page, is_keyed];
    let count = |said: [bool; 4]| said.iter().filter(|said| **said).count();
    // The name of the file alone, such as `group-list-members.md`, does not make the response a collection.
    count(several) > usize::from(is_list) && count(several) >= count(one)
}

/// Chooses again among the types that an operation may return, by the members in its example responses. This runs when
/// the members of all types are known.
pub(in crate::link) fn choose_by_members(
    cx: &Context<'_>,
    candidates: &[Vec<Candidate>],
    owners: &[Vec<Owner>],
    api: &mut Api,
) {
    for index in 0..api.operations.len() {
        if let Some(base) = base_of_listed(cx, api, &api.operations[index])
            && let ResponseBody::Value(returned) = &mut api.operations[index].response.body
        {
            returned.item = ItemType::Structured(base);
            continue;
        }
        let Some(found) = candidates.get(index).filter(|found| found.len() > 1) else { continue };
        let operation = &api.operations[index];
        let ResponseBody::Value(TypeRef { item: ItemType::Structured(stated), collection }) = operation.response.body
        else {
            continue;
        };
        // If the returned type has a property with the name of the type that the prose names, the prose may be about
        // the value of that property.
        let has_property = |ty| {
            let property = api.member_in_any_case(ty, &api[stated].name.name);
            property.is_some_and(|property| {
                property.kind == PropertyKind::Structural && property.ty.item == ItemType::Structured(stated)
            })
        };
        let whole = found.iter().find(|known| known.by == CandidateSource::Annotation && has_property(known.ty));
        if let Some(whole) = whole {
            let item = ItemType::Structured(whole.ty);
            api.operations[index].response.body = ResponseBody::Value(TypeRef { item, collection });
            continue;
        }
        let names = members_shown(cx, owners, api, index);
        let (Some(chosen), Some(best)) =
            (found.iter().find(|candidate| candidate.ty == stated), best(api, found, &names))
        else {
            continue;
        };
        let best = above_several(api, found, best.ty).unwrap_or(best.ty);
        if best != chosen.ty {
            let item = ItemType::Structured(best);
            api.operations[index].response.body = ResponseBody::Value(TypeRef { item, collection });
        }
    }
}

/// The type in the file name of a page whose response section names several types that all derive from it: returns one
/// of the following.
fn base_of_listed(cx: &Context<'_>, api: &Api, operation: &Operation) -> Option<TypeId> {
    let (subject, decl) = (operation.subject?, cx.decls[operation.page.index()].operations.as_deref()?);
    let decl = decl.of_line(operation.routes.first().map(|route| route.span));
    let told = decl.response_to(operation.method, operation.part);
    let named: BTreeSet<TypeId> =
        told.mentions.iter().filter_map(|mention| structured(&cx.expr(mention, operation.page)?.item)).collect();
    let derives = |ty: &TypeId| api.bases(*ty).any(|above| above == subject);
    (named.len() > 1 && named.iter().all(derives)).then_some(subject)
}

/// The first candidate that is a base of `best` and of another candidate. An operation whose examples show several
/// types returns their common base. `None` if there is no such candidate.
fn above_several(api: &Api, found: &[Candidate], best: TypeId) -> Option<TypeId> {
    let derives = |ty: TypeId, base: TypeId| api.bases(ty).any(|above| above == base);
    let is_above = |base: &Candidate| {
        let others = found.iter().filter(|other| other.ty != best && derives(other.ty, base.ty));
        derives(best, base.ty) && others.count() > 0
    };
    found.iter().find(|base| is_above(base)).map(|base| base.ty)
}

/// The first candidate type that has nearly as many of the members in the examples as the best candidate. That means
/// more than half as many; for a base of the best candidate, any number suffices.
fn best<'f>(api: &Api, found: &'f [Candidate], names: &BTreeSet<&str>) -> Option<&'f Candidate> {
    let first = found.first()?;
    let fitting = |candidate: &Candidate| {
        names.iter().filter(|name| api.member_in_any_case(candidate.ty, name).is_some()).count()
    };
    if names.is_empty() || api.is_open(first.ty) {
        return Some(first);
    }
    let most = found.iter().map(fitting).max()?;
    let is_good = |candidate: &&Candidate| {
        let derives =
            found.iter().any(|other| fitting(other) == most && api.bases(other.ty).any(|base| base == candidate.ty));
        derives || 2 * fitting(candidate) > most
    };
    found.iter().find(is_good)
}

/// The names of the members in the example responses of an operation.
fn members_shown<'a>(cx: &Context<'a>, owners: &[Vec<Owner>], api: &Api, index: usize) -> BTreeSet<&'a str> {
    let operation: &Operation = &api.operations[index];
    let first = api.operations.partition_point(|other| other.page < operation.page);
    let own = [Owner::Any, Owner::One(index - first)];
    let bodies = cx.decls[operation.page.index()].bodies.iter().zip(&owners[operation.page.index()]);
    let answers = bodies
        .filter(|(body, owner)| own.contains(owner) && body.status.is_some_and(|status| (200..300).contains(&status)));
    let mut names = BTreeSet::new();
    for root in answers.filter_map(|(body, _)| body.root()) {
        let items = match root.get("value").map(|value| (value.value(), value)) {
            Some((JsonValue::Array(items), _)) => items.collect(),
            Some((JsonValue::Object, value)) => vec![value],
            _ => vec![root],
        };
        let members = items.into_iter().flat_map(JsonNode::members).map(|(name, _)| name.value);
        names.extend(members.filter(|name| !name.contains('@')));
    }
    names
}

/// Whether a body is a list of items: its `value` is an array.
pub(super) fn is_page(body: &BodyDecl) -> bool {
    body.root().and_then(|json| json.get("value")).is_some_and(JsonNode::is_array)
}
