//! Reads the body of a request as the value that a route sends.
//!
//! In: bytes and their media type. Out: the value that a route sends. Invariant: a member of an object whose value does
//! not fit its field is no error. The value is kept unchanged, as when a client reads a response.

use crate::server::BadRequest;
use crate::{Content, Value, json::read, response::byte_order_mark::without_mark};
use serde_json::de::{Deserializer, SliceRead};

/// A type that is read from the body of a request.
///
/// ```
/// use graph_runtime::{Content, server::{BadRequest, FromBody}};
///
/// let body = || Content::new("application/json; charset=utf-8", "[1,2]");
/// assert_eq!(Vec::<i32>::from_body(body())?, [1, 2]);
/// assert_eq!(Content::from_body(body())?.bytes, b"[1,2]");
/// assert_eq!(Option::<i64>::from_body(Content::default())?, None);
/// assert!(matches!(i64::from_body(Content::default()), Err(BadRequest::MissingBody)));
/// assert!(matches!(i64::from_body(Content::new("text/plain", "1")), Err(BadRequest::MediaType { .. })));
/// # Ok::<(), BadRequest>(())
/// ```
pub trait FromBody: Sized {
    /// Reads the value that a route sends.
    ///
    /// ```
    /// use graph_runtime::{Content, server::{BadRequest, FromBody}};
    /// let body = |text: &str| Content::new("application/json", text);
    /// assert_eq!(bool::from_body(body("true"))?, true);
    /// let error = bool::from_body(body(r#""yes""#)).expect_err("it is of another type");
    /// assert!(matches!(error, BadRequest::Body { .. }) && error.status() == 400);
    /// # Ok::<(), BadRequest>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the body is missing, or does not fit the type.
    fn from_body(body: Content) -> Result<Self, BadRequest>;
}

/// The body is read as JSON, even without a media type.
impl<T: Value> FromBody for T {
    fn from_body(body: Content) -> Result<Self, BadRequest> {
        let json = json(&body)?;
        let mut reader = Deserializer::new(SliceRead::new(json));
        let value = read::deserialize_value(&mut reader).and_then(|value| reader.end().map(|()| value));
        value.map_err(|source| BadRequest::Body { source })
    }
}

/// The body is read as JSON. `None` means that the request has no body.
impl<T: Value> FromBody for Option<T> {
    fn from_body(body: Content) -> Result<Self, BadRequest> {
        if body.bytes.is_empty() { Ok(None) } else { T::from_body(body).map(Some) }
    }
}

/// The body is taken as it is, with any media type.
impl FromBody for Content {
    fn from_body(body: Content) -> Result<Self, BadRequest> {
        Ok(body)
    }
}

fn json(body: &Content) -> Result<&[u8], BadRequest> {
    if body.bytes.is_empty() {
        return Err(BadRequest::MissingBody);
    }
    match &body.content_type {
        Some(found) if !is_json(found) => Err(BadRequest::MediaType { found: found.clone() }),
        _ => Ok(without_mark(&body.bytes)),
    }
}

/// Whether a media type is JSON, or a format based on JSON.
///
/// ```
/// use graph_runtime::server::is_json;
///
/// assert!(is_json("application/json; charset=utf-8") && is_json("application/problem+json"));
/// assert!(!is_json("text/plain"));
/// ```
#[must_use]
pub fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "application/json" || essence.ends_with("+json")
}
