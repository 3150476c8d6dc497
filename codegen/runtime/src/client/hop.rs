//! Makes the request that follows a redirect.
//!
//! In: a request and the response to it. Out: the request to the new address. Invariant: the new request has no body,
//! and no header but `Range` and `If-Range`.

use super::SendError;
use crate::{Error, LinkError, RequestError, route::link};
use http::{
    HeaderMap, Method, Request, Response, StatusCode, Uri, Version,
    header::{CONTENT_RANGE, IF_RANGE, LOCATION, RANGE},
    request,
};
use std::ops::{Bound, RangeBounds};

/// The highest number of redirects that a client follows.
pub(super) const HOPS: usize = 5;

/// The request that follows the redirect `response` to the request `asked`; `None` if the response is not a redirect
/// with a `Location`.
pub(super) fn next<B>(asked: &request::Parts, response: &Response<B>) -> Option<Result<request::Parts, SendError>> {
    let status = response.status();
    if !status.is_redirection() || status == StatusCode::NOT_MODIFIED {
        return None;
    }
    let location = response.headers().get(LOCATION)?.to_str().ok()?;
    let uri = link::elsewhere(location, &base(&asked.uri, location)).map_err(RequestError::Link);
    Some(uri.map_err(SendError::Request).map(|uri| {
        let (mut parts, ()) = Request::new(()).into_parts();
        (parts.method, parts.uri, parts.version) = (Method::GET, uri, Version::default());
        for name in [RANGE, IF_RANGE] {
            if let Some(value) = asked.headers.get(&name) {
                parts.headers.insert(name, value.clone());
            }
        }
        parts
    }))
}

/// The base URL against which a relative `Location` is resolved: the requested URL without its query and its last
/// segment. For instance, a redirect from `https://x/v1.0/a` to `b` leads to `https://x/v1.0/b`. If the location begins
/// with `/`, the last segment is not removed, because only scheme and host of the base are used then.
fn base(asked: &Uri, location: &str) -> String {
    let text = asked.to_string();
    let text = text.split(['?', '#']).next().unwrap_or_default();
    match (location.starts_with('/'), text.rfind('/')) {
        (false, Some(slash)) if !text[..slash].ends_with('/') => text[..slash].to_owned(),
        _ => text.to_owned(),
    }
}

/// Whether an address is below the service root. Only requests below the service root have the token.
pub(super) fn is_below(uri: &Uri, service_root: &str) -> bool {
    link::resolve(&uri.to_string(), service_root).is_ok()
}

/// Checks an address that the service gave, and that may be on any host. It is refused if it is not a URL, or if the
/// service root has `https` and the address does not.
pub(super) fn check(uri: &Uri, service_root: &str) -> Result<(), SendError> {
    let checked: Result<Uri, LinkError> = link::elsewhere(&uri.to_string(), service_root);
    checked.map(drop).map_err(|error| SendError::Request(RequestError::Link(error)))
}

/// The first byte of a range and its header `Range`, such as `bytes=100-199`; `None` for the whole file.
pub(super) fn range_header(range: &impl RangeBounds<u64>) -> Option<(u64, String)> {
    let start = match range.start_bound() {
        Bound::Included(start) => *start,
        Bound::Excluded(start) => start.saturating_add(1),
        Bound::Unbounded => 0,
    };
    let end = match range.end_bound() {
        Bound::Included(end) => Some(*end),
        Bound::Excluded(end) => Some(end.saturating_sub(1)),
        Bound::Unbounded => None,
    };
    match (start, end) {
        (0, None) => None,
        (start, None) => Some((start, format!("bytes={start}-"))),
        (start, Some(end)) => Some((start, format!("bytes={start}-{end}"))),
    }
}

/// Checks that a response is partial content that starts at this byte.
pub(super) fn starts_at(status: StatusCode, headers: &HeaderMap, start: u64) -> Result<(), Error> {
    let range = headers.get(CONTENT_RANGE).and_then(|range| range.to_str().ok());
    let found =
        range.and_then(|range| range.trim().strip_prefix("bytes")?.trim().split('-').next()?.parse::<u64>().ok());
    if status == StatusCode::PARTIAL_CONTENT && found == Some(start) {
        return Ok(());
    }
    let mut response = Response::new(Vec::new());
    (*response.status_mut(), *response.headers_mut()) = (status, headers.clone());
    Err(Error::unexpected(response))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relative_location_is_resolved_as_in_a_browser() {
        for (asked, location, expected) in [
            ("https://x/v1.0/me/photo/$value", "https://y/z?a=b", Ok("https://y/z?a=b")),
            ("https://x/v1.0/me/photo/$value?a=/b", "/z", Ok("https://x/z")),
            ("https://x/v1.0/me/photo/$value?a=/b", "z", Ok("https://x/v1.0/me/photo/z")),
            ("https://x/v1.0/a", "//y/z", Ok("https://y/z")),
            ("https://x/v1.0/a", "http://y/z", Err(LinkError::Insecure)),
            ("http://x/v1.0/a", "http://y/z", Ok("http://y/z")),
            ("https://x/v1.0/a", "https://u:p@y/z", Err(LinkError::Invalid)),
            ("https://x/v1.0/a", "mailto:a", Err(LinkError::Invalid)),
        ] {
            let (parts, ()) =
                Request::get(asked).header("range", "bytes=1-").header("prefer", "x").body(()).unwrap().into_parts();
            let response = Response::builder().status(302).header(LOCATION, location).body(()).unwrap();
            let found = next(&parts, &response).expect("a redirect");
            match (found, expected) {
                (Ok(found), Ok(expected)) => {
                    assert_eq!(found.uri, expected, "{asked} {location}");
                    assert_eq!((found.headers.len(), &found.headers["range"]), (1, &"bytes=1-".parse().unwrap()));
                }
                (Err(SendError::Request(RequestError::Link(found))), Err(expected)) => assert_eq!(found, expected),
                (found, expected) => panic!("{location}: {found:?} instead of {expected:?}"),
            }
        }
    }

    #[test]
    fn a_range_becomes_a_range_header() {
        assert_eq!(range_header(&..), None);
        assert_eq!(range_header(&(7..)), Some((7, "bytes=7-".to_owned())));
        assert_eq!(range_header(&(0..10)), Some((0, "bytes=0-9".to_owned())));
        assert_eq!(range_header(&(2..=2)), Some((2, "bytes=2-2".to_owned())));
        let headers = |text: &str| HeaderMap::from_iter([(CONTENT_RANGE, text.parse().unwrap())]);
        assert!(starts_at(StatusCode::PARTIAL_CONTENT, &headers("bytes 7-9/10"), 7).is_ok());
        assert!(starts_at(StatusCode::PARTIAL_CONTENT, &headers("bytes 0-9/10"), 7).is_err());
        assert!(starts_at(StatusCode::OK, &HeaderMap::new(), 7).is_err());
    }
}
