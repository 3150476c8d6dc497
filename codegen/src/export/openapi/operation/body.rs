//! Request bodies.
//!
//! In: the request bodies of the operations with the same path and method. Out: one request body; and schemas for
//! bodies that are not a type of the model, such as the members that a `PATCH` may change or the parameters of an
//! action.

use serde_json::Value;

use super::examples::exchanges;
use crate::api::{ItemType, OperationId, Parameter, Primitive, RequestBody, TypeRef};
use crate::export::object::Object;
use crate::export::openapi::document::{BYTES, Document, JSON};
use crate::export::openapi::merged::Content;
use crate::export::openapi::paths::Member;
use crate::export::openapi::schema::{nullable, reference};
use crate::plan::routes::body::parameters;

impl Document<'_> {
    /// The member `requestBody` for operations with the same method and path; `None` if none of them has a body.
    pub(in crate::export::openapi) fn request_body(&self, operations: &[Member<'_>]) -> Option<Value> {
        let mut content = Content::default();
        for member in operations {
            match &member.operation.request {
                RequestBody::None => {}
                RequestBody::Stream { content_type } => {
                    let form = self.form_schema(&member.operation.body_members);
                    content.add(content_type.as_deref().unwrap_or(BYTES), form);
                }
                RequestBody::Value(TypeRef { item: ItemType::Primitive(Primitive::Stream), .. }) => {
                    content.add(BYTES, None)
                }
                RequestBody::Value(ty) => content.add(JSON, Some(self.schema(*ty))),
                RequestBody::Patch { .. } | RequestBody::Parameters(_) => {
                    content.add(JSON, self.names.of_body(member.id).map(reference));
                }
            }
        }
        for (name, exchange, member) in exchanges(operations) {
            if let Some(id) = self.shown_request(member.operation, exchange) {
                content.show(&name, self.example_reference(id));
            }
        }
        let sends_nothing = |member: &Member<'_>| matches!(member.operation.request, RequestBody::None);
        let is_required = !operations.iter().any(sends_nothing);
        Some(Object::new().flag("required", is_required).set("content", content.build()?).build())
    }

    /// The schema of a form with these fields; `None` if the page describes no field.
    fn form_schema(&self, fields: &[Parameter]) -> Option<Object> {
        (!fields.is_empty()).then(|| self.object_of(fields))
    }

    /// The schema of an object with a member for each row of a parameter table.
    fn object_of(&self, rows: &[Parameter]) -> Object {
        let members: Object =
            rows.iter().map(|row| (row.name.to_string(), self.body_member(None, row).build())).collect();
        let is_required = |row: &&Parameter| row.required == Some(true);
        let required: Vec<Value> = rows.iter().filter(is_required).map(|row| row.name.as_str().into()).collect();
        Object::new().set("type", "object").object("properties", members).array("required", required)
    }

    /// The schema of a request body that is not a type of the model.
    pub(in crate::export::openapi) fn body(&self, id: OperationId, name: &str) -> Value {
        let operation = &self.api[id];
        let title = name.rsplit('.').next().unwrap_or(name);
        let patched = match &operation.request {
            RequestBody::Patch { ty, .. } => Some(*ty),
            RequestBody::None | RequestBody::Value(_) | RequestBody::Parameters(_) | RequestBody::Stream { .. } => None,
        };
        let rows = parameters(&operation.request);
        let members: Object =
            rows.iter().map(|row| (row.name.to_string(), self.body_member(patched, row).build())).collect();
        let is_required = |row: &&Parameter| row.required == Some(true) && patched.is_none();
        let required: Vec<Value> = rows.iter().filter(is_required).map(|row| row.name.as_str().into()).collect();
        Object::new()
            .set("title", title)
            .set("type", "object")
            .object("properties", members)
            .array("required", required)
            .flag("x-body", patched.is_none())
            .some("x-patches", patched.map(|ty| self.api[ty].name.to_string()))
            .build()
    }

    fn body_member(&self, patched: Option<crate::api::TypeId>, row: &Parameter) -> Object {
        let property = patched.and_then(|owner| self.api.member(owner, &row.name));
        let ty = row.ty.or(property.map(|property| property.ty));
        let is_untyped = ty.is_none_or(|ty| ty.item == ItemType::Primitive(Primitive::Untyped));
        let schema = match ty {
            _ if is_untyped && !row.members.is_empty() => {
                let item = self.object_of(&row.members);
                match ty.is_some_and(|ty| ty.collection) {
                    true => Object::new().set("type", "array").set("items", item),
                    false => item,
                }
            }
            Some(ty) => nullable(self.schema(ty)),
            None => Object::default(),
        };
        let mut description = self.prose(&row.doc);
        if description.is_empty() {
            description = property.map(|property| self.prose(&property.doc)).unwrap_or_default();
        }
        schema.text("description", &description).flag("x-required", row.required == Some(true))
    }
}
