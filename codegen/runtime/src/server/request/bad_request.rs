//! The errors of reading a request as a route.
//!
//! In: the part of the request that is wrong. Out: an error that names this part, and the answer of a service.
//! Invariant: the message contains no value of a header.

use crate::ODataError;
use http::StatusCode;
use std::fmt;

/// Why a request cannot be read as a route.
///
/// ```
/// use graph_runtime::{ODataError, server::BadRequest};
///
/// let error = ODataError::from(BadRequest::MissingBody);
/// assert_eq!(error.to_string(), "400 Bad Request: badRequest: the request has no body");
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum BadRequest {
    /// The path matches no template of the route.
    Path,
    /// The request has another method than the route.
    Method,
    /// The value of the header is not text.
    #[non_exhaustive]
    Header {
        /// The name of the header.
        name: String,
    },
    /// The route sends a body, and the request has no body.
    MissingBody,
    /// The body is of another media type than JSON.
    #[non_exhaustive]
    MediaType {
        /// The media type of the request.
        found: String,
    },
    /// The body is not JSON, or does not deserialize.
    #[non_exhaustive]
    Body {
        /// The error of `serde_json`, which names line and column.
        source: serde_json::Error,
    },
}

/// The result of reading a request.
///
/// ```
/// use graph_runtime::{Content, server::{BadRequest, FromBody, RequestResult}};
/// let count: RequestResult<i64> = FromBody::from_body(Content::default());
/// assert!(matches!(count, RequestResult::Err(BadRequest::MissingBody)));
/// ```
pub type RequestResult<T> = Result<T, BadRequest>;

impl BadRequest {
    /// The status with which a service answers the bad request, such as 404 for a wrong path.
    ///
    /// ```
    /// assert_eq!(graph_runtime::server::BadRequest::Path.status(), 404);
    /// ```
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Path => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::MediaType { .. } => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Header { .. } | Self::MissingBody | Self::Body { .. } => StatusCode::BAD_REQUEST,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Path => "notFound",
            Self::Method => "methodNotAllowed",
            Self::MediaType { .. } => "unsupportedMediaType",
            Self::Header { .. } | Self::MissingBody | Self::Body { .. } => "badRequest",
        }
    }
}

impl From<BadRequest> for ODataError {
    fn from(error: BadRequest) -> Self {
        Self::new(error.status(), error.code(), error.to_string())
    }
}

impl fmt::Display for BadRequest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path => formatter.write_str("the path matches no template of the route"),
            Self::Method => formatter.write_str("the method is not that of the route"),
            Self::Header { name } => write!(formatter, "the value of the header `{name}` is no text"),
            Self::MissingBody => formatter.write_str("the request has no body"),
            Self::MediaType { found } => write!(formatter, "the body is of the media type {found:?}, not JSON"),
            Self::Body { source } => write!(formatter, "the body cannot be read: {source}"),
        }
    }
}

impl std::error::Error for BadRequest {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Body { source } => Some(source),
            Self::Path | Self::Method | Self::Header { .. } | Self::MissingBody | Self::MediaType { .. } => None,
        }
    }
}
