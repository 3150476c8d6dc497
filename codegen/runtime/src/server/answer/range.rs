//! Answers requests for a part of a file (RFC 9110, section 14).
//!
//! In: the headers of a `GET`, and the answer. Out: the answer with the requested part. Invariant: only the response
//! with a whole file is reduced, that is one with status 200 and another media type than JSON. A header `Range` that is
//! not a single range of bytes is ignored, as RFC 9110 allows.

use http::header::{ACCEPT_RANGES, CONTENT_RANGE, CONTENT_TYPE, RANGE};
use http::{HeaderMap, HeaderValue, Response, StatusCode};

/// Reduces the body of a file to the bytes that the header `Range` asks for. If the file has none of them, the status
/// becomes 416.
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

/// Reads a header `Range` for a file of `length` bytes: the index of the first byte, and the index after the last. For
/// `bytes=0-99` these are 0 and 100, or `length` if the file is shorter.
fn bounds(range: &str, length: usize) -> Option<(usize, usize)> {
    let (first, last) = range.trim().strip_prefix("bytes=")?.split_once('-')?;
    let number = |text: &str| text.trim().parse::<usize>().ok();
    if first.trim().is_empty() {
        return Some((length.saturating_sub(number(last)?), length));
    }
    let end = if last.trim().is_empty() { length } else { number(last)?.saturating_add(1).min(length) };
    Some((number(first)?, end))
}
