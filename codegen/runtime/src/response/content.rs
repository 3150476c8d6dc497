//! Request and response bodies that are bytes, such as files.
//!
//! In: a response, or bytes to send. Out: the bytes with their media type. Invariant: the bytes are unchanged.

use crate::{Error, FromResponse};
use http::{Response, header::CONTENT_TYPE};

/// Bytes and their media type: a file, a picture, a CSV report. As the body of a request they are sent unchanged.
///
/// ```
/// use graph_runtime::{Content, FromResponse, http::Response};
///
/// let response = Response::builder().header("content-type", "text/csv").body(b"a,b".to_vec())?;
/// let content = Content::from_response(response)?;
/// assert_eq!(content, Content::new("text/csv", "a,b"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    /// The media type, such as `text/csv`.
    pub content_type: Option<String>,
    /// The bytes of the body, as they were received or are sent.
    pub bytes: Vec<u8>,
}

impl Content {
    /// Makes a body of these bytes with this media type.
    ///
    /// ```
    /// use graph_runtime::Content;
    /// let picture = Content::new("image/png", *b"\x89PNG");
    /// assert_eq!((picture.content_type.as_deref(), picture.bytes.len()), (Some("image/png"), 4));
    /// ```
    pub fn new(content_type: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { content_type: Some(content_type.into()), bytes: bytes.into() }
    }
}

impl FromResponse for Content {
    type Item = Self;
    const ACCEPT: Option<&'static str> = None;

    fn from_response(response: Response<Vec<u8>>) -> Result<Self, Error> {
        let content_type = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        Ok(Self { content_type: content_type.map(str::to_owned), bytes: response.into_body() })
    }
}
