//! Writes the value of a route as a response.
//!
//! In: the value that a route returns, or an error. Out: an `http::Response`. Invariant: a client that reads the
//! response by the same route gets the same value. The status is a documented one if any of them fits the value.

use crate::server::request::headers::is_about_the_message;
use crate::{Accepted, Content, Model, ODataError, Redirect, RetryAfter, View};
use http::{
    HeaderValue, Response, StatusCode,
    header::{CONTENT_TYPE, LOCATION, RETRY_AFTER},
};
use serde_json::Value as Json;

/// A type that is written as a successful response: the inverse of [`FromResponse`](crate::FromResponse).
///
/// ```
/// use graph_runtime::{Content, Redirect, server::ToResponse};
///
/// // The first documented status that fits what there is to say.
/// assert_eq!(().to_response(&[200, 204])?.status(), 204);
/// assert_eq!(5_i64.to_response(&[200])?.body(), b"5");
/// assert_eq!(Content::new("text/csv", "a,b").to_response(&[200])?.headers()["content-type"], "text/csv");
/// let redirect = Redirect { location: "https://x/file".into() }.to_response(&[302])?;
/// assert_eq!((redirect.status().as_u16(), &redirect.headers()["location"]), (302, &"https://x/file".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait ToResponse {
    /// Writes the response. Its status is one of `success`, the documented statuses of the route, if any of them fits
    /// the value. Otherwise it is the usual one, such as 200.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::server::ToResponse;
    /// let message = Message { subject: Some("a".into()), ..Message::default() };
    /// let response = message.to_response(&[201])?;
    /// assert_eq!((response.status().as_u16(), &response.body()[..]), (201, &br#"{"subject":"a"}"#[..]));
    /// # Ok::<(), Box<graph_runtime::ODataError>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the value cannot be written. The status is then 500.
    fn to_response(&self, success: &[u16]) -> Result<Response<Vec<u8>>, Box<ODataError>>;
}

/// Without a value there is no body. The status is 204 if that is documented, or else the first status.
impl ToResponse for () {
    fn to_response(&self, success: &[u16]) -> Result<Response<Vec<u8>>, Box<ODataError>> {
        let status = success.iter().find(|status| **status == 204).or(success.first());
        Ok(response(status.copied().unwrap_or(204), Vec::new()))
    }
}

/// An object is written as JSON.
impl<T: Model> ToResponse for T {
    fn to_response(&self, success: &[u16]) -> Result<Response<Vec<u8>>, Box<ODataError>> {
        json(View::Object(self), success)
    }
}

/// `None` is written without a body.
impl<T: ToResponse> ToResponse for Option<T> {
    fn to_response(&self, success: &[u16]) -> Result<Response<Vec<u8>>, Box<ODataError>> {
        match self {
            Some(value) => value.to_response(success),
            None => ().to_response(success),
        }
    }
}

/// The body is the number in digits, as in responses of `/$count`.
impl ToResponse for i64 {
    fn to_response(&self, success: &[u16]) -> Result<Response<Vec<u8>>, Box<ODataError>> {
        let response = response(with_body(success), self.to_string().into_bytes());
        typed(response, "text/plain")
    }
}

/// Bytes are written unchanged, with their media type.
impl ToResponse for Content {
    fn to_response(&self, success: &[u16]) -> Result<Response<Vec<u8>>, Box<ODataError>> {
        let response = response(with_body(success), self.bytes.clone());
        match &self.content_type {
            Some(content_type) => typed(response, content_type),
            None => Ok(response),
        }
    }
}

/// An accepted long-running operation is written as the header `Location`, which has the address of its status, with
/// its other headers and its body. The status is 202 if that is documented, or else the first documented status.
impl<S> ToResponse for Accepted<S> {
    fn to_response(&self, success: &[u16]) -> Result<Response<Vec<u8>>, Box<ODataError>> {
        let body = self.body.as_ref().map(|body| body.to_string().into_bytes());
        let status = if success.contains(&202) { 202 } else { success.first().copied().unwrap_or(202) };
        let mut response = response(status, Vec::new());
        for (name, value) in self.headers.iter().filter(|(name, _)| !is_about_the_message(name)) {
            response.headers_mut().append(name, value.clone());
        }
        if let Some(location) = &self.location {
            response.headers_mut().insert(LOCATION, header(location)?);
        }
        if let Some(retry_after) = self.retry_after {
            response.headers_mut().insert(RETRY_AFTER, header(&retry_after.to_text())?);
        }
        match body {
            Some(body) => typed(response.map(|_| body), JSON),
            None => Ok(response),
        }
    }
}

/// A redirect is written as the header `Location`. The status is the first documented one from 300 to 399, or else 302.
impl ToResponse for Redirect {
    fn to_response(&self, success: &[u16]) -> Result<Response<Vec<u8>>, Box<ODataError>> {
        let status = success.iter().find(|status| (300..400).contains(*status));
        let mut response = response(status.copied().unwrap_or(302), Vec::new());
        response.headers_mut().insert(LOCATION, header(&self.location)?);
        Ok(response)
    }
}

impl ODataError {
    /// The response for this error. It has the `headers` of the error, except those that concern the transmission or
    /// the body, such as `Content-Length`. The body is JSON with code, message, target, details and inner error. If the
    /// error has none of these, it is the `body` of the error.
    ///
    /// ```
    /// use graph_runtime::{ODataError, http::StatusCode};
    ///
    /// let error = ODataError::new(StatusCode::CONFLICT, "nameAlreadyExists", "There is one.");
    /// let again = ODataError::from_response(error.to_response());
    /// assert_eq!((again.status, again.code, again.message), (error.status, error.code, error.message));
    /// ```
    #[must_use]
    pub fn to_response(&self) -> Response<Vec<u8>> {
        let said = self.code.is_some() || self.message.is_some() || self.target.is_some() || self.inner_error.is_some();
        let body = if said || !self.details.is_empty() { self.document() } else { self.body.clone() };
        let mut response = Response::new(body);
        *response.status_mut() = self.status;
        for (name, value) in self.headers.iter().filter(|(name, _)| !is_about_the_message(name)) {
            response.headers_mut().append(name, value.clone());
        }
        if said {
            response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(JSON));
        }
        let retry_after = self.retry_after.map(RetryAfter::to_text);
        let ids = [("request-id", &self.request_id), ("client-request-id", &self.client_request_id)];
        for (name, value) in ids.into_iter().chain([(RETRY_AFTER.as_str(), &retry_after)]) {
            // Leaves out a value that a header cannot contain.
            if let (Some(Ok(value)), Ok(name)) = (value.as_deref().map(HeaderValue::from_str), name.parse()) {
                let name: http::HeaderName = name;
                response.headers_mut().insert(name, value);
            }
        }
        response
    }

    fn document(&self) -> Vec<u8> {
        let mut error = serde_json::Map::new();
        // OData requires both a code and a message.
        error.insert("code".to_owned(), self.code.clone().unwrap_or_default().into());
        error.insert("message".to_owned(), self.message.clone().unwrap_or_default().into());
        if let Some(target) = &self.target {
            error.insert("target".to_owned(), target.clone().into());
        }
        let detail = |detail: &crate::ErrorDetail| {
            let members = [("code", &detail.code), ("message", &detail.message), ("target", &detail.target)];
            let given = members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value.clone()?.into())));
            Json::Object(given.collect())
        };
        if !self.details.is_empty() {
            error.insert("details".to_owned(), self.details.iter().map(detail).collect());
        }
        if let Some(inner) = &self.inner_error {
            error.insert("innerError".to_owned(), inner.clone());
        }
        serde_json::json!({ "error": error }).to_string().into_bytes()
    }
}

const JSON: &str = "application/json";

/// The first documented status of success other than 204 and 205, whose responses have no body; 200 if there is none.
fn with_body(success: &[u16]) -> u16 {
    let status = success.iter().find(|status| (200..300).contains(*status) && !matches!(status, 204 | 205));
    status.copied().unwrap_or(200)
}

fn json(view: View<'_>, success: &[u16]) -> Result<Response<Vec<u8>>, Box<ODataError>> {
    let body = serde_json::to_vec(&view).map_err(|error| unwritable(&error.to_string()))?;
    typed(response(with_body(success), body), JSON)
}

fn typed(mut response: Response<Vec<u8>>, content_type: &str) -> Result<Response<Vec<u8>>, Box<ODataError>> {
    response.headers_mut().insert(CONTENT_TYPE, header(content_type)?);
    Ok(response)
}

fn header(value: &str) -> Result<HeaderValue, Box<ODataError>> {
    HeaderValue::from_str(value).map_err(|_| unwritable(&format!("{value:?} is no value of a header")))
}

fn response(status: u16, body: Vec<u8>) -> Response<Vec<u8>> {
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    response
}

fn unwritable(reason: &str) -> Box<ODataError> {
    let message = format!("the answer cannot be written: {reason}");
    Box::new(ODataError::new(StatusCode::INTERNAL_SERVER_ERROR, "internalServerError", message))
}
