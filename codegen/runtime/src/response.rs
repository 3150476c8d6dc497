//! What a route returns.
//!
//! In: a successful response. Out: the value in it.
//! Invariant: an empty body is an error for every type that says something, `Option` of it excepted.

pub(crate) mod byte_order_mark;
mod change;
mod error;
mod page;

pub use change::Change;
pub use error::{Error, ErrorDetail, ODataError, RetryAfter};
pub use page::{ODataValue, Page};

use crate::Model;
use byte_order_mark::without_mark;
use http::{
    Response,
    header::{CONTENT_TYPE, LOCATION},
};
use serde_json::de::{Deserializer, SliceRead};

const JSON: &str = "application/json";

/// A type that is read from a successful response.
///
/// ```
/// use graph_runtime::{Error, FromResponse, ODataValue, http::Response};
///
/// let response = Response::new(br#"{"value":3}"#.to_vec());
/// assert_eq!(ODataValue::<i32>::from_response(response)?.value, Some(3));
/// let nothing = Response::new(Vec::new());
/// assert!(matches!(ODataValue::<i32>::from_response(nothing), Err(Error::Empty { .. })));
/// # Ok::<(), Error>(())
/// ```
pub trait FromResponse: Sized {
    /// What query options are about: the item of a page, else the type itself.
    type Item;
    /// What the header `Accept` asks for.
    ///
    /// ```
    /// use graph_runtime::{Content, FromResponse, Page};
    /// assert_eq!(Page::<String>::ACCEPT, Some("application/json"));
    /// // Bytes are taken as they come.
    /// assert_eq!(Content::ACCEPT, None);
    /// ```
    const ACCEPT: Option<&'static str>;

    /// Reads a response whose status is one of success.
    ///
    /// ```
    /// use graph_runtime::{Error, FromResponse, http::Response};
    /// assert_eq!(i64::from_response(Response::new(b"893".to_vec()))?, 893);
    /// assert!(matches!(i64::from_response(Response::new(b"many".to_vec())), Err(Error::Decode { .. })));
    /// // Where a route may answer with nothing, its response is an `Option`.
    /// assert_eq!(Option::<i64>::from_response(Response::new(Vec::new()))?, None);
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the response does not hold such a value.
    fn from_response(response: Response<Vec<u8>>) -> Result<Self, Error>;
}

/// Nothing: whatever the body says.
impl FromResponse for () {
    type Item = ();
    const ACCEPT: Option<&'static str> = None;

    fn from_response(_: Response<Vec<u8>>) -> Result<Self, Error> {
        Ok(())
    }
}

/// An object. No body is [`Error::Empty`], with status 204 too: an object without members would say that there are none.
impl<T: Model> FromResponse for T {
    type Item = T::Item;
    const ACCEPT: Option<&'static str> = Some(JSON);

    fn from_response(response: Response<Vec<u8>>) -> Result<Self, Error> {
        let status = response.status();
        let body = response.into_body();
        if body.is_empty() {
            return Err(Error::Empty { status });
        }
        let mut reader = Deserializer::new(SliceRead::new(without_mark(&body)));
        let object = crate::deserialize(&mut reader).and_then(|object| reader.end().map(|()| object));
        object.map_err(|source| Error::Decode { status, source, body })
    }
}

/// Something, or nothing where the response has no body.
impl<T: FromResponse> FromResponse for Option<T> {
    type Item = T::Item;
    const ACCEPT: Option<&'static str> = T::ACCEPT;

    fn from_response(response: Response<Vec<u8>>) -> Result<Self, Error> {
        if response.body().is_empty() { Ok(None) } else { T::from_response(response).map(Some) }
    }
}

/// The bare number that `/$count` answers with.
impl FromResponse for i64 {
    type Item = Self;
    const ACCEPT: Option<&'static str> = Some("text/plain");

    fn from_response(response: Response<Vec<u8>>) -> Result<Self, Error> {
        let status = response.status();
        let body = response.into_body();
        if body.is_empty() {
            return Err(Error::Empty { status });
        }
        serde_json::from_slice(without_mark(&body)).map_err(|source| Error::Decode { status, source, body })
    }
}

/// Bytes and their media type: a file, a picture, a CSV report. As the body of a request it is sent as it is.
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
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl Content {
    /// Bytes of a media type.
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

/// Where a response points to, mostly a pre-authenticated address to download from.
///
/// A client that follows redirects by itself shows the response behind it, which is [`Error::Unexpected`] here.
///
/// ```
/// use graph_runtime::{FromResponse, Redirect, http::Response};
///
/// let response = Response::builder().status(302).header("location", "https://x/file").body(Vec::new())?;
/// assert_eq!(Redirect::from_response(response)?.location, "https://x/file");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// The header `Location`. The caller's token is not for it.
    pub location: String,
}

impl FromResponse for Redirect {
    type Item = Self;
    const ACCEPT: Option<&'static str> = None;

    fn from_response(response: Response<Vec<u8>>) -> Result<Self, Error> {
        match response.headers().get(LOCATION).and_then(|value| value.to_str().ok()) {
            Some(location) => Ok(Self { location: location.to_owned() }),
            None => Err(Error::unexpected(response)),
        }
    }
}
