//! Schemas for the types of properties, bodies and parameters.
//!
//! In: a type, or a collection of it. Out: a JSON Schema (2020-12) for its values as HTTP messages contain them.
//! Invariant: no two primitive types have the same schema, so that a reader of the document can distinguish them.
//! Schemas never forbid unknown members, because services send more members than the pages document.

use serde_json::{Value, json};

use super::document::Document;
use crate::api::{ItemType, Primitive, TypeRef};
use crate::export::object::Object;

impl Document<'_> {
    /// The schema of a type. To allow `null` too, use [`nullable`].
    pub(super) fn schema(&self, ty: TypeRef) -> Object {
        let item = self.item_schema(ty.item);
        if ty.collection { Object::new().set("type", "array").set("items", item) } else { item }
    }

    fn item_schema(&self, item: ItemType) -> Object {
        match item {
            ItemType::Primitive(primitive) => self::primitive(primitive),
            ItemType::Enum(id) if self.plan.selection.keeps_enum(id) => reference(self.names.of_enum(id)),
            ItemType::Structured(id) if self.plan.selection.keeps_type(id) => reference(self.names.of_type(id)),
            // The type is not in the selected part of the model, so it has no schema, and any JSON is allowed.
            ItemType::Enum(_) | ItemType::Structured(_) => Object::new(),
        }
    }
}

/// A reference to a schema among the components.
pub(super) fn reference(name: &str) -> Object {
    Object::new().set("$ref", format!("#/components/schemas/{name}"))
}

/// A schema that allows `null` in addition to what `schema` allows.
pub(super) fn nullable(schema: Object) -> Object {
    let null = json!({ "type": "null" });
    match schema.build() {
        Value::Object(members) if members.is_empty() => Object::new(),
        Value::Object(mut members) => {
            if let Some(Value::String(name)) = members.get("type").cloned() {
                members.insert("type".to_owned(), json!([name, "null"]));
                members.into_iter().collect()
            } else if let Some(Value::Array(any)) = members.get_mut("anyOf") {
                any.push(null);
                members.into_iter().collect()
            } else {
                Object::new().set("anyOf", vec![Value::Object(members), null])
            }
        }
        other => Object::new().set("anyOf", vec![other, null]),
    }
}

/// The schema of a primitive type in the JSON format of OData.
pub(super) fn primitive(primitive: Primitive) -> Object {
    let of = |ty: &str| Object::new().set("type", ty);
    let formatted = |ty: &str, format: &str| of(ty).set("format", format);
    match primitive {
        Primitive::Binary => formatted("string", "base64url"),
        Primitive::Boolean => of("boolean"),
        Primitive::Byte => formatted("integer", "uint8"),
        Primitive::Date => formatted("string", "date"),
        Primitive::DateTimeOffset => formatted("string", "date-time"),
        Primitive::Decimal => formatted("number", "decimal"),
        Primitive::Double => formatted("number", "double"),
        Primitive::Duration => formatted("string", "duration"),
        Primitive::Guid => formatted("string", "uuid"),
        Primitive::Int16 => formatted("integer", "int16"),
        Primitive::Int32 => formatted("integer", "int32"),
        Primitive::Int64 => formatted("integer", "int64"),
        Primitive::SByte => formatted("integer", "int8"),
        Primitive::Single => formatted("number", "float"),
        Primitive::Stream => Object::new().set("contentMediaType", "application/octet-stream"),
        Primitive::String => of("string"),
        Primitive::TimeOfDay => formatted("string", "time"),
        Primitive::Untyped => Object::new(),
    }
}
