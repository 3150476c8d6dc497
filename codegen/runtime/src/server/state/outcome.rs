//! Answers that the state gives in place of the documented ones.
//!
//! Invariant: a refusal says what the state contains, so that the author of a client can correct the client.

use crate::ODataError;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Response, StatusCode};

/// The documented answer to a request, and what the state changed in it.
#[derive(Debug)]
#[doc(hidden)]
pub struct StateAnswer {
    pub response: Response<Vec<u8>>,
    /// The route whose page documents the answer, by its index in the schema.
    pub route: Option<usize>,
    /// Why the state gave another answer than the documented one, in words; `None` if it did not.
    pub reason: Option<&'static str>,
    /// For each invalid query option that a lenient service ignored, a message that says what is wrong with it.
    pub warnings: Vec<String>,
}

/// The response that the state gives in place of the documented one, and why; `None` if the documented one stays.
pub(super) type Outcome = Option<(Response<Vec<u8>>, &'static str)>;

/// The error with which the state refuses a request, for instance because the key of a new entity is taken.
pub(super) type Refusal = Box<ODataError>;

/// A response with these bytes, such as an uploaded file.
pub(super) fn bytes_of(media_type: &str, bytes: &[u8]) -> Response<Vec<u8>> {
    let mut response = Response::new(bytes.to_vec());
    let octets = HeaderValue::from_static("application/octet-stream");
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_str(media_type).unwrap_or(octets));
    response
}

/// The response with status 507 to a request whose body would exceed the size limit of the state.
pub(super) fn insufficient_storage() -> Response<Vec<u8>> {
    let message = "the memory of the mock is full; a restart empties it";
    ODataError::new(StatusCode::INSUFFICIENT_STORAGE, "quotaLimitReached", message).to_response()
}

/// Shortens a text from a client to at most 80 characters, so that it can be quoted in a message.
pub(super) fn shortened(text: &str) -> String {
    const MAX_LENGTH: usize = 80;
    match text.char_indices().nth(MAX_LENGTH) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
