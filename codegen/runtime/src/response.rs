//! The types that a route can return.
//!
//! In: a successful response. Out: the value in the response. Invariant: an empty body is an error for every type that
//! has a value, except for `Option`.

mod accepted;
pub(crate) mod byte_order_mark;
mod change;
mod content;
mod error;
mod page;
mod redirect;

pub use accepted::Accepted;
pub use change::Change;
pub use content::Content;
pub use error::{Error, ErrorDetail, ODataError, RetryAfter};
pub use page::{Misfits, ODataValue, Page};
pub use redirect::Redirect;

use crate::{Json, Model, View};
use byte_order_mark::without_mark;
use http::Response;

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
    /// The type whose properties can be named in query options such as `$select`: for a page of results the type of its
    /// items, for any other type the type itself.
    type Item;
    /// The value of the header `Accept`.
    ///
    /// ```
    /// use graph_runtime::{Content, FromResponse, Page};
    /// assert_eq!(Page::<String>::ACCEPT, Some("application/json"));
    /// // Bytes are taken as they come.
    /// assert_eq!(Content::ACCEPT, None);
    /// ```
    const ACCEPT: Option<&'static str>;

    /// Reads a successful response.
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
    /// When the response has no value of this type.
    fn from_response(response: Response<Vec<u8>>) -> Result<Self, Error>;

    /// The value that was read, if it came from JSON; `None` for bytes, redirects and so on.
    #[doc(hidden)]
    fn value_view(&self) -> Option<View<'_>> {
        None
    }
}

/// For a route whose response has no value. The body is not read.
impl FromResponse for () {
    type Item = ();
    const ACCEPT: Option<&'static str> = None;

    fn from_response(_: Response<Vec<u8>>) -> Result<Self, Error> {
        Ok(())
    }
}

/// The body is a JSON object. An empty body is [`Error::Empty`], even with status 204: an object without members would
/// look as if the service had sent one.
impl<T: Model> FromResponse for T {
    type Item = T::Item;
    const ACCEPT: Option<&'static str> = Some(JSON);

    fn from_response(response: Response<Vec<u8>>) -> Result<Self, Error> {
        read(response, T::from_body)
    }

    fn value_view(&self) -> Option<View<'_>> {
        Some(View::Object(self))
    }
}

/// The body may be empty, which is `None`.
impl<T: FromResponse> FromResponse for Option<T> {
    type Item = T::Item;
    const ACCEPT: Option<&'static str> = T::ACCEPT;

    fn from_response(response: Response<Vec<u8>>) -> Result<Self, Error> {
        if response.body().is_empty() { Ok(None) } else { T::from_response(response).map(Some) }
    }

    fn value_view(&self) -> Option<View<'_>> {
        self.as_ref().and_then(T::value_view)
    }
}

/// The body is a bare number, such as `893`, which is the response to a request for `/$count`.
impl FromResponse for i64 {
    type Item = Self;
    const ACCEPT: Option<&'static str> = Some("text/plain");

    fn from_response(response: Response<Vec<u8>>) -> Result<Self, Error> {
        read(response, |body| serde_json::from_slice(body))
    }
}

/// The body is JSON of any kind.
impl FromResponse for Json {
    type Item = Self;
    const ACCEPT: Option<&'static str> = Some(JSON);

    fn from_response(response: Response<Vec<u8>>) -> Result<Self, Error> {
        read(response, |body| serde_json::from_slice(body))
    }
}

/// Reads the body of a response, which must not be empty.
fn read<T>(
    response: Response<Vec<u8>>,
    from_body: impl FnOnce(&[u8]) -> Result<T, serde_json::Error>,
) -> Result<T, Error> {
    let (parts, body) = response.into_parts();
    let (status, headers) = (parts.status, || Box::new(parts.headers));
    if body.is_empty() {
        return Err(Error::Empty { status, headers: headers() });
    }
    from_body(without_mark(&body)).map_err(|source| Error::Decode { status, headers: headers(), source, body })
}
