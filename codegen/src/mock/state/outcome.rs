//! What comes of a request besides what its page shows.
//!
//! Invariant: a refusal says what is kept, so that a client can be mended.

use graph_runtime::ODataError;
use graph_runtime::http::header::CONTENT_TYPE;
use graph_runtime::http::{HeaderValue, Response, StatusCode};

/// A response in place of the one that the page shows, and why.
pub(super) type Outcome = Option<(Response<Vec<u8>>, &'static str)>;

/// Why what is kept does not allow a request.
pub(super) type Refusal = Box<ODataError>;

/// A response of bytes.
pub(super) fn bytes_of(media_type: &str, bytes: &[u8]) -> Response<Vec<u8>> {
    let mut response = Response::new(bytes.to_vec());
    let octets = HeaderValue::from_static("application/octet-stream");
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_str(media_type).unwrap_or(octets));
    response
}

/// The answer where nothing more can be kept.
pub(super) fn full() -> Response<Vec<u8>> {
    let message = "the mock keeps no more; it forgets all when it is started again";
    ODataError::new(StatusCode::INSUFFICIENT_STORAGE, "quotaLimitReached", message).to_response()
}
