//! Why a route that was sent has no result.
//!
//! In: what went wrong on the way. Out: an error whose message says it once.
//! Invariant: what the service said is told from what the client did.

use crate::{Error, ODataError, RequestError};
use std::fmt;

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
    ///
    /// ```
    /// use graph_runtime::{ODataError, RequestError, client::SendError, http::StatusCode};
    /// let busy = ODataError::new(StatusCode::TOO_MANY_REQUESTS, "tooManyRequests", "Slow down.");
    /// let error = SendError::<std::io::Error>::Response(graph_runtime::Error::Service(Box::new(busy)));
    /// assert_eq!(error.service().map(|error| error.status.as_u16()), Some(429));
    /// // The service was not asked.
    /// assert!(SendError::<std::io::Error>::Request(RequestError::ServiceRoot).service().is_none());
    /// ```
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
