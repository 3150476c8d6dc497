//! Replaces addresses of other hosts in an example response, such as the `uploadUrl` of a file, by addresses of this
//! service.
//!
//! In: an address of another service. Out: an address of this service to use in its place, and the answer to requests
//! to this address. Invariant: a part of an uploaded file may begin at any byte; the part with the last byte ends the
//! upload.

use http::header::{CONTENT_RANGE, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Method, Response, StatusCode};
use serde_json::{Value, json};

/// The content of every file and picture that a service returns, because pages have no examples of bytes.
#[doc(hidden)]
pub const BYTES: &[u8] = b"mock";

/// The start of the paths at this service that replace addresses of other hosts: `/$elsewhere/files.example/a.txt`.
#[doc(hidden)]
pub const PATH: &str = "/$elsewhere/";

/// The address at this service that replaces the address of another host: `https://files.example/a` becomes
/// `ORIGIN/$elsewhere/files.example/a`. `None` if the scheme is neither `http` nor `https`.
#[doc(hidden)]
pub fn link(origin: &str, address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once("://")?;
    matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https").then(|| format!("{origin}{PATH}{rest}"))
}

/// The answer to a request below [`PATH`]; `None` for any other request.
#[doc(hidden)]
pub fn answer(method: &Method, path: &str, headers: &HeaderMap) -> Option<Response<Vec<u8>>> {
    path.starts_with(PATH).then_some(())?;
    let range = headers.get(CONTENT_RANGE).and_then(|range| range.to_str().ok()).and_then(content_range);
    Some(match (method.as_str(), range) {
        ("PUT", Some((next, length))) if next < length => {
            let ranges = [format!("{next}-{}", length - 1)];
            let ranges = json!({ "expirationDateTime": "2099-01-01T00:00:00Z", "nextExpectedRanges": ranges });
            json(StatusCode::ACCEPTED, &ranges)
        }
        ("PUT" | "POST", _) => json(StatusCode::CREATED, &json!({ "id": "uploaded" })),
        ("DELETE", _) => empty(StatusCode::NO_CONTENT),
        _ => file(StatusCode::OK),
    })
}

/// Reads the header `Content-Range` of one part of an uploaded file. For `bytes 0-25/128` the result is the start of
/// the next part, 26, and the length of the whole file, 128.
fn content_range(range: &str) -> Option<(u64, u64)> {
    let (range, length) = range.trim().strip_prefix("bytes")?.trim().split_once('/')?;
    let last: u64 = range.split_once('-')?.1.parse().ok()?;
    Some((last.checked_add(1)?, length.parse().ok()?))
}

/// A response whose body is the same sample bytes for every file, with the media type `application/octet-stream`.
pub(in crate::server) fn file(status: StatusCode) -> Response<Vec<u8>> {
    respond(status, "application/octet-stream", BYTES.to_vec())
}

/// A response with this status and this JSON as its body.
#[doc(hidden)]
pub fn json(status: StatusCode, body: &Value) -> Response<Vec<u8>> {
    respond(status, "application/json", body.to_string().into_bytes())
}

/// A response with this status and without a body.
#[doc(hidden)]
pub fn empty(status: StatusCode) -> Response<Vec<u8>> {
    let mut response = Response::new(Vec::new());
    *response.status_mut() = status;
    response
}

fn respond(status: StatusCode, media_type: &'static str, body: Vec<u8>) -> Response<Vec<u8>> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    response
}
