//! What HTTP and CORS require of every path: `HEAD`, `OPTIONS`, and headers for browsers.
//!
//! In: a request and the answer to it. Out: the answer with the headers that HTTP and CORS add.
//! Invariant: the answer to `HEAD` has the headers of that to `GET` and no body.

use http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_HEADERS, ALLOW, CONTENT_LENGTH,
    ORIGIN, WWW_AUTHENTICATE,
};
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode};

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

/// Adds the headers that every answer has.
#[doc(hidden)]
pub fn complete(method: &Method, headers: &HeaderMap, response: &mut Response<Vec<u8>>) {
    if response.status() == StatusCode::UNAUTHORIZED && !response.headers().contains_key(WWW_AUTHENTICATE) {
        response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"mock\""));
    }
    if headers.contains_key(ORIGIN) {
        response.headers_mut().insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        response.headers_mut().insert(ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("*"));
    }
    if *method == Method::HEAD {
        let length = std::mem::take(response.body_mut()).len();
        response.headers_mut().insert(CONTENT_LENGTH, length.into());
    }
}
