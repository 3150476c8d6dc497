//! Reads the body of a request within limits.
//!
//! In: a request whose body is on its way. Out: the request with its body, or the response that says why there is none.
//! Invariant: no more is kept of a body than its limit, and no longer is waited for it.

use std::error::Error;
use std::time::Duration;

use graph_runtime::ODataError;
use graph_runtime::http::header::{CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap};
use graph_runtime::http::{HeaderValue, Request, Response, StatusCode};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::Incoming;
use tokio::time::timeout;

/// What is read of a body.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// The longest body that is JSON, in bytes: it takes many times its length when it is parsed.
    pub(crate) json: usize,
    /// The longest other body, in bytes.
    pub(crate) bytes: usize,
    /// How long a body may take to arrive.
    pub(crate) time: Duration,
}

/// Reads the body.
pub(crate) async fn read(request: Request<Incoming>, limits: Limits) -> Result<Request<Vec<u8>>, Response<Vec<u8>>> {
    let (parts, body) = request.into_parts();
    let limit = if is_bytes(&parts.headers) { limits.bytes } else { limits.json };
    let stated = parts.headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    // A client that waits for `100 Continue` learns it before it sends anything.
    if stated.is_some_and(|stated| usize::try_from(stated).map_or(true, |stated| stated > limit)) {
        return Err(too_long(limit));
    }
    match timeout(limits.time, Limited::new(body, limit).collect()).await {
        Ok(Ok(body)) => Ok(Request::from_parts(parts, body.to_bytes().into())),
        Ok(Err(error)) => Err(unread(&*error, limit)),
        Err(_) => Err(closing(ODataError::new(
            StatusCode::REQUEST_TIMEOUT,
            "requestTimeout",
            format!("the body did not arrive within {} seconds", limits.time.as_secs()),
        ))),
    }
}

/// Whether the body says that it is not JSON.
fn is_bytes(headers: &HeaderMap) -> bool {
    let media_type = headers.get(CONTENT_TYPE).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    media_type.is_some_and(|media_type| !graph_runtime::server::is_json(&media_type))
}

fn unread(error: &(dyn Error + 'static), limit: usize) -> Response<Vec<u8>> {
    let mut causes = std::iter::successors(Some(error), |&error| error.source());
    if causes.any(|cause| cause.is::<LengthLimitError>()) {
        return too_long(limit);
    }
    closing(ODataError::new(StatusCode::BAD_REQUEST, "badRequest", "the body ended early"))
}

fn too_long(limit: usize) -> Response<Vec<u8>> {
    let message = format!("the body has more than {limit} bytes");
    closing(ODataError::new(StatusCode::PAYLOAD_TOO_LARGE, "requestEntityTooLarge", message))
}

/// The rest of the body is not read, so the connection cannot be used again.
fn closing(error: ODataError) -> Response<Vec<u8>> {
    let mut response = error.to_response();
    response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    response
}
