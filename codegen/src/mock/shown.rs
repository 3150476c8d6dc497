//! Finds what the pages show at a path, for a mock with state. Whether the page allows the request is not checked.
//!
//! In: a path. Out: the operation that reads it, and the documented body.

use serde_json::{Map, Value};

use crate::api::ResponseBody;
use crate::mock::received::Received;
use crate::mock::{Mock, answer, choice};
use graph_runtime::http::Request;
use graph_runtime::server::Links;

impl Mock {
    /// The index of the operation that reads a path, and the body of its example response. `None` if no page reads the
    /// path.
    pub(super) fn shown_at(&self, path: &str, links: &Links<'_>) -> Option<(usize, Value)> {
        let request = Request::get(path).body(Vec::new()).ok()?;
        let received = Received::read(&request)?;
        let catalogue = &self.catalogue;
        let choice = choice::with_equal_request(catalogue, &received).or_else(|| choice::choose(catalogue, &received));
        let choice = choice.or_else(|| choice::of_same_type(catalogue, &received))?;
        let operation = &catalogue.api.operations[choice.operation];
        let ResponseBody::Value(_) = operation.response.body else { return None };
        let response = match choice.shown {
            Some(shown) => answer::adapted_example(&catalogue.api, operation, shown, links, false),
            None => answer::documented(&catalogue.api, operation, links),
        };
        Some((choice.operation, serde_json::from_slice(response.body()).ok()?))
    }

    /// The single items that the pages show for the list at `path`: the example responses of the operation that reads
    /// one item.
    pub(super) fn shown_below(&self, path: &str) -> Vec<Map<String, Value>> {
        let Ok(request) = Request::get(format!("{path}/0")).body(Vec::new()) else { return Vec::new() };
        let Some(received) = Received::read(&request) else { return Vec::new() };
        let catalogue = &self.catalogue;
        let Some(choice) = choice::choose(catalogue, &received) else { return Vec::new() };
        let operation = &catalogue.api.operations[choice.operation];
        if !matches!(operation.response.body, ResponseBody::Value(ty) if !ty.collection) || operation.call.is_some() {
            return Vec::new();
        }
        let shown = catalogue.examples.of_operation(choice.operation).iter();
        let bodies = shown.filter(|shown| shown.response.agrees && shown.response.status == 200);
        let members = bodies.filter_map(|shown| {
            let links = Links { origin: None, target: &received.target, serves: &|_| true };
            let response = answer::adapted_example(&catalogue.api, operation, shown, &links, false);
            serde_json::from_slice(response.body()).ok()
        });
        members.collect()
    }
}
