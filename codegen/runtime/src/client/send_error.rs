//! Errors of sending a route.
//!
//! In: the error of the hook, of the client or of the route. Out: one error type with its message.
//! Invariant: an error that the service reports is told from an error of the client.

use crate::{Error, ODataError, RequestError};
use std::fmt;

/// The error of sending a route; `T` is the error type of the client. The message has the message of the inner error,
/// and the source is the source of the inner error.
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
    /// The hook returned no token, or a token that no header can have.
    Token(Box<dyn std::error::Error + Send + Sync>),
    /// The client received no response.
    Transport(T),
    /// The response is not what the route returns. Mostly it is an error of the service.
    Response(Error),
}

impl<T> SendError<T> {
    /// The error of the service, if the service answered with one.
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
            // The message already has that of the inner error, so a report of the chain must not repeat it.
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
