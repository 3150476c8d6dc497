//! The examples of the pages. An example request and its first response have the same name, such as `example1`; a
//! second response is `example1-2`.
//!
//! In: the exchanges of operations (example requests with their responses), and their bodies. Out: the entries of
//! `components/examples`, to which the operations of the document refer. Invariant: the document contains only bodies
//! that fit their type.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::api::{ExampleId, Exchange, Operation, OperationId, Reply, RequestBody};
use crate::export::object::Object;
use crate::export::openapi::document::Document;
use crate::export::openapi::paths::Member;
use crate::shape;

/// Lists the example requests of `operations` with their responses, and names them `example1`, `example2` and so on.
/// `operations` has to contain each operation once, even if it has several routes (see `first_routes`).
pub(in crate::export::openapi) fn exchanges<'a>(operations: &[Member<'a>]) -> Vec<(String, &'a Exchange, Member<'a>)> {
    let of = |member: &Member<'a>| {
        let member = *member;
        member.operation.exchanges.iter().map(move |exchange| (exchange, member))
    };
    let all = operations.iter().flat_map(of).enumerate();
    all.map(|(index, (exchange, member))| (format!("example{}", index + 1), exchange, member)).collect()
}

impl Document<'_> {
    /// The body of an example request, if it fits the request body of the operation.
    pub(in crate::export::openapi) fn shown_request(
        &self,
        operation: &Operation,
        exchange: &Exchange,
    ) -> Option<ExampleId> {
        let id = exchange.body?;
        let example = &self.api[id];
        let is_sent = match &operation.request {
            RequestBody::None | RequestBody::Stream { .. } => false,
            RequestBody::Value(_) | RequestBody::Patch { .. } | RequestBody::Parameters(_) => {
                let body: Option<Value> = serde_json::from_str(&example.json).ok();
                body.is_some_and(|body| shape::misfit(self.api, &operation.request, &body).is_none())
            }
        };
        (example.conforms && is_sent && self.plan.selection.keeps_example(id)).then_some(id)
    }

    /// The body of an example response, if it fits the response of the operation.
    pub(in crate::export::openapi) fn shown_response(&self, reply: &Reply) -> Option<ExampleId> {
        let id = reply.body?;
        let example = &self.api[id];
        let is_answered = match reply.status {
            400.. => {
                serde_json::from_str(&example.json).is_ok_and(|body| crate::export::openapi::error::is_error(&body))
            }
            _ => reply.agrees && example.conforms,
        };
        (is_answered && self.plan.selection.keeps_example(id)).then_some(id)
    }

    /// All example bodies that the document contains, each with the request line of its example.
    pub(in crate::export::openapi) fn shown_examples(&self) -> BTreeMap<ExampleId, &str> {
        let mut all = BTreeMap::new();
        let kept =
            |(index, _): &(usize, &Operation)| self.plan.selection.keeps_operation(OperationId::from_index(*index));
        for (_, operation) in self.api.operations.iter().enumerate().filter(kept) {
            for exchange in &operation.exchanges {
                let replies = exchange.replies.iter().filter_map(|reply| self.shown_response(reply));
                for id in self.shown_request(operation, exchange).into_iter().chain(replies) {
                    all.entry(id).or_insert(exchange.request_line.as_str());
                }
            }
        }
        all
    }

    /// An example body as a component of the document.
    pub(in crate::export::openapi) fn example(&self, id: ExampleId, request_line: &str) -> Value {
        let body: Value = serde_json::from_str(&self.api[id].json).unwrap_or_default();
        Object::new().text("summary", &summary(request_line)).set("value", body).build()
    }

    /// A `$ref` to the example body in `components/examples`.
    pub(in crate::export::openapi) fn example_reference(&self, id: ExampleId) -> Value {
        json!({ "$ref": format!("#/components/examples/{}", self.names.of_example(id)) })
    }
}

/// The request line of an example, shortened if it is long.
pub(in crate::export::openapi) fn summary(request_line: &str) -> String {
    const MAX_LENGTH: usize = 120;
    let line = request_line.trim();
    match line.char_indices().nth(MAX_LENGTH) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}
