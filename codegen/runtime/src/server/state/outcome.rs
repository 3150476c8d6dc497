//! Answers that the state gives in place of the documented ones.
//!
//! Invariant: a refusal says what the state contains, so that the author of a client can correct the client.

use crate::ODataError;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Response, StatusCode};

/// A documented answer, possibly changed by the state.
#[derive(Debug)]
#[doc(hidden)]
pub struct Told {
    pub response: Response<Vec<u8>>,
    /// The index, among the routes of the schema, of the route that documents the answer.
    pub route: Option<usize>,
    /// Why the state gave another answer.
    pub reason: Option<&'static str>,
    /// The query options that a lenient service ignored.
    pub warnings: Vec<String>,
}

/// A response in place of the documented one, and the reason.
pub(super) type Outcome = Option<(Response<Vec<u8>>, &'static str)>;

/// The error if the state does not allow a request.
pub(super) type Refusal = Box<ODataError>;

/// A response with bytes.
pub(super) fn bytes_of(media_type: &str, bytes: &[u8]) -> Response<Vec<u8>> {
    let mut response = Response::new(bytes.to_vec());
    let octets = HeaderValue::from_static("application/octet-stream");
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_str(media_type).unwrap_or(octets));
    response
}

/// The answer if the state has reached its limit.
pub(super) fn full() -> Response<Vec<u8>> {
    let message = "the mock stores no more; a restart empties it";
    ODataError::new(StatusCode::INSUFFICIENT_STORAGE, "quotaLimitReached", message).to_response()
}

/// Shortens a text that a client sent, for a message.
pub(super) fn shortened(text: &str) -> String {
    const LONGEST: usize = 80;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
