//! Requests sent with `ureq`.
//!
//! In: a `ureq::Agent`. Out: a transport. Invariant: redirects are returned as responses, and bodies are read on
//! demand.

use super::{Body, Transport};
use crate::client::Failure;
use ::ureq::{AsSendBody, SendBody};
use http::{HeaderValue, Request, Response, header::CONTENT_LENGTH};

/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::client::{SendError, blocking::Client};
/// let client = Client::new(ureq::agent(), "http://127.0.0.1:9");
/// let Err(SendError::Transport(error)) = client.send(&ListMessages::me_messages()) else { panic!("nobody answers") };
/// assert!(error.is::<ureq::Error>());
/// ```
impl Transport for ::ureq::Agent {
    fn send(&self, request: Request<Body>) -> Result<Response<Body>, Failure> {
        let (mut parts, body) = request.into_parts();
        if let (None, Some(length)) = (body.as_bytes(), body.length()) {
            parts.headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
        }
        let response = match body.as_bytes() {
            // For most GET and DELETE requests `ureq` refuses a body, even an empty one, so the request is sent without
            // a body.
            Some([]) => run(self, Request::from_parts(parts, ()))?,
            Some(bytes) => run(self, Request::from_parts(parts, bytes))?,
            None => run(self, Request::from_parts(parts, SendBody::from_owned_reader(body)))?,
        };
        Ok(response.map(|body| {
            let length = body.content_length();
            Body::reader(body.into_reader(), length)
        }))
    }
}

fn run<B: AsSendBody>(agent: &::ureq::Agent, request: Request<B>) -> Result<Response<::ureq::Body>, ::ureq::Error> {
    let config = agent.configure_request(request).http_status_as_error(false);
    agent.run(config.max_redirects(0).max_redirects_will_error(false).build())
}
