//! Builds the request of a route.
//!
//! In: a call, a body, a service root. Out: an `http::Request`.
//! Invariant: the request goes to the host of the service root.

use super::{Body, Call, RequestError};
use crate::View;
use http::{
    HeaderName, HeaderValue, Method, Request, Uri,
    header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE},
};

/// The URI of a request: the service root, followed by the path and query.
pub(crate) fn under(service_root: &str, path_and_query: &str) -> Result<Uri, RequestError> {
    if service_root.contains(['?', '#']) {
        return Err(RequestError::ServiceRoot);
    }
    let uri = format!("{}{path_and_query}", service_root.trim_end_matches('/'));
    Uri::try_from(uri).map_err(|_| RequestError::ServiceRoot)
}

pub(super) fn build(
    method: Method,
    call: &Call,
    body: Body<'_>,
    accept: Option<&'static str>,
    service_root: &str,
) -> Result<Request<Vec<u8>>, RequestError> {
    let uri = under(service_root, &call.path_and_query()?)?;
    let (bytes, content_type) = match body {
        Body::None | Body::Json(View::Absent) => (Vec::new(), None),
        Body::Json(view) => (serde_json::to_vec(&view).map_err(|_| RequestError::Body)?, Some("application/json")),
        Body::Bytes(bytes, content_type) => (bytes.to_vec(), Some(content_type)),
    };
    let mut request = Request::new(bytes);
    *request.method_mut() = method;
    *request.uri_mut() = uri;
    let headers = request.headers_mut();
    for (name, value) in [(CONTENT_TYPE, content_type), (ACCEPT, accept)] {
        if let Some(value) = value {
            let invalid = || RequestError::Header { name: name.to_string() };
            headers.insert(&name, HeaderValue::from_str(value).map_err(|_| invalid())?);
        }
    }
    for (name, value) in call.headers() {
        let invalid = || RequestError::Header { name: name.to_owned() };
        let key = HeaderName::from_bytes(name.as_bytes()).map_err(|_| invalid())?;
        let mut value = HeaderValue::from_str(value).map_err(|_| invalid())?;
        value.set_sensitive(key == AUTHORIZATION);
        headers.insert(key, value);
    }
    Ok(request)
}
