//! Members of request bodies that occur only in examples.
//!
//! In: the bodies of a page. Out: their members, with the types that the values suggest. Invariant: if a table
//! describes a member in any letter case, the table counts.

use compact_str::CompactString;

use crate::api::{Api, Doc, ExampleRole, ItemType, PageId, Parameter, Primitive, PropertyKind, TypeId, TypeRef};
use crate::code;
use crate::decl::{BodyDecl, JsonNode, JsonValue};
use crate::diagnostic::{Diagnostic, Subject};
use crate::link::names::resolve::Context;
use crate::link::types::new_row;
use crate::source::Span;

/// A member of an example's body.
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

/// Adds the members of examples that no row describes.
pub(super) fn add(
    cx: &Context<'_>,
    page: PageId,
    bodies: &[&BodyDecl],
    parameters: &mut Vec<Parameter>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let described = parameters.len();
    for member in members(bodies) {
        if parameters[..described].iter().any(|known| known.name.eq_ignore_ascii_case(&member.name)) {
            continue;
        }
        let message = format!("an example request has the member `{}`, and no row describes it", member.name);
        diagnostics.push(
            Diagnostic::new(code::EXAMPLE_MEMBER_UNKNOWN, member.span, message)
                .help("describe it in the table of the request body, or remove it from the example")
                .about(Subject::words(&member.name))
                .fix_unsafely_if(
                    new_row::of_value(member.value).and_then(|ty| new_row::parameter(cx, page, &member.name, &ty)),
                ),
        );
        let ty = suggested(cx, page, member.value);
        let (name, span) = (member.name, member.span);
        parameters.push(Parameter { name, ty, required: None, doc: Doc::default(), span });
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

/// The properties of a type that a request may change: those that are not read-only, and those in example requests. A stream
/// has a URL of its own, to which its bytes are sent.
pub(super) fn changeable(api: &Api, ty: TypeId, shown: &[ExampleMember<'_>]) -> Vec<Parameter> {
    let keys: Vec<&CompactString> = std::iter::once(ty).chain(api.bases(ty)).flat_map(|id| &api[id].key).collect();
    let is_shown = |name: &str| shown.iter().any(|member| member.name.eq_ignore_ascii_case(name));
    let mut members: Vec<Parameter> = Vec::new();
    for property in api.members(ty) {
        let is_stream = property.ty.item == ItemType::Primitive(Primitive::Stream);
        let is_free = property.kind == PropertyKind::Structural
            && !property.read_only
            && !is_stream
            && !keys.contains(&&property.name);
        let is_new = members.iter().all(|known| known.name != property.name);
        if is_new && (is_free || is_shown(&property.name)) {
            members.push(Parameter {
                name: property.name.clone(),
                ty: Some(property.ty),
                required: None,
                doc: property.doc.clone(),
                span: property.span,
            });
        }
    }
    members
}
