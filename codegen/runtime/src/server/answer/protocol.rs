//! What HTTP and CORS require of every path: `HEAD`, `OPTIONS`, ranges, unknown methods, and headers for browsers.
//!
//! In: a request and the answer to it. Out: the answer with the headers of HTTP and CORS, or an answer that follows
//! from HTTP or CORS alone. Invariant: the answer to `HEAD` has the headers of that to `GET` and no body. A preflight
//! request of a browser always succeeds, so that the script in the browser sees the answer to the request proper.

use crate::ODataError;
use crate::server::answer::range;
use crate::server::{IncomingBatch, method_not_allowed};

use http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_HEADERS,
    ACCESS_CONTROL_REQUEST_METHOD, ALLOW, CONTENT_ENCODING, CONTENT_LENGTH, ORIGIN, WWW_AUTHENTICATE,
};
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode};
use std::collections::BTreeSet;

/// The methods that a service may document at a path.
const METHODS: &[&str] = &["GET", "POST", "PUT", "PATCH", "DELETE"];

/// The answer to a request whose answer does not depend on the pages; `None` for any other request. These are:
///
/// - `OPTIONS *`,
/// - a method that is not implemented, such as `CONNECT`: status 501 (RFC 9110, section 15.6.2),
/// - a body with a `Content-Encoding` such as `gzip`: status 415 (section 8.4).
#[doc(hidden)]
pub fn answer(request: &Request<Vec<u8>>) -> Option<Response<Vec<u8>>> {
    let method = request.method();
    if *method == Method::OPTIONS && request.uri().path() == "*" {
        return Some(options(METHODS, request));
    }
    let is_known =
        METHODS.contains(&method.as_str()) || [Method::HEAD, Method::OPTIONS, Method::TRACE].contains(method);
    if !is_known {
        let message = format!("the method `{method}` is not implemented");
        return Some(ODataError::new(StatusCode::NOT_IMPLEMENTED, "notImplemented", message).to_response());
    }
    let encoding = request.headers().get(CONTENT_ENCODING)?;
    if encoding.as_bytes().eq_ignore_ascii_case(b"identity") || request.body().is_empty() {
        return None;
    }
    let message = "the body has a `Content-Encoding`, and only plain bodies are read";
    let mut response =
        ODataError::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupportedMediaType", message).to_response();
    response.headers_mut().insert(http::header::ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    Some(response)
}

/// The answer to a request that no page documents. `documented` are the methods of its path.
#[doc(hidden)]
pub fn undocumented(request: &Request<Vec<u8>>, documented: &BTreeSet<&str>) -> Response<Vec<u8>> {
    let mut methods: Vec<&str> = documented.iter().copied().collect();
    if *request.method() == Method::OPTIONS {
        if IncomingBatch::is_at(request) {
            methods.push("POST");
        }
        let requested_method = request
            .headers()
            .get(ACCESS_CONTROL_REQUEST_METHOD)
            .and_then(|requested_method| requested_method.to_str().ok());
        methods.extend(requested_method.filter(|requested_method| !methods.contains(requested_method)));
        if !methods.is_empty() {
            return options(&methods, request);
        }
    }
    if methods.is_empty() {
        let path: String = request.uri().path().chars().take(LONGEST).collect();
        let more = if path.len() < request.uri().path().len() { "…" } else { "" };
        let message = format!("no page documents the path `{path}{more}`");
        return ODataError::new(StatusCode::NOT_FOUND, "notFound", message).to_response();
    }
    method_not_allowed(request, &methods.into_iter().collect())
}

/// How many characters of a path a message has at most.
const LONGEST: usize = 80;

/// The answer to `OPTIONS`, with the documented methods of the path.
#[doc(hidden)]
pub fn options(allowed: &[&str], request: &Request<Vec<u8>>) -> Response<Vec<u8>> {
    let mut response = Response::new(Vec::new());
    *response.status_mut() = StatusCode::NO_CONTENT;
    let mut methods: Vec<&str> = allowed.to_vec();
    if methods.contains(&"GET") {
        methods.push("HEAD");
    }
    methods.push("OPTIONS");
    if let Ok(methods) = HeaderValue::from_str(&methods.join(", ")) {
        if request.headers().contains_key(ORIGIN) {
            let headers = response.headers_mut();
            headers.insert(ACCESS_CONTROL_ALLOW_METHODS, methods.clone());
            headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
            if let Some(asked) = request.headers().get(ACCESS_CONTROL_REQUEST_HEADERS) {
                headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, asked.clone());
            }
        }
        response.headers_mut().insert(ALLOW, methods);
    }
    response
}

/// Adds the headers of HTTP and CORS to an answer. The body is reduced to the requested range, and is removed for
/// `HEAD`.
#[doc(hidden)]
pub fn complete(method: &Method, headers: &HeaderMap, response: &mut Response<Vec<u8>>) {
    if response.status() == StatusCode::UNAUTHORIZED && !response.headers().contains_key(WWW_AUTHENTICATE) {
        response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"mock\""));
    }
    if headers.contains_key(ORIGIN) {
        response.headers_mut().insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        response.headers_mut().insert(ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("*"));
    }
    if *method == Method::GET {
        range::apply(headers, response);
    }
    if *method == Method::HEAD {
        let length = std::mem::take(response.body_mut()).len();
        response.headers_mut().insert(CONTENT_LENGTH, length.into());
    }
}
