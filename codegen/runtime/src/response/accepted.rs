//! Operations that continue after the response.
//!
//! In: a response, usually with status 202. Out: the address of the operation, and when to ask for its state.
//! Invariant: a response without such headers is accepted too; all its headers are kept.

use super::byte_order_mark::without_mark;
use crate::{Error, FromResponse, RetryAfter};
use http::{HeaderMap, Response, StatusCode};
use serde_json::Value as Json;

/// Headers with the address of the operation, the standard one first.
const LOCATIONS: [&str; 3] = ["location", "operation-location", "azure-asyncoperation"];

/// The response to a request that the service has accepted and still works on.
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
/// let accepted = Accepted::from_response(response)?;
/// assert_eq!(accepted.location.as_deref(), Some("https://graph.microsoft.com/v1.0/me/operations/7"));
/// assert_eq!(accepted.retry_after, Some(RetryAfter::Delay(Duration::from_secs(30))));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Accepted {
    /// The status of the response.
    pub status: StatusCode,
    /// The address of the operation: the header `Location`, or `Operation-Location`.
    pub location: Option<String>,
    /// The time to wait before the first request for the state.
    pub retry_after: Option<RetryAfter>,
    /// The headers of the response.
    pub headers: HeaderMap,
    /// The JSON body, if there is one.
    pub body: Option<Json>,
}

impl FromResponse for Accepted {
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
        })
    }
}

/// The response of a server whose operation has its state at this address.
impl From<String> for Accepted {
    fn from(location: String) -> Self {
        Self { status: StatusCode::ACCEPTED, location: Some(location), ..Self::default() }
    }
}
