//! Compares the `Response` section with the example response.

use super::exchanges;
use crate::api::{Api, ExampleRole, ItemType, PageId, Primitive, PropertyKind, TypeId, TypeRef};
use crate::code;
use crate::decl::{BodyDecl, JsonNode, JsonValue};
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::link::Linked;
use crate::source::Span;

/// Compares the type in the text about a response with its example, and checks dates and times in examples.
pub(super) fn check(linked: &Linked<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (page, decls) in linked.pages() {
        let first = found.len();
        let answers = decls.bodies.iter().filter(|body| body.status.is_none_or(|status| status < 400));
        for body in answers {
            let stated = type_of(linked, page, body);
            if let Some(ty) = stated.filter(|_| body.role == ExampleRole::Response) {
                text(linked, page, body, ty, &mut found);
            }
            if body.role == ExampleRole::Response {
                found.extend(unrelated(linked, page, body));
            }
            let Some(ty) = stated.or_else(|| exchanges::type_of(linked, page, body)) else { continue };
            if body.role != ExampleRole::Resource
                && let Some(root) = content(body)
            {
                times(linked.api, root, ty, &mut found);
            }
        }
        // If a page has several example responses, the text may describe only one of them. So the finding about the
        // text is kept, once, only if all of the examples contradict it.
        let told = found[first..].iter().filter(|finding| finding.code == code::RESPONSE_TYPE).count();
        let shown = decls.bodies.iter().filter(|body| is_answer(body) && content(body).is_some()).count();
        let mut kept = 0;
        let mut position = 0;
        found.retain(|finding| {
            position += 1;
            if position <= first || finding.code != code::RESPONSE_TYPE {
                return true;
            }
            kept += 1;
            kept == 1 && told == shown
        });
    }
    found
}

/// Whether a body is that of a response with a status below 400, or of a response whose status is unknown.
fn is_answer(body: &BodyDecl) -> bool {
    body.role == ExampleRole::Response && body.status.is_none_or(|status| status < 400)
}

/// The structured type of a body: the type in its annotation, or else its own `@odata.type`. `None` if neither names a
/// structured type.
fn type_of(linked: &Linked<'_>, page: PageId, body: &BodyDecl) -> Option<TypeId> {
    let annotated = body.ty.as_ref().and_then(|ty| linked.named(&ty.value, page));
    let own = || linked.named(body.root()?.stated_type()?.as_str()?, page);
    structured(annotated.or_else(own)?)
}

fn structured(item: ItemType) -> Option<TypeId> {
    match item {
        ItemType::Structured(id) => Some(id),
        ItemType::Enum(_) | ItemType::Primitive(_) => None,
    }
}

/// Reports an `@odata.type` in a response that names a wrong type: it is unrelated to the type that the annotation or
/// the operation states, it lacks members that the object has, and the stated type has all of them.
fn unrelated(linked: &Linked<'_>, page: PageId, body: &BodyDecl) -> Option<Diagnostic> {
    let api = linked.api;
    let object = content(body)?;
    let node = object.stated_type()?;
    let stated = structured(linked.named(node.as_str()?, page)?)?;
    let expected = exchanges::type_of(linked, page, body)?;
    if api.are_related(stated, expected)
        || count_unknown_members(api, object, expected) > 0
        || count_unknown_members(api, object, stated) == 0
    {
        return None;
    }
    let (stated_name, expected_name) = (&api[stated].name, &api[expected].name);
    let message = format!(
        "the response says that it has the type `{}`, but its members are those of `{}`",
        stated_name.name, expected_name.name
    );
    Some(
        Diagnostic::new(code::EXAMPLE_OTHER_TYPE, node.span(), message)
            .help(format!("write `#{expected_name}`"))
            .about(Subject::ty(&stated_name.name))
            .fix_unsafely(Edit::Replace(node.span(), format!("\"#{expected_name}\""))),
    )
}

/// The object that a body shows: the first item if `value` is a list, the object in `value` if the body has no other
/// member, or else the body itself. `None` if the body is not JSON, or if the list is empty.
fn content(body: &BodyDecl) -> Option<JsonNode<'_>> {
    let root = body.root()?;
    let inner = root.get("value");
    match inner.map(JsonNode::value) {
        Some(JsonValue::Array(mut elements)) => elements.next(),
        Some(JsonValue::Object) if root.members().count() == 1 => inner,
        _ => Some(root),
    }
}

/// How many members of an object a type does not have.
fn count_unknown_members(api: &Api, object: JsonNode<'_>, id: TypeId) -> usize {
    let names = object.members().filter(|(name, _)| !name.value.contains('@'));
    names.filter(|(name, _)| api.member_in_any_case(id, name.value).is_none()).count()
}

/// Reports a type that the `Response` section links to, if the type is unrelated to `ty`, and the example has members
/// that `ty` has and the linked type lacks.
fn text(linked: &Linked<'_>, page: PageId, body: &BodyDecl, ty: TypeId, found: &mut Vec<Diagnostic>) {
    let api = linked.api;
    let Some(operations) = &linked.decls(page).operations else { return };
    let Some(object) = content(body).filter(|object| object.members().count() > 1) else { return };
    let mentions =
        operations.response.mentions.iter().filter(|mention| mention.terms.iter().any(|term| term.target.is_some()));
    let Some(mention) = mentions.into_iter().next() else { return };
    let Some(TypeRef { item: ItemType::Structured(stated), .. }) = linked.expr(mention, page) else { return };
    // The annotation is right if its type has all members of the example and the linked type does not.
    if api.are_related(stated, ty)
        || count_unknown_members(api, object, ty) > 0
        || count_unknown_members(api, object, stated) == 0
    {
        return;
    }
    // A later paragraph may be about a member of the result, so there a link to the type of any property of `ty` is
    // right.
    let first = operations.response.span;
    let is_first = mention.span.source == first.source && (first.start..first.end).contains(&mention.span.start);
    // If `ty` has a property with the name and the type of the linked type, the text may mean that property.
    let is_member = |name: &str| {
        let member = api.member_in_any_case(ty, name);
        member.is_some_and(|member| {
            member.kind == PropertyKind::Structural && member.ty.item == ItemType::Structured(stated)
        })
    };
    if is_member(&api[stated].name.name) {
        return;
    }
    if !is_first && api.members(ty).any(|member| member.ty.item == ItemType::Structured(stated)) {
        return;
    }
    let others = operations.response.mentions.iter().filter_map(|other| structured(linked.expr(other, page)?.item));
    if others.into_iter().any(|other| linked.api.with_bases(ty).any(|above| above == other)) {
        return;
    }
    let (said, shown) = (&api[stated].name.name, &api[ty].name.name);
    let mut finding = Diagnostic::new(
        code::RESPONSE_TYPE,
        mention.span,
        format!("the text says that `{said}` is returned, but the example shows `{shown}`"),
    )
    .help(format!("link to the page of `{shown}`, or correct the example"))
    .about(Subject::ty(said));
    if let Some(annotation) = &body.ty {
        finding = finding.note(annotation.span, "the annotation of the example");
    }
    found.push(finding);
}

/// Reports malformed dates and times.
fn times(api: &Api, object: JsonNode<'_>, declared: TypeId, found: &mut Vec<Diagnostic>) {
    for (name, value) in object.members() {
        let Some(property) = api.member(declared, name.value) else { continue };
        match (value.value(), property.ty.item) {
            (JsonValue::String(text), ItemType::Primitive(primitive)) => {
                if let Some(form) = malformed(text, primitive) {
                    found.push(time(value.span(), text, name.value, form).fix_unsafely_if(
                        repaired(text, primitive).map(|right| Edit::Word(value.span(), text.to_owned(), right)),
                    ));
                }
            }
            (JsonValue::Object, ItemType::Structured(id)) => times(api, value, id, found),
            _ => {}
        }
    }
}

fn time(span: Span, text: &str, name: &str, form: &str) -> Diagnostic {
    Diagnostic::new(
        code::EXAMPLE_TIME,
        span,
        format!("`{text}`, the value of `{name}`, does not have the form of {form}"),
    )
    .help("write a value in the form in which the service returns it")
    .about(Subject::words(name))
}

/// What a malformed text should be, such as "a date"; `None` for a text of the right form, and for a text without a
/// leading digit, which is a placeholder.
fn malformed(text: &str, primitive: Primitive) -> Option<&'static str> {
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (date, time) = text.split_once('T').unwrap_or((text, ""));
    match primitive {
        Primitive::DateTimeOffset => (!is_date(date) || !is_time(time)).then_some("a date and time"),
        Primitive::Date => (!is_date(text)).then_some("a date"),
        _ => None,
    }
}

/// A text of the right form with the same digits: `2024-05-01T10:30:00Z` for `2024-05-01T10-30-00Z`. `None` if no such
/// text has the right form.
fn repaired(text: &str, primitive: Primitive) -> Option<String> {
    let (date, time) = text.split_once('T').unwrap_or((text, ""));
    if !is_date(date) {
        return None;
    }
    match primitive {
        Primitive::Date => Some(date.to_owned()),
        Primitive::DateTimeOffset if time.is_empty() => Some(format!("{date}T00:00:00Z")),
        Primitive::DateTimeOffset => {
            let time = time.replacen('-', ":", 2);
            is_time(&time).then(|| format!("{date}T{time}"))
        }
        _ => None,
    }
}

fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let within = |part: &str, least: u32, most: u32| {
        part.len() == 2 && part.parse().is_ok_and(|number: u32| (least..=most).contains(&number))
    };
    matches!(parts[..], [year, month, day] if year.len() == 4 && within(month, 1, 12) && within(day, 1, 31))
}

fn is_time(text: &str) -> bool {
    let mut parts = text.split(':');
    parts.next().is_some_and(|hour| hour.len() == 2 && hour.parse().is_ok_and(|hour: u32| hour < 25))
}
