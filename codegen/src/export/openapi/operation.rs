//! Operations of the document.
//!
//! In: the routes with the same path and method. Out: one operation with the statements of every page.

mod body;
mod examples;
pub(super) mod options;
mod parameters;
pub(super) mod responses;

use serde_json::{Value, json};

use super::document::Document;
use super::merged::paragraphs;
use super::names::answers_page_of;
use super::paths::{Member, PathItem, first_routes};
use super::security;
use super::types::deprecation;
use crate::api::{CallableKind, Operation, Piece};
use crate::export::notation;
use crate::export::object::Object;

/// The member of a response that has the link to the next page of a list. The extension `x-ms-pageable` tells it to the
/// client generators of Microsoft.
const PAGED: &str = "@odata.nextLink";

impl Document<'_> {
    /// The entry of the document for one path, with an operation for each method.
    pub(super) fn path_item(&self, item: &PathItem<'_>) -> Value {
        let operations = item
            .methods
            .iter()
            .map(|(method, members)| (method.as_str().to_ascii_lowercase(), self.operation(item, members).build()));
        operations.collect::<Object>().build()
    }

    fn operation(&self, item: &PathItem<'_>, members: &[Member<'_>]) -> Object {
        let operations = first_routes(members);
        let Some(first) = operations.first() else { return Object::new() };
        let docs = operations.iter().enumerate().map(|(index, member)| {
            let text = self.prose(&member.operation.doc);
            // The title of the first operation is already the summary. Each text of a later operation begins with the
            // title of that operation.
            if index == 0 { text } else { format!("**{}**: {text}", member.operation.title) }
        });
        let deprecated = operations.iter().all(|member| member.operation.deprecated.is_some());
        let call = first.operation.call.as_ref().map(|call| match call.kind {
            CallableKind::Action => "action",
            CallableKind::Function => "function",
        });
        let parameters = self.parameters(item, members);
        let mut left_out = parameters.left_out;
        let responses = self.responses(&operations, &mut left_out);
        Object::new()
            .set("tags", vec![first.module.word(".")])
            .set("summary", first.operation.title.as_str())
            .text("description", &paragraphs(docs))
            .some("externalDocs", self.external_docs(Some(first.operation.page)))
            .set("operationId", first.name())
            .flag("deprecated", deprecated)
            .array("parameters", parameters.values)
            .some("requestBody", self.request_body(&operations))
            .set("responses", responses)
            .array("security", security::alternatives(members))
            .some("x-ms-docs-operation-type", call)
            .some(
                "x-ms-pageable",
                answers_page_of(first.operation).map(|_| json!({ "nextLinkName": PAGED, "itemName": "value" })),
            )
            .some("x-ms-deprecation", deprecation(first.operation.deprecated.as_deref()))
            .some(
                "x-ms-long-running-operation",
                operations.iter().any(|member| member.operation.response.operation.is_some()).then_some(true),
            )
            .array("x-permissions", security::tables(members))
            .array("x-unplaced-parameters", parameters.unplaced)
            .array("x-left-out", left_out)
            .set("x-routes", members.iter().map(|member| self.route(member)).collect::<Vec<_>>())
    }

    /// An entry of the extension `x-routes`: the documentation page of a route, its Rust name, and what is lost when
    /// operations are merged, such as the query in the request line.
    fn route(&self, member: &Member<'_>) -> Value {
        let operation = member.operation;
        let template = member.template();
        let query: Vec<Value> = template
            .query
            .iter()
            .map(|part| match &part.value {
                Piece::Literal(value) => format!("{}={value}", part.name).into(),
                Piece::Placeholder(_) => part.name.as_str().into(),
            })
            .collect();
        let call = operation.call.as_ref().map(|call| {
            Object::new()
                .set("name", format!("{}.{}", call.namespace, call.name))
                .some("binding", call.binding.map(|ty| notation::reference(self.api, ty)))
                .some("returns", call.returns.map(|ty| notation::reference(self.api, ty)))
        });
        Object::new()
            .set("page", self.api[operation.page].path.as_str())
            .set("path", template.path.as_str())
            .array("query", query)
            .set("name", member.name())
            .some("call", call)
            .some("operation", operation.response.operation.map(|id| self.api[id].name.to_string()))
            .build()
    }
}

/// Whether an operation returns one or more objects, so that `$select` and `$expand` apply.
pub(super) fn answers_objects(operation: &Operation) -> bool {
    use crate::api::{ItemType, ResponseBody};
    matches!(operation.response.body, ResponseBody::Value(ty) if matches!(ty.item, ItemType::Structured(_)))
}
