//! Adapters: routes sent with a client that the caller brings.
//!
//! In: a route, a service root, a hook for the token. Out: what the route returns, or why there is none.
//! Invariant: the token goes with requests under the service root only; a request is sent again only when the caller asked
//! for that and the service said when.
//!
//! | feature | adapter | the caller brings |
//! |---|---|---|
//! | `reqwest` | [`client::reqwest::Client`](reqwest::Client), asynchronous | a `reqwest::Client` |
//! | `ureq` | [`client::ureq::Client`](ureq::Client), blocking | a `ureq::Agent` |
//!
//! Neither feature brings TLS: choose it with the features of the client itself.

#[cfg(feature = "reqwest")]
pub mod reqwest;
#[cfg(feature = "ureq")]
pub mod ureq;

use crate::{Error, ODataError, RequestError, RetryAfter};
use http::{HeaderValue, Request, Response, StatusCode, header::AUTHORIZATION};
use std::{fmt, time::Duration};

/// Waits longer than this are the caller's to decide: the answer comes back as an error, with its `Retry-After`.
pub const LONGEST_WAIT: Duration = Duration::from_secs(300);

/// Why a route has no result; `T` is the error of the client. The message has that of the error within, and the source is what
/// is behind that one.
///
/// ```
/// use graph_runtime::{Error, client::SendError, http::Response, ODataError};
///
/// let response = Response::builder().status(404).body(br#"{"error":{"code":"NotFound"}}"#.to_vec())?;
/// let error = SendError::<std::io::Error>::Response(Error::Service(Box::new(ODataError::from_response(response))));
/// assert!(error.service().is_some_and(|error| error.has_code("notFound")));
/// # Ok::<(), graph_runtime::http::Error>(())
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum SendError<T> {
    /// The request cannot be built, or a link to a next page is refused.
    Request(RequestError),
    /// The hook gave no token, or one that is no header.
    Token(Box<dyn std::error::Error + Send + Sync>),
    /// The request was not answered.
    Transport(T),
    /// The answer is not what the route returns; mostly an error of the service.
    Response(Error),
}

impl<T> SendError<T> {
    /// What the service said, if it said that the request failed.
    pub fn service(&self) -> Option<&ODataError> {
        match self {
            Self::Response(error) => error.service(),
            Self::Request(_) | Self::Token(_) | Self::Transport(_) => None,
        }
    }
}

impl<T: fmt::Display> fmt::Display for SendError<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(error) => write!(formatter, "the request cannot be built: {error}"),
            Self::Token(error) => write!(formatter, "there is no token: {error}"),
            Self::Transport(error) => write!(formatter, "the request was not answered: {error}"),
            Self::Response(error) => error.fmt(formatter),
        }
    }
}

impl<T: std::error::Error + 'static> std::error::Error for SendError<T> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            // Each message has the error's own: a report of the chain would say it twice.
            Self::Request(error) => std::error::Error::source(error),
            Self::Token(error) => error.source(),
            Self::Transport(error) => error.source(),
            Self::Response(error) => std::error::Error::source(error),
        }
    }
}

impl<T> From<RequestError> for SendError<T> {
    fn from(error: RequestError) -> Self {
        Self::Request(error)
    }
}

impl<T> From<Error> for SendError<T> {
    fn from(error: Error) -> Self {
        Self::Response(error)
    }
}

/// Sets the token, unless the route has a header `Authorization` of its own.
fn authorize<T>(request: &mut Request<Vec<u8>>, token: &str) -> Result<(), SendError<T>> {
    if !request.headers().contains_key(AUTHORIZATION) {
        let mut value =
            HeaderValue::from_str(&format!("Bearer {token}")).map_err(|error| SendError::Token(error.into()))?;
        value.set_sensitive(true);
        request.headers_mut().insert(AUTHORIZATION, value);
    }
    Ok(())
}

/// How long to wait before the request is sent again: as long as the service says, if it is busy and says so in seconds.
fn wait(response: &Response<Vec<u8>>) -> Option<Duration> {
    if !matches!(response.status(), StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE) {
        return None;
    }
    match RetryAfter::of(response.headers()) {
        Some(RetryAfter::Delay(delay)) if delay <= LONGEST_WAIT => Some(delay),
        Some(RetryAfter::Delay(_) | RetryAfter::Date(_)) | None => None,
    }
}
