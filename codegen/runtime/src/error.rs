//! What can go wrong with a response.
//!
//! In: a status, headers and a body. Out: what the service said about the failure.
//! Invariant: an error is read from any response; what is no OData error keeps its bytes.

use crate::Json;
use http::{HeaderMap, Response, StatusCode, header::RETRY_AFTER};
use std::{fmt, time};

/// A response that is not the one the route promises.
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
    /// The response succeeded, and its body is not what the route returns.
    #[non_exhaustive]
    Decode {
        /// The status of the response.
        status: StatusCode,
        /// What is wrong with the body.
        source: serde_json::Error,
        /// The body.
        body: Vec<u8>,
    },
    /// The response succeeded without a body, where the route returns something.
    #[non_exhaustive]
    Empty {
        /// The status of the response.
        status: StatusCode,
    },
    /// A batch was answered, and this route of it was not.
    #[non_exhaustive]
    Missing {
        /// The status of the response to the batch.
        status: StatusCode,
    },
    /// The response is neither a success nor an error: a redirect, for instance.
    #[non_exhaustive]
    Unexpected {
        /// The status of the response.
        status: StatusCode,
        /// The headers.
        headers: Box<HeaderMap>,
        /// The body.
        body: Vec<u8>,
    },
}

impl Error {
    /// The status of the response.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Service(error) => error.status,
            Self::Decode { status, .. }
            | Self::Empty { status }
            | Self::Missing { status }
            | Self::Unexpected { status, .. } => *status,
        }
    }

    /// What the service said, if it said that the request failed.
    pub fn service(&self) -> Option<&ODataError> {
        match self {
            Self::Service(error) => Some(error),
            _ => None,
        }
    }

    /// The error that a response is, whatever was asked.
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
            Self::Decode { status, .. } => write!(formatter, "the body of the response ({status}) cannot be read"),
            Self::Empty { status } => {
                write!(formatter, "the response ({status}) has no body, and the route returns one")
            }
            Self::Missing { status } => {
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
            // The message is that of the service's error already.
            Self::Service(_) | Self::Empty { .. } | Self::Missing { .. } | Self::Unexpected { .. } => None,
        }
    }
}

/// The error an OData service answers with.
///
/// ```
/// use graph_runtime::{ODataError, RetryAfter, http::Response};
///
/// let response = Response::builder()
///     .status(429)
///     .header("retry-after", "10")
///     .body(br#"{"error":{"code":"TooManyRequests","message":"Slow down."}}"#.to_vec())?;
/// let error = ODataError::from_response(response);
/// assert_eq!(error.code.as_deref(), Some("TooManyRequests"));
/// assert_eq!(error.retry_after, Some(RetryAfter::Delay(std::time::Duration::from_secs(10))));
/// assert_eq!(error.to_string(), "429 Too Many Requests: TooManyRequests: Slow down.");
/// # Ok::<(), graph_runtime::http::Error>(())
/// ```
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct ODataError {
    /// The status of the response.
    pub status: StatusCode,
    /// What kind of error it is.
    pub code: Option<String>,
    /// What happened, in words.
    pub message: Option<String>,
    /// What the error is about, such as the name of a property.
    pub target: Option<String>,
    /// The single errors behind this one.
    pub details: Vec<ErrorDetail>,
    /// What the service tells its developers.
    pub inner_error: Option<Json>,
    /// When the request may be sent again.
    pub retry_after: Option<RetryAfter>,
    /// The name the service gave the request.
    pub request_id: Option<String>,
    /// The name the client gave the request.
    pub client_request_id: Option<String>,
    /// The body as it came.
    pub body: Vec<u8>,
}

/// One of several errors.
///
/// ```
/// use graph_runtime::{ODataError, http::Response};
///
/// let body = r#"{"error":{"code":"invalid","details":[{"code":"tooLong","target":"subject","message":"At most 255."}]}}"#;
/// let error = ODataError::from_response(Response::builder().status(400).body(body.as_bytes().to_vec())?);
/// assert_eq!(error.details[0].code.as_deref(), Some("tooLong"));
/// assert_eq!(error.details[0].target.as_deref(), Some("subject"));
/// # Ok::<(), graph_runtime::http::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorDetail {
    /// What kind of error it is.
    pub code: Option<String>,
    /// What happened, in words.
    pub message: Option<String>,
    /// What the error is about.
    pub target: Option<String>,
}

/// The header `Retry-After`.
///
/// ```
/// use graph_runtime::{ODataError, RetryAfter, http::Response};
///
/// let date = "Wed, 21 Oct 2026 07:28:00 GMT";
/// let response = Response::builder().status(503).header("retry-after", date).body(Vec::new())?;
/// assert_eq!(ODataError::from_response(response).retry_after, Some(RetryAfter::Date(date.to_owned())));
/// # Ok::<(), graph_runtime::http::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RetryAfter {
    /// So long after the response.
    Delay(time::Duration),
    /// At this HTTP date, as it was received.
    Date(String),
}

impl ODataError {
    /// The error that a service answers with.
    ///
    /// ```
    /// use graph_runtime::{ODataError, http::StatusCode};
    ///
    /// let error = ODataError::new(StatusCode::NOT_FOUND, "itemNotFound", "There is no such item.");
    /// assert_eq!(error.to_string(), "404 Not Found: itemNotFound: There is no such item.");
    /// ```
    #[must_use]
    pub fn new(status: StatusCode, code: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            status,
            code: Some(code.into()),
            message: Some(message.into()),
            target: None,
            details: Vec::new(),
            inner_error: None,
            retry_after: None,
            request_id: None,
            client_request_id: None,
            body: Vec::new(),
        }
    }

    /// Reads the error of any response; a body that is no OData error is only kept.
    pub fn from_response(response: Response<Vec<u8>>) -> Self {
        let (parts, body) = response.into_parts();
        let document: Json = serde_json::from_slice(without_mark(&body)).unwrap_or_default();
        let error = document.get("error").unwrap_or(&Json::Null);
        let inner = member(error, "innerError");
        let header = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let id = |name: &str, other: &str| {
            header(name).or_else(|| inner.and_then(|inner| text(inner, name).or_else(|| text(inner, other))))
        };
        let details = error.get("details").and_then(Json::as_array).into_iter().flatten();
        Self {
            status: parts.status,
            // OAuth endpoints answer with a text in `error`, and with the words beside it.
            code: text(error, "code").or_else(|| error.as_str().map(str::to_owned)),
            message: text(error, "message")
                .or_else(|| error.get("message").and_then(|message| text(message, "value")))
                .or_else(|| text(&document, "error_description")),
            target: text(error, "target"),
            details: details
                .map(|detail| ErrorDetail {
                    code: text(detail, "code"),
                    message: text(detail, "message"),
                    target: text(detail, "target"),
                })
                .collect(),
            inner_error: inner.cloned(),
            retry_after: RetryAfter::of(&parts.headers),
            request_id: id("request-id", "requestId"),
            client_request_id: id("client-request-id", "clientRequestId"),
            body,
        }
    }

    /// Whether the error or one of its inner errors has this code, in any letter case.
    pub fn has_code(&self, code: &str) -> bool {
        let is = |found: &str| found.eq_ignore_ascii_case(code);
        let mut inner = self.inner_error.as_ref();
        let inner_codes = std::iter::from_fn(|| {
            let current = inner?;
            inner = member(current, "innerError");
            Some(current)
        });
        self.code.as_deref().is_some_and(is)
            || inner_codes.filter_map(|inner| inner.get("code")).filter_map(Json::as_str).any(is)
    }
}

/// The body as text: it mostly is, and a program that ends with the error shows it like this.
impl fmt::Debug for ODataError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ODataError")
            .field("status", &self.status)
            .field("code", &self.code)
            .field("message", &self.message)
            .field("target", &self.target)
            .field("details", &self.details)
            .field("inner_error", &self.inner_error)
            .field("retry_after", &self.retry_after)
            .field("request_id", &self.request_id)
            .field("client_request_id", &self.client_request_id)
            .field("body", &String::from_utf8_lossy(&self.body))
            .finish()
    }
}

impl RetryAfter {
    /// Reads the header, if it is there.
    pub(crate) fn of(headers: &HeaderMap) -> Option<Self> {
        let text = headers.get(RETRY_AFTER)?.to_str().ok()?;
        Some(match text.trim().parse() {
            Ok(seconds) => Self::Delay(time::Duration::from_secs(seconds)),
            Err(_) => Self::Date(text.to_owned()),
        })
    }
}

/// JSON text may start with a byte order mark, which JSON readers do not take.
pub(crate) fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body)
}

/// A member whose name services spell in different letter cases.
fn member<'j>(value: &'j Json, name: &str) -> Option<&'j Json> {
    let members = value.as_object()?;
    members.iter().find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

fn text(value: &Json, name: &str) -> Option<String> {
    value.get(name).and_then(Json::as_str).map(str::to_owned)
}

impl fmt::Display for ODataError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.status)?;
        for part in [&self.code, &self.message].into_iter().flatten() {
            write!(formatter, ": {part}")?;
        }
        Ok(())
    }
}

impl std::error::Error for ODataError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(body: &[u8]) -> ODataError {
        let mut response = Response::new(body.to_vec());
        *response.status_mut() = StatusCode::BAD_REQUEST;
        ODataError::from_response(response)
    }

    #[test]
    fn all_parts_are_read() {
        let error = error(
            br#"{"error":{"code":"badRequest","message":"No.","target":"mail","details":[{"code":"a","message":"b"},1],
                "innererror":{"code":"outer","request-id":"1","clientRequestId":"2","innerError":{"code":"Inner"}}}}"#,
        );
        assert_eq!(error.target.as_deref(), Some("mail"));
        assert_eq!(error.details.len(), 2);
        assert_eq!(error.details[0].message.as_deref(), Some("b"));
        assert_eq!((error.request_id.as_deref(), error.client_request_id.as_deref()), (Some("1"), Some("2")));
        assert!(error.has_code("BADREQUEST") && error.has_code("outer") && error.has_code("inner"));
        assert!(!error.has_code("other"));
    }

    #[test]
    fn any_body_is_an_error_that_keeps_it() {
        for body in
            [&b""[..], b"<html>", b"\xff\xfe", b"[1]", br#"{"error":[]}"#, br#"{"error":{"code":1,"details":{}}}"#]
        {
            let error = error(body);
            assert_eq!(error.body, body);
            assert_eq!(error.code, None);
            assert_eq!(error.to_string(), "400 Bad Request");
        }
        let oauth = error(br#"{"error":"invalid_grant","error_description":"Expired."}"#);
        assert_eq!(oauth.to_string(), "400 Bad Request: invalid_grant: Expired.");
    }

    #[test]
    fn a_date_to_retry_at_is_kept() {
        let date = "Fri, 31 Dec 1999 23:59:59 GMT";
        let response = Response::builder().status(503).header("Retry-After", date).body(Vec::new()).unwrap();
        assert_eq!(ODataError::from_response(response).retry_after, Some(RetryAfter::Date(date.into())));
    }
}
