//! The error that a service answers with.
//!
//! In: a status, headers and a body. Out: the error that the service reports. Invariant: any response can be read as an
//! error, which keeps all headers and the body.

use super::{
    ErrorDetail, RetryAfter,
    envelope::{Envelope, code_of, member, text_of},
};
use crate::response::byte_order_mark::without_mark;
use http::{
    HeaderMap, Response, StatusCode,
    header::{LOCATION, SET_COOKIE},
};
use serde_json::Value as Json;
use std::fmt;

/// The error that an OData service reports.
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
    /// The headers of the response.
    pub headers: HeaderMap,
    /// The code of the error, such as `itemNotFound`. A number is written as text.
    pub code: Option<String>,
    /// The message for people, such as `The item does not exist`.
    pub message: Option<String>,
    /// The part of the request that the error is about, such as the name of a property.
    pub target: Option<String>,
    /// The individual errors that this error summarises, such as one for each invalid property.
    pub details: Vec<ErrorDetail>,
    /// More about the error, for the developers of the service.
    pub inner_error: Option<Json>,
    /// The time after which the request may be repeated.
    pub retry_after: Option<RetryAfter>,
    /// The id that the service gave the request (header `request-id`, or else a member of the inner error). The support
    /// of the service asks for it.
    pub request_id: Option<String>,
    /// The id that the client gave the request, as the service repeats it (header `client-request-id`, or else a member
    /// of the inner error).
    pub client_request_id: Option<String>,
    /// The received body.
    pub body: Vec<u8>,
}

impl ODataError {
    /// Makes an error for the response of a server.
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
            headers: HeaderMap::new(),
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

    /// Reads the error of any response.
    ///
    /// The envelopes of OData 4 and OData 3 (`odata.error`), errors without an envelope, the answers of OAuth
    /// endpoints, and problem details (RFC 9457) are understood. Any other body is only in [`body`](Self::body).
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
        let (mut parts, body) = response.into_parts();
        let document: Json = serde_json::from_slice(without_mark(&body)).unwrap_or_default();
        let Envelope { code, message, target, details, inner_error } = Envelope::of(&document);
        let id = |name: &str, other: &str| {
            let header = parts.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
            header.or_else(|| text_of(inner_error.as_ref()?, &[name, other]))
        };
        let (request_id, client_request_id) =
            (id("request-id", "requestId"), id("client-request-id", "clientRequestId"));
        // A header value that is marked as sensitive is hidden by `Debug`.
        if let Some(cookies) = parts.headers.get_mut(SET_COOKIE) {
            cookies.set_sensitive(true);
        }
        Self {
            status: parts.status,
            retry_after: RetryAfter::from_headers(&parts.headers),
            headers: parts.headers,
            code,
            message,
            target,
            details,
            inner_error,
            request_id,
            client_request_id,
            body,
        }
    }

    /// The link in the header `Location`. If the delta token of a request has expired, the service answers `410 Gone`,
    /// and this link starts the delta query again from the beginning.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{ODataError, Pager, http::Response};
    /// let root = "https://graph.microsoft.com/v1.0";
    /// let gone = Response::builder().status(410).header("location", format!("{root}/me/messages?$deltatoken=new"));
    /// let error = ODataError::from_response(gone.body(Vec::new())?);
    /// let pager = Pager::resume(ListMessages::me_messages(), root, error.location().expect("a new start"));
    /// assert!(pager.cursor().is_some_and(|link| link.ends_with("=new")));
    /// # Ok::<(), graph_runtime::http::Error>(())
    /// ```
    #[must_use]
    pub fn location(&self) -> Option<&str> {
        self.headers.get(LOCATION)?.to_str().ok()
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
        self.code.as_deref().is_some_and(is) || inner_codes.filter_map(code_of).any(|code| is(&code))
    }
}

/// Shows the body as text.
impl fmt::Debug for ODataError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ODataError")
            .field("status", &self.status)
            .field("headers", &self.headers)
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
    fn all_parts_of_an_error_are_read() {
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
    fn any_body_is_kept_by_the_error() {
        for body in
            [&b""[..], b"<html>", b"\xff\xfe", b"[1]", br#"{"error":[]}"#, br#"{"error":{"code":{},"details":{}}}"#]
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
