//! Answers requests for a part of a file (RFC 9110, section 14).
//!
//! In: the headers of a `GET`, and the answer. Out: the answer with the requested part. Invariant: only a response with
//! a whole file is reduced, which has status 200 and is not JSON; a header that is not a single byte range is ignored,
//! as RFC 9110 allows.

use http::header::{ACCEPT_RANGES, CONTENT_RANGE, CONTENT_TYPE, RANGE};
use http::{HeaderMap, HeaderValue, Response, StatusCode};

/// Reduces a response with bytes to the range that the request asks for. If it has no such bytes, the answer is 416.
pub(in crate::server) fn apply(headers: &HeaderMap, response: &mut Response<Vec<u8>>) {
    let media_type = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    if response.status() != StatusCode::OK
        || media_type.is_none_or(crate::server::is_json)
        || response.body().is_empty()
    {
        return;
    }
    response.headers_mut().insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    let length = response.body().len();
    let range_header = headers.get(RANGE).and_then(|range| range.to_str().ok());
    let Some((first, last)) = range_header.and_then(|range| bounds(range, length)) else { return };
    let (status, range, part) = match response.body().get(first..last) {
        Some(part) if !part.is_empty() => {
            (StatusCode::PARTIAL_CONTENT, format!("bytes {first}-{}/{length}", last - 1), part.to_vec())
        }
        Some(_) | None => (StatusCode::RANGE_NOT_SATISFIABLE, format!("bytes */{length}"), Vec::new()),
    };
    *response.status_mut() = status;
    *response.body_mut() = part;
    if let Ok(range) = HeaderValue::from_str(&range) {
        response.headers_mut().insert(CONTENT_RANGE, range);
    }
}

/// Reads `bytes=0-99`: the index of the first byte, and the index after the last.
fn bounds(range: &str, length: usize) -> Option<(usize, usize)> {
    let (first, last) = range.trim().strip_prefix("bytes=")?.split_once('-')?;
    let number = |text: &str| text.trim().parse::<usize>().ok();
    if first.trim().is_empty() {
        return Some((length.saturating_sub(number(last)?), length));
    }
    let end = if last.trim().is_empty() { length } else { number(last)?.saturating_add(1).min(length) };
    Some((number(first)?, end))
}
