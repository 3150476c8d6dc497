//! The error that a service answers with.
//!
//! In: a status, headers and a body. Out: what the service said about the failure.
//! Invariant: an error is read from any response; what is no OData error keeps its bytes.

use super::RetryAfter;
use crate::response::byte_order_mark::without_mark;
use http::{Response, StatusCode};
use serde_json::Value as Json;
use std::fmt;

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
    ///
    /// ```
    /// use graph_runtime::{ODataError, http::Response};
    /// let page = Response::builder().status(502).header("request-id", "7").body(b"<html>".to_vec())?;
    /// let error = ODataError::from_response(page);
    /// assert_eq!((error.code.as_deref(), error.request_id.as_deref()), (None, Some("7")));
    /// assert_eq!(error.body, b"<html>");
    /// # Ok::<(), graph_runtime::http::Error>(())
    /// ```
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
    ///
    /// ```
    /// use graph_runtime::{ODataError, http::Response};
    /// let body = r#"{"error":{"code":"BadRequest","innerError":{"code":"quotaLimitReached"}}}"#;
    /// let error = ODataError::from_response(Response::builder().status(400).body(body.as_bytes().to_vec())?);
    /// assert!(error.has_code("badRequest") && error.has_code("quotaLimitReached"));
    /// assert!(!error.has_code("quota"));
    /// # Ok::<(), graph_runtime::http::Error>(())
    /// ```
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
}
