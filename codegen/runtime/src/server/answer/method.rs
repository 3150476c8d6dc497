//! Answers a request whose method is documented by no page for its path.
//!
//! In: a request, and the documented methods of its path. Out: an answer that lists these methods. Invariant: the
//! answer has the header `Allow`, as RFC 9110 (§15.5.6) requires.

use crate::ODataError;
use http::{HeaderValue, Request, Response, StatusCode, header::ALLOW};
use std::collections::BTreeSet;

/// The answer with status 405 and the documented methods of the path.
///
/// ```
/// use graph_runtime::{http::Request, server::method_not_allowed};
///
/// let request = Request::delete("/me/messages").body(())?;
/// let response = method_not_allowed(&request, &["POST", "GET"].into());
/// assert_eq!((response.status().as_u16(), &response.headers()["allow"]), (405, &"GET, POST".parse()?));
/// assert!(response.body().ends_with(b"\"message\":\"no page documents DELETE for the path `/me/messages`\"}}"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn method_not_allowed<B>(request: &Request<B>, documented: &BTreeSet<&str>) -> Response<Vec<u8>> {
    let message = format!("no page documents {} for the path `{}`", request.method(), request.uri().path());
    let mut response = ODataError::new(StatusCode::METHOD_NOT_ALLOWED, "methodNotAllowed", message).to_response();
    let methods: Vec<&str> = documented.iter().copied().collect();
    if let Ok(value) = HeaderValue::from_str(&methods.join(", ")) {
        response.headers_mut().insert(ALLOW, value);
    }
    response
}
