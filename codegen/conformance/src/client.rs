//! Sends one request to the service under test.
//!
//! In: a request with an absolute URI. Out: the response with its whole body. Invariant: any status is a response;
//! redirects are not followed; no request waits longer than the limit.

use graph_runtime::http::{Method, Request, Response};
use std::time::Duration;
use ureq::{Agent, Body, config::Config};

/// The time limit of one request.
const TIMEOUT: Duration = Duration::from_secs(30);

/// The longest body that is read, in bytes.
const LONGEST_BODY: u64 = 64 << 20;

/// Sends a request and reads its response.
pub(crate) fn send(request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, ureq::Error> {
    let config = Config::builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .timeout_global(Some(TIMEOUT));
    let (parts, mut body) = run(&config.build().new_agent(), request)?.into_parts();
    let bytes = body.with_config().limit(LONGEST_BODY).read_to_vec()?;
    Ok(Response::from_parts(parts, bytes))
}

/// Sends a request. `ureq` sends a body with GET and DELETE only after `force_send_body`, and refuses to send an empty
/// body with them.
fn run(agent: &Agent, request: Request<Vec<u8>>) -> Result<Response<Body>, ureq::Error> {
    let (mut parts, body) = request.into_parts();
    if body.is_empty() {
        return agent.run(Request::from_parts(parts, ()));
    }
    let mut forced = match parts.method {
        Method::GET => agent.get(parts.uri),
        Method::DELETE => agent.delete(parts.uri),
        _ => return agent.run(Request::from_parts(parts, body)),
    };
    if let Some(headers) = forced.headers_mut() {
        std::mem::swap(headers, &mut parts.headers);
    }
    forced.force_send_body().send(body)
}
