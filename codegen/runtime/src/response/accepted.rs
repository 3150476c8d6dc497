//! Responses to requests on which the service still works, usually with status 202.
//!
//! In: a response, usually with status 202. Out: the URL of the long-running operation, and how long to wait before
//! asking for its state. Invariant: a response without the URL is not an error, and all headers are kept.

use super::byte_order_mark::without_mark;
use crate::{Error, FromResponse, RetryAfter};
use http::{HeaderMap, Response, StatusCode};
use serde_json::Value as Json;
use std::marker::PhantomData;

/// Headers with the address of the operation, the standard one first.
const LOCATIONS: [&str; 3] = ["location", "operation-location", "azure-asyncoperation"];

/// The response to a request that the service has accepted and still works on. A request to the URL in
/// [`location`](Self::location) returns the state of the work. `S` is the type of this state, as which
/// [`Operation::typed_state`](crate::Operation::typed_state) reads it.
///
/// ```
/// use graph_runtime::{Accepted, FromResponse, RetryAfter, http::Response};
/// use std::time::Duration;
///
/// let response = Response::builder()
///     .status(202)
///     .header("location", "https://graph.microsoft.com/v1.0/me/operations/7")
///     .header("retry-after", "30")
///     .body(Vec::new())?;
/// let accepted: Accepted = Accepted::from_response(response)?;
/// assert_eq!(accepted.location.as_deref(), Some("https://graph.microsoft.com/v1.0/me/operations/7"));
/// assert_eq!(accepted.retry_after, Some(RetryAfter::Delay(Duration::from_secs(30))));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Accepted<S = Json> {
    /// The status of the response, usually 202.
    pub status: StatusCode,
    /// The URL of the operation, from the first of these headers that the response has: `Location`,
    /// `Operation-Location`, `Azure-AsyncOperation`.
    pub location: Option<String>,
    /// The time to wait before the first request for the state.
    pub retry_after: Option<RetryAfter>,
    /// All headers of the response, also those that are in other fields.
    pub headers: HeaderMap,
    /// The JSON body of the response; `None` if the response has no JSON body.
    pub body: Option<Json>,
    state: PhantomData<fn() -> S>,
}

impl<S> FromResponse for Accepted<S> {
    type Item = Self;
    const ACCEPT: Option<&'static str> = None;

    fn from_response(response: Response<Vec<u8>>) -> Result<Self, Error> {
        let (parts, body) = response.into_parts();
        let header = |name: &str| parts.headers.get(name)?.to_str().ok();
        let location = LOCATIONS.iter().find_map(|name| header(name)).map(str::to_owned);
        Ok(Self {
            status: parts.status,
            location,
            retry_after: RetryAfter::from_headers(&parts.headers),
            headers: parts.headers,
            body: serde_json::from_slice(without_mark(&body)).ok(),
            state: PhantomData,
        })
    }
}

/// Makes the response with which a server says that it has started an operation: status 202, and the given URL as
/// `location`.
impl<S> From<String> for Accepted<S> {
    fn from(location: String) -> Self {
        Self {
            status: StatusCode::ACCEPTED,
            location: Some(location),
            retry_after: None,
            headers: HeaderMap::new(),
            body: None,
            state: PhantomData,
        }
    }
}
