//! The error for a response that cannot be read as the value that its route returns.
//!
//! In: a response. Out: the reason, with status, headers and body.
//! Invariant: every error has the headers of its response.

mod envelope;
mod error_detail;
mod odata_error;
mod retry_after;

pub use error_detail::ErrorDetail;
pub use odata_error::ODataError;
pub use retry_after::RetryAfter;

use http::{HeaderMap, Response, StatusCode};
use std::fmt;

/// Why a response cannot be read as the value that its route returns.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::{Error, Route, http::Response};
///
/// let answer = |status, body: &str| Response::builder().status(status).body(body.as_bytes().to_vec());
/// let route = ListMessages::me_messages();
///
/// let refused = route.response(answer(404, r#"{"error":{"code":"itemNotFound","message":"Gone."}}"#)?);
/// match refused.expect_err("the service refused it") {
///     Error::Service(error) => assert_eq!(error.message.as_deref(), Some("Gone.")),
///     other => panic!("{other}"),
/// }
/// let unreadable = route.response(answer(200, "<html>")?).expect_err("no JSON");
/// assert!(matches!(&unreadable, Error::Decode { body, .. } if body == b"<html>"));
/// assert_eq!((unreadable.status().as_u16(), unreadable.service()), (200, None));
/// # Ok::<(), graph_runtime::http::Error>(())
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The service refused the request or failed.
    Service(Box<ODataError>),
    /// The service accepted a long-running operation, and the operation failed later.
    Failed(Box<ODataError>),
    /// The status is a success, but the body cannot be read as the type that the route returns.
    #[non_exhaustive]
    Decode {
        /// The status of the response.
        status: StatusCode,
        /// The headers of the response.
        headers: Box<HeaderMap>,
        /// What is wrong with the body.
        source: serde_json::Error,
        /// The body as it was received.
        body: Vec<u8>,
    },
    /// The status is a success, but the response has no body, and the route returns a value.
    #[non_exhaustive]
    Empty {
        /// The status of the response.
        status: StatusCode,
        /// The headers of the response.
        headers: Box<HeaderMap>,
    },
    /// The response to a batch request has no entry for this route.
    #[non_exhaustive]
    Missing {
        /// The status of the response to the whole batch.
        status: StatusCode,
        /// The headers of the response to the whole batch.
        headers: Box<HeaderMap>,
    },
    /// The status is neither a success nor an error, for instance a redirect; or the response lacks the header
    /// `Location`, and the route returns a [`Redirect`](crate::Redirect).
    #[non_exhaustive]
    Unexpected {
        /// The status of the response.
        status: StatusCode,
        /// The headers of the response.
        headers: Box<HeaderMap>,
        /// The body as it was received.
        body: Vec<u8>,
    },
}

impl Error {
    /// The headers of the response.
    ///
    /// ```
    /// use graph_runtime::{Error, FromResponse, ODataValue, http::Response};
    /// let empty = Response::builder().header("request-id", "7").body(Vec::new())?;
    /// let error = ODataValue::<i32>::from_response(empty).expect_err("no body");
    /// assert_eq!(error.headers()["request-id"], "7");
    /// # Ok::<(), graph_runtime::http::Error>(())
    /// ```
    pub fn headers(&self) -> &HeaderMap {
        match self {
            Self::Service(error) | Self::Failed(error) => &error.headers,
            Self::Decode { headers, .. }
            | Self::Empty { headers, .. }
            | Self::Missing { headers, .. }
            | Self::Unexpected { headers, .. } => headers,
        }
    }

    /// The status of the response.
    ///
    /// ```
    /// use graph_runtime::{Error, FromResponse, ODataValue, http::Response};
    /// let error = ODataValue::<i32>::from_response(Response::new(b"<html>".to_vec())).expect_err("no JSON");
    /// assert_eq!(error.status(), 200);
    /// ```
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Service(error) | Self::Failed(error) => error.status,
            Self::Decode { status, .. }
            | Self::Empty { status, .. }
            | Self::Missing { status, .. }
            | Self::Unexpected { status, .. } => *status,
        }
    }

    /// The error that the service reported: the content of [`Error::Service`] or [`Error::Failed`].
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Route, http::Response};
    /// let gone = Response::builder().status(404).body(br#"{"error":{"code":"itemNotFound"}}"#.to_vec())?;
    /// let error = ListMessages::me_messages().response(gone).expect_err("the service refused it");
    /// assert!(error.service().is_some_and(|error| error.has_code("itemNotFound")));
    /// # Ok::<(), graph_runtime::http::Error>(())
    /// ```
    pub fn service(&self) -> Option<&ODataError> {
        match self {
            Self::Service(error) | Self::Failed(error) => Some(error),
            _ => None,
        }
    }

    /// The error for a response whose status is not a success: [`Error::Service`] for a status from 400 to 599, or else
    /// [`Error::Unexpected`].
    pub(crate) fn of(response: Response<Vec<u8>>) -> Self {
        if response.status().is_client_error() || response.status().is_server_error() {
            Self::Service(Box::new(ODataError::from_response(response)))
        } else {
            Self::unexpected(response)
        }
    }

    pub(crate) fn unexpected(response: Response<Vec<u8>>) -> Self {
        let (parts, body) = response.into_parts();
        Self::Unexpected { status: parts.status, headers: Box::new(parts.headers), body }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Service(error) => error.fmt(formatter),
            Self::Failed(error) => write!(formatter, "the operation failed: {error}"),
            Self::Decode { status, .. } => write!(formatter, "the body of the response ({status}) cannot be read"),
            Self::Empty { status, .. } => {
                write!(formatter, "the response ({status}) has no body, and the route returns one")
            }
            Self::Missing { status, .. } => {
                write!(formatter, "the response ({status}) to the batch does not answer the route")
            }
            Self::Unexpected { status, .. } => {
                write!(formatter, "the response ({status}) is not one the route returns")
            }
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Decode { source, .. } => Some(source),
            // `Service` and `Failed` have no source, because their own messages include the error of the service. The
            // other variants have no inner error.
            Self::Service(_)
            | Self::Failed(_)
            | Self::Empty { .. }
            | Self::Missing { .. }
            | Self::Unexpected { .. } => None,
        }
    }
}
