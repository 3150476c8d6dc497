//! Errors of sending a route.
//!
//! In: an error of a token source, of a transport or of a route. Out: one error type with its message. Invariant:
//! [`SendError::service`] returns the error that the service reported, if it reported one.

use super::Failure;
use crate::{Error, Json, ODataError, RequestError};
use std::fmt;

/// The error of sending a route. Its message includes the message of the inner error;
/// [`source`](std::error::Error::source) therefore skips the inner error.
///
/// ```
/// use graph_runtime::{Error, client::SendError, http::Response, ODataError};
///
/// let response = Response::builder().status(404).body(br#"{"error":{"code":"NotFound"}}"#.to_vec())?;
/// let error = SendError::Response(Error::Service(Box::new(ODataError::from_response(response))));
/// assert!(error.service().is_some_and(|error| error.has_code("notFound")));
/// # Ok::<(), graph_runtime::http::Error>(())
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum SendError {
    /// The request cannot be built, or the client refuses an address that the service gave, such as a next link or a
    /// redirect.
    Request(RequestError),
    /// The token source returned no token, or a token that a header cannot contain.
    Token(Failure),
    /// There is no response, or only a part of one, or a file to upload cannot be read. The value is the original
    /// error, such as a `reqwest::Error`; `error.downcast_ref::<reqwest::Error>()` gives access to it.
    Transport(Failure),
    /// The response is not what the route returns: usually an error of the service.
    Response(Error),
    /// An item of a page is `null` or of another JSON type than the items of its collection.
    Misfit(Json),
}

impl SendError {
    /// The error of the service, if the service answered with one.
    ///
    /// ```
    /// use graph_runtime::{ODataError, RequestError, client::SendError, http::StatusCode};
    /// let busy = ODataError::new(StatusCode::TOO_MANY_REQUESTS, "tooManyRequests", "Slow down.");
    /// let error = SendError::Response(graph_runtime::Error::Service(Box::new(busy)));
    /// assert_eq!(error.service().map(|error| error.status.as_u16()), Some(429));
    /// // The service was not asked.
    /// assert!(SendError::Request(RequestError::ServiceRoot).service().is_none());
    /// ```
    pub fn service(&self) -> Option<&ODataError> {
        match self {
            Self::Response(error) => error.service(),
            Self::Request(_) | Self::Token(_) | Self::Transport(_) | Self::Misfit(_) => None,
        }
    }
}

impl fmt::Display for SendError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(error) => write!(formatter, "the request cannot be built: {error}"),
            Self::Token(error) => write!(formatter, "there is no token: {error}"),
            Self::Transport(error) => write!(formatter, "the request was not answered: {error}"),
            Self::Response(error) => error.fmt(formatter),
            Self::Misfit(_) => formatter.write_str("an item of a page is not of the type of its collection"),
        }
    }
}

impl std::error::Error for SendError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            // The message of this error already includes that of the inner error, so the source of the inner error is
            // returned.
            Self::Request(error) => std::error::Error::source(error),
            Self::Token(error) | Self::Transport(error) => error.source(),
            Self::Response(error) => std::error::Error::source(error),
            Self::Misfit(_) => None,
        }
    }
}

impl From<RequestError> for SendError {
    fn from(error: RequestError) -> Self {
        Self::Request(error)
    }
}

impl From<Error> for SendError {
    fn from(error: Error) -> Self {
        Self::Response(error)
    }
}
