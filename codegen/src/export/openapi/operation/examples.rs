//! The examples of the pages: a request and its responses have the same name.
//!
//! In: the exchanges of operations (example requests with their responses), and their bodies. Out: examples as
//! components, which the operations of the document refer to. Invariant: a body is an example only if it fits its
//! type. Every other body has a finding.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::api::{ExampleId, Exchange, Operation, OperationId, Reply, RequestBody};
use crate::export::object::Object;
use crate::export::openapi::document::Document;
use crate::export::openapi::paths::Member;
use crate::shape;

/// The example requests of operations with their responses, each with the name that it has in the document. An
/// operation with several routes is listed once.
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

    /// The examples of all operations, each with its request line.
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

    /// A reference to the component of an example body.
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
