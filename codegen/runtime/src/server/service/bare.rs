//! Answers a request to a route whose page has no example response.
//!
//! In: the facts about the route in the schema. Out: the smallest response of the documented kind, such as
//! `{"value":[]}` for a list. Invariant: without a schema there is no such response, because the table of routes does
//! not have the response types.

use super::Service;
use crate::server::elsewhere;
use crate::server::state::Schema;
use http::header::{CONTENT_TYPE, LOCATION};
use http::{HeaderValue, Request, Response, StatusCode};
use serde_json::json;

impl Service {
    /// The schema of the crate, if the program has given it.
    pub(super) fn schema(&self) -> Option<&'static Schema> {
        self.parameters.or(self.memory.as_ref().map(|memory| memory.schema))
    }

    /// The smallest response of the documented kind. `None` in these cases:
    ///
    /// - The program has given no schema, or the schema does not have this operation.
    /// - The page has an example of a successful response.
    /// - The request has a header `Prefer`.
    pub(super) fn smallest_response(
        &self,
        operation: usize,
        template: &str,
        request: &Request<Vec<u8>>,
    ) -> Option<Response<Vec<u8>>> {
        let documented = &self.operations.get(operation)?.documented;
        let is_shown = documented.example.is_some() || documented.examples.iter().any(|shown| shown.status < 400);
        let route =
            self.schema()?.route(operation).filter(|_| !is_shown && !request.headers().contains_key("prefer"))?;
        let status = StatusCode::from_u16(route.status).unwrap_or(StatusCode::OK);
        Some(match (route.is_stream(), route.is_redirect(), route.list()) {
            (true, ..) => elsewhere::file(status),
            (_, true, _) => {
                let mut response = elsewhere::empty(StatusCode::FOUND);
                response.headers_mut().insert(LOCATION, HeaderValue::from_static("https://example.com/"));
                response
            }
            (_, _, None) => elsewhere::empty(status),
            (_, _, Some(_)) if template.ends_with("/$count") => {
                let mut response = Response::new(b"0".to_vec());
                response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain"));
                response
            }
            (_, _, Some(is_list)) => elsewhere::json(status, &if is_list { json!({ "value": [] }) } else { json!({}) }),
        })
    }
}
