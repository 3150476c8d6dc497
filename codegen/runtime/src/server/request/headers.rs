//! Reads the headers and the body of a request.
//!
//! In: the parts of a request. Out: a [`Call`], which has the template, arguments, query options and headers; and the
//! body with its media type. Invariant: a repeated header becomes one header with all values. The call has every header
//! of the request except:
//!
//! - headers that concern the transmission, such as `Host`,
//! - `Content-Type`, if the request has a body,
//! - `Accept`, if it has the value that the route itself sets.

use crate::server::BadRequest;
use crate::{Call, Content, route::PathMatch};
use http::{
    HeaderMap, HeaderName,
    header::{ACCEPT, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, EXPECT, HOST, TE, TRANSFER_ENCODING, UPGRADE},
};

/// The headers that concern one transmission, such as the length of the message or its connection. They are not part of
/// a route.
const ABOUT_THE_MESSAGE: [HeaderName; 7] = [HOST, CONNECTION, CONTENT_LENGTH, TRANSFER_ENCODING, TE, UPGRADE, EXPECT];

/// The [`Call`] of a received request: the template with its arguments, query options and headers. `accept` is the
/// value of `Accept` that the route itself sets; a header with this value is left out. If there is no body,
/// `Content-Type` counts as an ordinary header.
pub(crate) fn call(
    template: &'static str,
    reading: PathMatch,
    headers: &HeaderMap,
    accept: Option<&str>,
    has_body: bool,
) -> Result<Call, BadRequest> {
    let mut call = Call::new(template, reading.arguments);
    for (name, value) in reading.query {
        call.set_query(&name, value);
    }
    let is_elsewhere = |name: &HeaderName| ABOUT_THE_MESSAGE.contains(name) || (has_body && *name == CONTENT_TYPE);
    for name in headers.keys().filter(|name| !is_elsewhere(name)) {
        let value = text(headers, name)?;
        if *name != ACCEPT || accept != Some(&value) {
            call.set_header(name.as_str(), value);
        }
    }
    Ok(call)
}

/// Whether a header concerns the transmission or the body, so that a route does not keep it.
pub(in crate::server) fn is_about_the_message(name: &HeaderName) -> bool {
    ABOUT_THE_MESSAGE.contains(name) || *name == CONTENT_TYPE
}

/// The body of a request, with its media type from the header `Content-Type`.
pub(crate) fn content(headers: &HeaderMap, bytes: Vec<u8>) -> Result<Content, BadRequest> {
    let content_type = if headers.contains_key(CONTENT_TYPE) { Some(text(headers, &CONTENT_TYPE)?) } else { None };
    Ok(Content { content_type, bytes })
}

fn text(headers: &HeaderMap, name: &HeaderName) -> Result<String, BadRequest> {
    let values: Result<Vec<&str>, _> =
        headers.get_all(name).iter().map(|value| std::str::from_utf8(value.as_bytes())).collect();
    values.map(|values| values.join(", ")).map_err(|_| BadRequest::Header { name: name.to_string() })
}
