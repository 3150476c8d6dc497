//! Where a service is reached, as its client sees it.
//!
//! In: a request. Out: scheme and host. Invariant: a proxy in front says what the client sees.

use http::{Request, header::HOST};

/// Where the service is reached: scheme and host of the request, `None` where it names none.
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
