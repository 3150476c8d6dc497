//! Members of request bodies that occur only in examples.
//!
//! In: the bodies of a page. Out: their members, with the types that the values suggest. If a table describes a member,
//! in whatever letter case, the example adds no member.

use compact_str::CompactString;

use crate::api::{Api, Doc, ExampleRole, ItemType, PageId, Parameter, Primitive, PropertyKind, TypeId, TypeRef};
use crate::code;
use crate::decl::vocabulary::placeholder;
use crate::decl::{BodyDecl, JsonNode, JsonValue};
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::link::names::resolve::Context;
use crate::link::types::new_row;
use crate::source::Span;
use crate::text::near;

/// A member that the body of an example request shows, with its place and its value.
pub(super) struct ExampleMember<'d> {
    pub(super) name: CompactString,
    span: Span,
    value: JsonNode<'d>,
}

/// The members of all request bodies, each name once, without annotations.
pub(super) fn members<'d>(bodies: &[&'d BodyDecl]) -> Vec<ExampleMember<'d>> {
    let mut found: Vec<ExampleMember<'d>> = Vec::new();
    let requests = bodies.iter().filter(|body| body.role == ExampleRole::Request && body.status.is_none());
    for root in requests.filter_map(|body| body.root()) {
        for (name, value) in root.members().filter(|(name, _)| !name.value.contains('@')) {
            if found.iter().all(|known| !known.name.eq_ignore_ascii_case(name.value)) {
                found.push(ExampleMember { name: name.value.into(), span: name.span, value });
            }
        }
    }
    found
}

/// Adds a parameter for each member of the examples that no row describes.
pub(super) fn add(
    cx: &Context<'_>,
    page: PageId,
    bodies: &[&BodyDecl],
    parameters: &mut Vec<Parameter>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let described = parameters.len();
    for member in members(bodies) {
        let same = |known: &&Parameter| known.name.eq_ignore_ascii_case(&member.name);
        if let Some(known) = parameters[..described].iter().find(same) {
            diagnostics.extend(difference(known, &member));
            continue;
        }
        let shown = members(bodies);
        let is_shown = |name: &str| shown.iter().any(|shown| shown.name.eq_ignore_ascii_case(name));
        let spare = parameters[..described].iter().filter(|known| !is_shown(&known.name));
        let near = near::slip(&member.name, spare.map(|known| known.name.as_str())).map(str::to_owned);
        if let Some(known) = near.and_then(|near| parameters[..described].iter().find(|known| known.name == near)) {
            let message = format!(
                "no example sends `{}`, but an example sends `{}`, for which the table has no row",
                known.name, member.name
            );
            diagnostics.push(
                Diagnostic::new(code::ROW_NAME, known.span, message)
                    .help(format!("write `{}`", member.name))
                    .about(Subject::words(&known.name))
                    .note(member.span, "the example")
                    .fix_unsafely(Edit::Word(known.span, known.name.to_string(), member.name.to_string())),
            );
            continue;
        }
        let message = format!("an example request has the member `{}`, which no row describes", member.name);
        let finding = Diagnostic::new(code::EXAMPLE_MEMBER_UNKNOWN, member.span, message)
            .help("add a row to the table of the request body, or remove the member from the example")
            .about(Subject::words(&member.name))
            .fix_unsafely_if(
                new_row::of_value(member.value).and_then(|ty| new_row::parameter(cx, page, &member.name, &ty)),
            );
        // The only row that no example shows may be about this member.
        let mut spare = parameters[..described].iter().filter(|known| !is_shown(&known.name));
        diagnostics.push(match (spare.next(), spare.next()) {
            (Some(row), None) => finding.note(row.span, "no example has the member that this row describes"),
            _ => finding,
        });
        let ty = suggested(cx, page, member.value);
        let (name, span) = (member.name, member.span);
        parameters.push(Parameter { name, ty, required: None, members: Vec::new(), doc: Doc::default(), span });
    }
}

/// Gives parameters whose rows state no type the types that the values in examples suggest.
pub(super) fn suggest<'p>(
    cx: &Context<'_>,
    page: PageId,
    bodies: &[&BodyDecl],
    untyped: impl Iterator<Item = &'p mut Parameter>,
) {
    let shown = members(bodies);
    for parameter in untyped.filter(|parameter| parameter.ty.is_none()) {
        let member = shown.iter().find(|member| member.name == parameter.name);
        parameter.ty = member.and_then(|member| suggested(cx, page, member.value));
    }
}

/// The finding about a member of an example that differs from its row in spelling or in the kind of its value.
fn difference(known: &Parameter, member: &ExampleMember<'_>) -> Option<Diagnostic> {
    let name = &known.name;
    let starts_small = |name: &str| name.starts_with(|c: char| c.is_ascii_lowercase());
    if *name != member.name && starts_small(&member.name) && !starts_small(name) {
        let message = format!("the row spells the parameter `{}` of the example as `{name}`", member.name);
        return Some(
            Diagnostic::new(code::MEMBER_CASE, known.span, message)
                .help(format!("write `{}`", member.name))
                .about(Subject::words(name))
                .note(member.span, "the example")
                .fix_unsafely(Edit::Word(known.span, name.to_string(), member.name.to_string())),
        );
    }
    if *name != member.name {
        let message = format!("the parameter `{name}` is spelt `{}` here", member.name);
        return Some(
            Diagnostic::new(code::EXAMPLE_MEMBER_CASE, member.span, message)
                .help(format!("write `{name}`"))
                .about(Subject::words(name))
                .note(known.span, "its row")
                .fix_unsafely(Edit::Word(member.span, member.name.to_string(), name.to_string())),
        );
    }
    let TypeRef { item: ItemType::Primitive(stated), collection: false } = known.ty? else { return None };
    let is_text = |value: JsonNode<'_>| match value.value() {
        JsonValue::String(text) => text.len() > 7 && placeholder(&text.to_lowercase()).is_none(),
        _ => false,
    };
    let text = (stated == Primitive::Boolean && is_text(member.value)).then_some(Primitive::String);
    let shown = suggested_primitive(member.value).or(text)?;
    let is_number = |primitive: Primitive| !matches!(primitive, Primitive::Boolean | Primitive::String);
    let differ = match (stated, shown) {
        (Primitive::Boolean, shown) => shown != Primitive::Boolean,
        (Primitive::Int16 | Primitive::Int32 | Primitive::Int64, shown) => !is_number(shown),
        (Primitive::String, shown) => shown == Primitive::Boolean,
        _ => false,
    };
    differ.then(|| {
        let message = format!(
            "the row says that `{name}` has the type `{}`, but the example shows {}",
            stated.as_str(),
            words(shown)
        );
        Diagnostic::new(code::EXAMPLE_VALUE, member.span, message)
            .help("write a value of the type in the row, or correct the row")
            .about(Subject::words(name))
            .note(known.span, "its row")
    })
}

/// The primitive type of a value; `None` for a placeholder, a list or an object.
fn suggested_primitive(value: JsonNode<'_>) -> Option<Primitive> {
    match value.value() {
        JsonValue::True | JsonValue::False => Some(Primitive::Boolean),
        JsonValue::Number(_) => Some(Primitive::Double),
        JsonValue::String(text) => {
            let is_literal = ["true", "false"].contains(&&*text.to_lowercase());
            // Any other string may be a placeholder, or a number that JSON cannot hold.
            is_literal.then_some(Primitive::String)
        }
        JsonValue::Array(_) | JsonValue::Object | JsonValue::Null => None,
    }
}

fn words(primitive: Primitive) -> &'static str {
    match primitive {
        Primitive::Boolean => "a Boolean",
        Primitive::String => "a string",
        _ => "a number",
    }
}

/// The type that a value suggests. None if it may be of any type.
fn suggested(cx: &Context<'_>, page: PageId, value: JsonNode<'_>) -> Option<TypeRef> {
    let primitive = |primitive| Some(TypeRef { item: ItemType::Primitive(primitive), collection: false });
    match value.value() {
        JsonValue::True | JsonValue::False => primitive(Primitive::Boolean),
        JsonValue::Number(text) if !text.contains(['.', 'e', 'E']) => primitive(Primitive::Int32),
        JsonValue::Number(_) => primitive(Primitive::Double),
        JsonValue::String(_) => primitive(Primitive::String),
        JsonValue::Array(mut items) => {
            let item = suggested(cx, page, items.next()?)?;
            Some(TypeRef { collection: true, ..item })
        }
        JsonValue::Object => {
            let item = cx.name(value.stated_type()?.as_str()?, page)?;
            Some(TypeRef { item, collection: false })
        }
        JsonValue::Null => None,
    }
}

/// The type of a body that is a list of texts or of truth values: `["17", "18"]`. `None` if no example shows such a list.
pub(super) fn list(bodies: &[&BodyDecl]) -> Option<TypeRef> {
    let requests = bodies.iter().filter(|body| body.role == ExampleRole::Request && body.status.is_none());
    requests.filter_map(|body| body.root()).find_map(|root| {
        let JsonValue::Array(mut items) = root.value() else { return None };
        let of = |item: JsonNode<'_>| match item.value() {
            JsonValue::String(_) => Some(Primitive::String),
            JsonValue::True | JsonValue::False => Some(Primitive::Boolean),
            JsonValue::Number(_) | JsonValue::Array(_) | JsonValue::Object | JsonValue::Null => None,
        };
        let first = of(items.next()?)?;
        let is_alike = items.all(|item| of(item) == Some(first));
        is_alike.then_some(TypeRef { item: ItemType::Primitive(first), collection: true })
    })
}

/// The properties of a type that a request may change: those that are not read-only, and any property that the page
/// names or shows. A stream is left out unless the page names it, because its bytes are sent to a URL of their own.
pub(super) fn changeable(api: &Api, ty: TypeId, is_told: &dyn Fn(&str) -> bool) -> Vec<Parameter> {
    let keys: Vec<&CompactString> = api.with_bases(ty).flat_map(|id| &api[id].key).collect();
    let mut members: Vec<Parameter> = Vec::new();
    for property in api.members(ty) {
        let is_stream = property.ty.item == ItemType::Primitive(Primitive::Stream);
        let is_free = property.kind == PropertyKind::Structural
            && !property.read_only
            && !property.immutable
            && !is_stream
            && !keys.contains(&&property.name);
        let is_new = members.iter().all(|known| known.name != property.name);
        if is_new && (is_free || is_told(&property.name)) {
            members.push(Parameter {
                name: property.name.clone(),
                ty: Some(property.ty),
                required: None,
                members: Vec::new(),
                doc: property.doc.clone(),
                span: property.span,
            });
        }
    }
    members
}

/// The type that the annotation of an example request or its `@odata.type` states.
pub(super) fn annotated(cx: &Context<'_>, page: PageId, bodies: &[&BodyDecl]) -> Option<TypeId> {
    bodies.iter().filter(|body| body.status.is_none()).find_map(|body| {
        let name = body.ty.as_ref().map(|ty| ty.value.as_str()).or_else(|| body.root()?.stated_type()?.as_str())?;
        match cx.name(name, page)? {
            ItemType::Structured(id) => Some(id),
            ItemType::Primitive(_) | ItemType::Enum(_) => None,
        }
    })
}
