//! The types and routes of an API as JSON: what a server has to know to answer requests from stored objects.
//!
//! In: types and operations. Out: the JSON that `graph_runtime::server::Schema` reads: of each entity type its base,
//! its key and its navigation properties; of each operation its request and response types and the headers and query
//! options that the page requires, in the given order. Invariant: the mock and a generated crate read the same text, a
//! line for each type and each operation.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::api::{
    EnumId, EnumType, ItemType, Operation, Piece, Primitive, Property, PropertyKind, RequestBody, ResponseBody,
    StructuredType, TypeId, TypeKind, TypeRef,
};
use crate::shape;

/// Functions that look up a type or an enumeration by its id: either directly in an API, or through a wrapper that
/// records which items were read.
#[derive(Clone, Copy)]
pub(crate) struct Types<'a> {
    pub(crate) structured: &'a dyn Fn(TypeId) -> &'a StructuredType,
    pub(crate) enumeration: &'a dyn Fn(EnumId) -> &'a EnumType,
}

/// Writes the JSON of `types` and `operations`. `all` looks up any type or enumeration by its id.
#[must_use]
pub(crate) fn json<'a>(
    all: Types<'a>,
    types: impl Iterator<Item = TypeId>,
    operations: impl Iterator<Item = &'a Operation>,
) -> String {
    let operations: Vec<&Operation> = operations.collect();
    let followed: BTreeSet<TypeId> = operations.iter().filter_map(|operation| operation.response.operation).collect();
    let mut text = "{\n\"types\": {".to_owned();
    let entities = types.filter(|id| (all.structured)(*id).kind == TypeKind::Entity);
    let lines = entities.map(|id| {
        format!("\n{}: {}", json!((all.structured)(id).name.to_string()), entity(all, id, followed.contains(&id)))
    });
    text += &lines.collect::<Vec<_>>().join(",");
    text += "\n},\n\"routes\": [";
    text += &operations.iter().map(|operation| format!("\n{}", route(all, operation))).collect::<Vec<_>>().join(",");
    text += "\n]\n}\n";
    text
}

fn entity(all: Types<'_>, id: TypeId, is_followed: bool) -> Value {
    let ty = (all.structured)(id);
    let mut facts = Map::new();
    facts.extend(ty.base.map(|base| ("base".to_owned(), (all.structured)(base).name.to_string().into())));
    facts.extend(key(all, id).map(|key| ("key".to_owned(), key.into())));
    let is_navigation = |property: &&Property| property.kind == PropertyKind::Navigation;
    let member_type = |property: &Property| (property.name.to_string(), type_json(all, property.ty));
    let navigation: Map<String, Value> = ty.properties.iter().filter(is_navigation).map(member_type).collect();
    if !navigation.is_empty() {
        facts.insert("navigation".to_owned(), navigation.into());
    }
    let status = ty.properties.iter().find(|property| is_followed && property.name == "status");
    facts.extend(status.map(|status| ("status".to_owned(), json!(values(all, status)))));
    facts.into()
}

/// The values that a property can have according to the pages: the members of its enumeration, or the values that its
/// row lists.
pub(crate) fn values<'a>(all: Types<'a>, property: &'a Property) -> Vec<&'a str> {
    match property.ty.item {
        ItemType::Enum(id) => (all.enumeration)(id).members.iter().map(|member| member.name.as_str()).collect(),
        ItemType::Primitive(_) | ItemType::Structured(_) => {
            property.values.iter().map(|value| value.as_str()).collect()
        }
    }
}

/// The name of the key property, if an entity type has a single key that is a string. `None` for any other type.
fn key<'a>(all: Types<'a>, id: TypeId) -> Option<&'a str> {
    // Bases never form a circle in a valid model. The limit makes sure that the loop ends even if a defect lets them
    // form one.
    let chain = || std::iter::successors(Some(id), |id| (all.structured)(*id).base).take(MAX_DEPTH);
    let name = chain().find_map(|id| (all.structured)(id).key.first()).map_or("id", |name| name.as_str());
    let own = |id: TypeId| (all.structured)(id).properties.iter().find(|property| property.name == name);
    let is_text = |ty: TypeRef| !ty.collection && ty.item == ItemType::Primitive(Primitive::String);
    chain().find_map(own).filter(|member| member.kind == PropertyKind::Structural && is_text(member.ty))?;
    Some(name)
}

const MAX_DEPTH: usize = 1000;

/// A type as the JSON of a schema states it: `"microsoft.graph.user"`, or `["microsoft.graph.user"]` for a list.
fn type_json(all: Types<'_>, ty: TypeRef) -> Value {
    let name = match ty.item {
        ItemType::Structured(id) => (all.structured)(id).name.to_string(),
        ItemType::Primitive(primitive) => format!("Edm.{}", primitive.as_str()),
        // The values of an enumeration are texts in JSON, so the type is written as `Edm.String`.
        ItemType::Enum(_) => "Edm.String".to_owned(),
    };
    if ty.collection { json!([name]) } else { name.into() }
}

fn route(all: Types<'_>, operation: &Operation) -> Value {
    let mut facts = Map::new();
    let mut add = |name: &str, value: Value| facts.insert(name.to_owned(), value);
    let first = operation.routes.first().map_or("", |route| route.template.path.as_str());
    // `route` is only for people who read a diff. Readers of the JSON use the order of the lines.
    add("route", format!("{} {first}", operation.method.as_str()).into());
    if operation.call.is_some() {
        add("call", true.into());
    }
    match &operation.request {
        RequestBody::Value(ty) => drop(add("sends", type_json(all, *ty))),
        RequestBody::Patch { ty, .. } => drop(add("sends", (all.structured)(*ty).name.to_string().into())),
        RequestBody::None | RequestBody::Parameters(_) | RequestBody::Stream { .. } => {}
    }
    match operation.response.body {
        ResponseBody::Value(ty) => drop(add("answer", type_json(all, ty))),
        ResponseBody::Stream => drop(add("stream", true.into())),
        ResponseBody::Redirect => drop(add("redirect", true.into())),
        ResponseBody::None => {}
    }
    if let Some(status) = operation.response.status.first().filter(|status| **status != 200) {
        add("status", (*status).into());
    }
    if operation.response.operation.is_some() {
        add("operation", true.into());
    }
    let headers: Vec<&str> = shape::required_headers(operation).map(|header| header.name.as_str()).collect();
    if !headers.is_empty() {
        add("headers", json!(headers));
    }
    let options = required_options(operation);
    if !options.is_empty() {
        add("options", json!(options));
    }
    facts.into()
}

/// The query options that every request line of an operation contains, whatever their values.
fn required_options(operation: &Operation) -> Vec<&str> {
    let Some(first) = operation.routes.first() else { return Vec::new() };
    let has = |path: &crate::api::Template, name: &str| {
        path.query.iter().any(|part| part.name == name && !part.optional && matches!(part.value, Piece::Placeholder(_)))
    };
    let names = first.template.query.iter().map(|part| part.name.as_str());
    names.filter(|name| operation.routes.iter().all(|route| has(&route.template, name))).collect()
}
