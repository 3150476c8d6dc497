//! Finds the scheme and host under which a client addresses a service.
//!
//! In: a request. Out: scheme and host. Invariant: an absolute URI decides both. For any other request the header
//! `Host` decides the host, and `X-Forwarded-Proto` of a proxy the scheme.

use http::{Request, header::HOST};

/// Scheme and host of a request; `None` if it does not name a host.
#[doc(hidden)]
pub fn origin<B>(request: &Request<B>) -> Option<String> {
    let uri = request.uri();
    if let Some(authority) = uri.authority() {
        return Some(format!("{}://{authority}", uri.scheme_str().unwrap_or("http")));
    }
    let host = request.headers().get(HOST)?.to_str().ok()?;
    let forwarded = request.headers().get("x-forwarded-proto").and_then(|scheme| scheme.to_str().ok());
    Some(format!("{}://{host}", forwarded.filter(|scheme| *scheme == "https").unwrap_or("http")))
}
