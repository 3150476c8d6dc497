//! Types and enumerations as schemas.
//!
//! In: a type of the model. Out: its schema. A derived type is `allOf` its base and its own members; a base lists its
//! derived types in a `discriminator`. An enumeration is open: it allows any other string.

use std::borrow::Cow;

use serde_json::{Value, json};

use super::document::Document;
use super::schema::{nullable, reference};
use crate::api::{Doc, EnumType, LinkTarget, PageId, Property, PropertyKind, StructuredType, TypeId, TypeKind};
use crate::export::object::Object;
use crate::export::prose;

impl Document<'_> {
    /// The schema of an entity or complex type.
    pub(super) fn structured_type(&self, id: TypeId) -> Value {
        let ty = &self.api[id];
        let head = self.type_head(ty, self.names.of_type(id));
        let own = if ty.is_any { Object::new() } else { self.own_members(id, ty) };
        let schema = match ty.base.filter(|&base| self.plan.selection.keeps_type(base)) {
            Some(base) => head.set("allOf", vec![reference(self.names.of_type(base)).build(), own.build()]),
            None => head.and(own),
        };
        let kind = match ty.kind {
            TypeKind::Entity => "entity",
            TypeKind::Complex => "complex",
        };
        let subtypes: Vec<Value> = ty.undocumented_subtypes.iter().map(|name| name.to_string().into()).collect();
        schema
            .some("discriminator", self.discriminator(id))
            .set("x-kind", kind)
            .flag("x-abstract", ty.is_abstract)
            .list("x-key", &ty.key)
            .flag("x-has-stream", ty.has_stream)
            .array("x-undocumented-subtypes", subtypes)
            .some("x-ms-deprecation", deprecation(ty.deprecated.as_deref()))
            .build()
    }

    fn type_head(&self, ty: &StructuredType, key: &str) -> Object {
        let name = ty.name.to_string();
        Object::new()
            .set("title", ty.name.name.as_str())
            .text("description", &self.prose(&ty.doc))
            .some("externalDocs", self.external_docs(ty.pages.first().copied()))
            .flag("deprecated", ty.deprecated.is_some())
            .some("x-odata-name", (name != key).then_some(name))
            .array("x-pages", self.page_paths(&ty.pages))
    }

    fn own_members(&self, id: TypeId, ty: &StructuredType) -> Object {
        let stated = (ty.base.is_none() && !ty.derived.is_empty()).then(|| {
            let schema = json!({ "type": "string", "description": format!("The type of the object, such as `#{}`, if it differs from the documented type of this value.", self.derived(id).first().map_or(ty.name.to_string(), |&first| self.api[first].name.to_string())) });
            ("@odata.type".to_owned(), schema)
        });
        let declared = ty.properties.iter().map(|property| {
            let is_key = ty.key.contains(&property.name);
            (property.name.to_string(), self.property(property, is_key).build())
        });
        let properties: Object = stated.into_iter().chain(declared).collect();
        Object::new().set("type", "object").object("properties", properties).flag("additionalProperties", ty.is_open)
    }

    fn property(&self, property: &Property, is_key: bool) -> Object {
        let schema = match property.values.is_empty() {
            true => self.schema(property.ty),
            false => {
                open_text(&property.values.iter().map(|value| value.as_str().into()).collect::<Vec<_>>(), Object::new())
            }
        };
        let schema = match property.values.is_empty() || !property.ty.collection {
            true => schema,
            false => Object::new().set("type", "array").set("items", schema),
        };
        let is_never_null = is_key || property.nullable == Some(false);
        let schema = if is_never_null { schema } else { nullable(schema) };
        let is_text = property.sensitive && schema_is_plain_text(property);
        schema
            .some("format", is_text.then_some("password"))
            .text("description", &self.prose(&property.doc))
            .flag("readOnly", property.read_only)
            .flag("deprecated", property.deprecated.is_some())
            .some("x-ms-deprecation", deprecation(property.deprecated.as_deref()))
            .flag("x-ms-navigationProperty", property.kind == PropertyKind::Navigation)
            .flag("x-required", property.required)
            .flag("x-select-only", property.select_only)
            .flag("x-filterable", property.filterable)
            .flag("x-sensitive", property.sensitive)
    }

    /// The `discriminator` of a type from which others derive: it maps each value of `@odata.type`, such as
    /// `#microsoft.graph.user`, to the schema of this type. It includes the type itself unless the type is abstract.
    fn discriminator(&self, id: TypeId) -> Option<Value> {
        let derived = self.derived(id);
        if derived.is_empty() {
            return None;
        }
        let family = std::iter::once(id).filter(|&id| !self.api[id].is_abstract).chain(derived);
        let entry = |id: TypeId| {
            let target = format!("#/components/schemas/{}", self.names.of_type(id));
            (format!("#{}", self.api[id].name), Value::String(target))
        };
        let mapping: Object = family.map(entry).collect();
        Some(Object::new().set("propertyName", "@odata.type").set("mapping", mapping).build())
    }

    /// Every type that derives from this type, directly or not, sorted by name.
    fn derived(&self, id: TypeId) -> Vec<TypeId> {
        let mut all = Vec::new();
        let mut open = self.api[id].derived.clone();
        while let Some(next) = open.pop() {
            open.extend(&self.api[next].derived);
            all.push(next);
        }
        all.retain(|&id| self.plan.selection.keeps_type(id));
        all.sort_unstable();
        all
    }

    /// The schema of an enumeration. `key` is its name within `components/schemas`.
    pub(super) fn enum_type(&self, ty: &EnumType, key: &str) -> Value {
        let name = ty.name.to_string();
        let described: Object = ty
            .members
            .iter()
            .map(|member| (member.name.to_string(), Value::String(self.prose(&member.doc))))
            .filter(|(_, text)| text.as_str().is_some_and(|text| !text.is_empty()))
            .collect();
        let values: Vec<Value> = ty
            .members
            .iter()
            .map(|member| {
                Object::new()
                    .set("value", member.name.as_str())
                    .text("description", &self.prose(&member.doc))
                    .some("x-number", member.value)
                    .list("x-aliases", &member.aliases)
                    .build()
            })
            .collect();
        let known = json!({ "name": ty.name.name, "modelAsString": true, "values": values });
        let known = Object::new().object("x-enumDescriptions", described).set("x-ms-enum", known);
        let members: Vec<Value> = ty.members.iter().map(|member| member.name.as_str().into()).collect();
        Object::new()
            .set("title", ty.name.name.as_str())
            .text("description", &self.prose(&ty.doc))
            .some("externalDocs", self.external_docs(ty.pages.first().copied()))
            .flag("deprecated", ty.deprecated.is_some())
            .and(open_text(&members, known))
            .some("x-ms-enum-flags", ty.is_flags.then(|| json!({ "isFlags": true })))
            .some("x-ms-deprecation", deprecation(ty.deprecated.as_deref()))
            .some("x-odata-name", (name != key).then_some(name))
            .array("x-pages", self.page_paths(&ty.pages))
            .build()
    }

    /// The markdown of a description, in which links lead to published pages.
    pub(super) fn prose(&self, doc: &Doc) -> String {
        prose::linked(doc, |target| {
            let page = match target {
                LinkTarget::Url(url) => return Some(Cow::Borrowed(url.as_str())),
                LinkTarget::Type(id) => self.api[*id].pages.first().copied(),
                LinkTarget::Enum(id) => self.api[*id].pages.first().copied(),
                LinkTarget::Page(id) => Some(*id),
                LinkTarget::Nowhere => None,
            };
            self.api[page?].url.as_deref().map(Cow::Borrowed)
        })
    }

    /// The title of a page and the address at which it is published; `None` if the address is unknown.
    pub(super) fn external_docs(&self, page: Option<PageId>) -> Option<Value> {
        let page = &self.api[page?];
        page.url.as_ref().map(|url| json!({ "description": page.title, "url": url }))
    }

    pub(super) fn page_paths(&self, pages: &[PageId]) -> Vec<Value> {
        pages.iter().map(|&page| self.api[page].path.as_str().into()).collect()
    }
}

/// The schema of a string that has the documented values `members` but may have any other. `known` has further keywords
/// for the schema of the documented values, such as `x-ms-enum`.
fn open_text(members: &[Value], known: Object) -> Object {
    if members.is_empty() {
        return Object::new().set("type", "string").and(known);
    }
    let known = Object::new().set("title", "known").set("type", "string").set("enum", members).and(known);
    let other = json!({ "title": "other", "type": "string" });
    Object::new().set("anyOf", vec![known.build(), other])
}

fn schema_is_plain_text(property: &Property) -> bool {
    use crate::api::{ItemType, Primitive};
    property.ty.item == ItemType::Primitive(Primitive::String) && !property.ty.collection && property.values.is_empty()
}

/// The value of the extension `x-ms-deprecation` for the deprecation notice of a page.
pub(super) fn deprecation(notice: Option<&str>) -> Option<Value> {
    notice.map(|notice| json!({ "description": notice }))
}
