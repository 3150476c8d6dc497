//! Responses.
//!
//! In: the responses of the operations with the same path and method. Out: a response for each documented status, and
//! one response for all errors.

use std::collections::BTreeMap;

use graph_runtime::http::StatusCode;
use serde_json::{Value, json};

use super::examples::exchanges;
use super::parameters::{is_elsewhere, is_field_name};
use crate::api::{Header, ItemType, Operation, Primitive, Reply, ResponseBody, TypeId, TypeRef};
use crate::export::object::Object;
use crate::export::openapi::document::{BYTES, Document, JSON, TEXT};
use crate::export::openapi::merged::Content;
use crate::export::openapi::paths::Member;
use crate::export::openapi::schema::{nullable, reference};
use crate::shape;

/// The headers and bodies of the response with one status, merged from all operations with the same method and path.
#[derive(Default)]
struct Answer {
    headers: Object,
    content: Content,
}

impl Document<'_> {
    pub(in crate::export::openapi) fn responses(&self, operations: &[Member<'_>], left_out: &mut Vec<Value>) -> Object {
        let mut answers: BTreeMap<u16, Answer> = BTreeMap::new();
        for member in operations {
            let operation = member.operation;
            for &status in &operation.response.status {
                let answer = answers.entry(status).or_default();
                for header in &operation.response.headers {
                    match is_field_name(&header.name) {
                        true if is_elsewhere(&header.name) => {}
                        true => answer.headers = std::mem::take(&mut answer.headers).and(self.response_header(header)),
                        false => left_out
                            .push(format!("header `{}` of the response, which is no field name", header.name).into()),
                    }
                }
            }
            for status in statuses_with_body(operation) {
                self.answered(operation, &mut answers.entry(status).or_default().content);
            }
        }
        for (name, exchange, _) in exchanges(operations) {
            for (position, reply) in exchange.replies.iter().enumerate() {
                let Some(id) = self.shown_response(reply) else { continue };
                if reply.status >= 400 {
                    answers.entry(reply.status).or_default().content.add(JSON, Some(reference(&self.names.error)));
                }
                let Some(answer) = answers.get_mut(&reply.status) else { continue };
                let name = if position == 0 { name.clone() } else { format!("{name}-{}", position + 1) };
                answer.content.show(&name, self.example_reference(id));
            }
        }
        let stated = answers.into_iter().map(|(status, answer)| {
            let response = Object::new()
                .set("description", reason(status))
                .object("headers", answer.headers)
                .some("content", answer.content.build());
            (status.to_string(), response.build())
        });
        let error = json!({ "$ref": "#/components/responses/error" });
        stated.chain(["4XX", "5XX"].map(|status| (status.to_owned(), error.clone()))).collect()
    }

    /// Adds to `content` the body that the operation returns.
    fn answered(&self, operation: &Operation, content: &mut Content) {
        match operation.response.body {
            ResponseBody::None | ResponseBody::Redirect => {}
            ResponseBody::Stream => bytes(operation, content),
            ResponseBody::Value(TypeRef { item: ItemType::Primitive(Primitive::Stream), .. }) => {
                bytes(operation, content)
            }
            ResponseBody::Value(_) if operation.counts() => {
                content.add(TEXT, Some(crate::export::openapi::schema::primitive(Primitive::Int32)));
            }
            ResponseBody::Value(ty) => content.add(JSON, Some(self.answer_schema(ty))),
        }
    }

    fn answer_schema(&self, ty: TypeRef) -> Object {
        match ty {
            TypeRef { item: ItemType::Structured(id), collection: true } => match self.names.of_page(id) {
                Some(name) => reference(name),
                None => self.schema(ty),
            },
            TypeRef { item: ItemType::Structured(_), collection: false } => self.schema(ty),
            // A value that is not an object is wrapped in an object (OData JSON Format, section 11).
            TypeRef { item: ItemType::Primitive(_) | ItemType::Enum(_), .. } => {
                let value = nullable(self.schema(ty));
                let members = Object::new().set("@odata.context", json!({ "type": "string" })).set("value", value);
                Object::new().set("type", "object").set("properties", members)
            }
        }
    }

    /// The schema of a page of a list of objects: its member `value` is an array of objects of the type `id`.
    pub(in crate::export::openapi) fn page_of(&self, id: TypeId) -> Value {
        let items = self.schema(TypeRef { item: ItemType::Structured(id), collection: true });
        let own = Object::new().set("type", "object").set("properties", Object::new().set("value", items));
        Object::new()
            .set("title", format!("page of {}", self.api[id].name.name))
            .set("allOf", vec![reference(&self.names.page).build(), own.build()])
            .build()
    }

    fn response_header(&self, header: &Header) -> Object {
        let value =
            Object::new().text("description", &self.prose(&header.doc)).set("schema", json!({ "type": "string" }));
        Object::new().set(&header.name, value)
    }
}

/// The schema with the members that every page of a list has, such as the link to the next page.
pub(in crate::export::openapi) fn page() -> Value {
    json!({
        "title": "page",
        "description": "A part of a collection. Where there is more, `@odata.nextLink` leads to it.",
        "type": "object",
        "properties": {
            "@odata.context": { "type": "string" },
            "@odata.count": { "type": "integer", "format": "int64", "description": "The number of all objects, where it was asked for." },
            "@odata.nextLink": { "type": "string", "description": "Where the next objects are." },
            "@odata.deltaLink": { "type": "string", "description": "Where later changes are, on the last page of a delta query." },
        },
    })
}

/// The statuses whose responses have the documented body: the documented ones from 200 to 299, except 204 and 205,
/// which never have a body, whatever the page says. If none is left, it is `shape::status_with_body`.
fn statuses_with_body(operation: &Operation) -> Vec<u16> {
    if matches!(operation.response.body, ResponseBody::None | ResponseBody::Redirect) {
        return Vec::new();
    }
    let allows = |status: &u16| (200..300).contains(status) && !matches!(status, 204 | 205);
    let stated: Vec<u16> = operation.response.status.iter().copied().filter(allows).collect();
    if stated.is_empty() { vec![shape::status_with_body(operation)] } else { stated }
}

/// Adds a binary body for each media type that the example responses have, or for [`BYTES`] if they have none.
fn bytes(operation: &Operation, content: &mut Content) {
    let replies = operation.exchanges.iter().flat_map(|exchange| &exchange.replies);
    let mut shown: Vec<&str> = replies.filter(|reply| reply.status < 400).filter_map(media_type).collect();
    shown.dedup();
    if shown.is_empty() {
        shown.push(BYTES);
    }
    shown.into_iter().for_each(|media_type| content.add(media_type, None));
}

/// The media type of a response, without parameters.
fn media_type(reply: &Reply) -> Option<&str> {
    let header = reply.headers.iter().find(|header| header.name.eq_ignore_ascii_case("content-type"))?;
    let value = header.value.split(';').next().unwrap_or_default().trim();
    let (kind, subtype) = value.split_once('/')?;
    (is_field_name(kind) && is_field_name(subtype)).then_some(value)
}

fn reason(status: u16) -> &'static str {
    StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason()).unwrap_or("Response")
}
