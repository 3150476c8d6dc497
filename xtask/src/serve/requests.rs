//! Reads the body of a request within limits.
//!
//! In: a request whose body is still arriving. Out: the request with its body, or a response with the reason why it is
//! refused. Invariant: reading a body takes no more memory and no more time than the limits allow.

use std::error::Error;
use std::time::Duration;

use graph_runtime::ODataError;
use graph_runtime::http::header::{CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HOST, HeaderMap, TRANSFER_ENCODING};
use graph_runtime::http::uri::Authority;
use graph_runtime::http::{HeaderValue, Request, Response, StatusCode, Version};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::Incoming;
use tokio::time::timeout;

/// How many bytes a request body may have, and how long it may take to arrive.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// The longest JSON body, in bytes. A parsed body takes many times as much memory as its text.
    pub(crate) json: usize,
    /// The longest body that is not JSON, in bytes.
    pub(crate) bytes: usize,
    /// The longest time that a body may take to arrive.
    pub(crate) time: Duration,
}

/// The response to a request whose head RFC 9112 does not allow (sections 3.2 and 6.1); `None` for a valid head.
pub(crate) fn refusal(request: &Request<Incoming>) -> Option<Response<Vec<u8>>> {
    let headers = request.headers();
    let hosts: Vec<_> = headers.get_all(HOST).iter().collect();
    let is_host = |host: &HeaderValue| host.is_empty() || Authority::try_from(host.as_bytes()).is_ok();
    let is_missing = hosts.is_empty() && request.version() >= Version::HTTP_11;
    if is_missing || hosts.len() > 1 || !hosts.iter().all(|host| is_host(host)) {
        let message = "the request does not have exactly one header `Host` with a host";
        return Some(closing(ODataError::new(StatusCode::BAD_REQUEST, "badRequest", message)));
    }
    let coding = headers.get(TRANSFER_ENCODING)?;
    if coding.as_bytes().eq_ignore_ascii_case(b"chunked") {
        return None;
    }
    let message = "the only transfer coding that is implemented is `chunked`";
    Some(closing(ODataError::new(StatusCode::NOT_IMPLEMENTED, "notImplemented", message)))
}

/// Waits for the body of a request. The error is the response that says why the body is refused.
pub(crate) async fn read(request: Request<Incoming>, limits: Limits) -> Result<Request<Vec<u8>>, Response<Vec<u8>>> {
    let (parts, body) = request.into_parts();
    let limit = if is_bytes(&parts.headers) { limits.bytes } else { limits.json };
    let stated = parts.headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    // The stated length is checked before the body is read. A client that sent `Expect: 100-continue` thus gets the
    // refusal before it sends the body.
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

/// Whether the header `Content-Type` names a media type other than JSON.
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

/// The response that reports `error` and closes the connection, because the rest of the body is not read.
fn closing(error: ODataError) -> Response<Vec<u8>> {
    let mut response = error.to_response();
    response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    response
}
