//! Answers the handshake of a service, and rejects notifications without the client state of a subscription.
//!
//! In: a request, and the client states of the subscriptions. Out: a response, or the notifications of a subscription.
//! Invariant: no browser interprets the answer to the handshake as HTML.

use super::Notification;
use crate::{Json, ODataError, response::byte_order_mark::without_mark};
use http::{
    HeaderValue, Method, Request, Response, StatusCode,
    header::{ALLOW, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS},
};
use percent_encoding::percent_decode_str;

/// What [`Receiver::receive`] has read from a request to the address of a subscription: a handshake or notifications.
///
/// ```
/// use graph_runtime::{http::Request, webhook::{Received, Receiver}};
/// let forged = br#"{"value":[{"clientState":"guessed"}]}"#;
/// let received = Receiver::new("a secret").receive(&Request::post("/notify").body(forged.to_vec())?);
/// assert!(matches!(received, Received::Answer(answer) if answer.status() == 403));
/// # Ok::<(), graph_runtime::http::Error>(())
/// ```
#[derive(Clone, Debug)]
pub enum Received {
    /// The complete answer to a handshake, or to a request that the receiver rejects, such as one with a wrong client
    /// state. Send it and do nothing else.
    Answer(Response<Vec<u8>>),
    /// The notifications in the request. Each contains one of the client states that the receiver knows. Answer with
    /// [`Receiver::accepted`].
    Notifications(Vec<Notification>),
}

/// Reads the requests that a service sends to the address of a subscription.
///
/// ```
/// use graph_runtime::{http::Request, webhook::{Received, Receiver}};
/// let receiver = Receiver::new("a secret");
/// let body = br#"{"value":[{"clientState":"a secret","changeType":"deleted","resource":"groups('7')"}]}"#;
/// let Received::Notifications(notifications) = receiver.receive(&Request::post("/").body(body.to_vec())?) else {
///     panic!("they are genuine")
/// };
/// assert_eq!(notifications[0].resource_path().key("groups"), Some("7"));
/// # Ok::<(), graph_runtime::http::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct Receiver {
    client_states: Vec<String>,
}

impl Receiver {
    /// A receiver for subscriptions with this client state. An empty client state is not a secret, so it is ignored:
    /// the receiver accepts no notification with it.
    ///
    /// ```
    /// use graph_runtime::webhook::Receiver;
    /// // The secret is not shown.
    /// assert_eq!(format!("{:?}", Receiver::new("a secret")), "Receiver { .. }");
    /// ```
    pub fn new(client_state: impl Into<String>) -> Self {
        Self::default().or(client_state)
    }

    /// Also accepts this client state, for instance the client state of older subscriptions.
    ///
    /// ```
    /// use graph_runtime::{http::Request, webhook::{Received, Receiver}};
    /// let receiver = Receiver::new("new").or("old");
    /// let body = br#"{"value":[{"clientState":"old"},{"clientState":"new"}]}"#;
    /// let received = receiver.receive(&Request::post("/").body(body.to_vec())?);
    /// assert!(matches!(received, Received::Notifications(both) if both.len() == 2));
    /// # Ok::<(), graph_runtime::http::Error>(())
    /// ```
    #[must_use]
    pub fn or(mut self, client_state: impl Into<String>) -> Self {
        self.client_states.extend(Some(client_state.into()).filter(|state| !state.is_empty()));
        self
    }

    /// Reads a request: a handshake if its query has `validationToken`, else notifications.
    ///
    /// The answer to a handshake is the decoded token as plain text, with the special characters of HTML escaped. A
    /// request that is rejected is answered with one of these status codes:
    ///
    /// - 405: the method is not `POST`.
    /// - 400: the body is not a JSON object with a list `value` of notifications.
    /// - 403: at least one notification has no known client state. The receiver then returns none of the notifications
    ///   in the request; a service that repeats rejected requests sends the genuine ones again.
    ///
    /// ```
    /// use graph_runtime::{http::Request, webhook::{Received, Receiver}};
    /// let handshake = Request::post("/notify?validationToken=%3Cscript%3E").body(Vec::new())?;
    /// let Received::Answer(answer) = Receiver::new("a secret").receive(&handshake) else { panic!("it is a handshake") };
    /// assert_eq!((answer.status().as_u16(), &**answer.body()), (200, &b"&lt;script&gt;"[..]));
    /// assert_eq!(answer.headers()["content-type"], "text/plain; charset=utf-8");
    /// # Ok::<(), graph_runtime::http::Error>(())
    /// ```
    pub fn receive(&self, request: &Request<Vec<u8>>) -> Received {
        if request.method() != Method::POST {
            let error = ODataError::new(
                StatusCode::METHOD_NOT_ALLOWED,
                "methodNotAllowed",
                "the request of a notification is not a POST",
            );
            let mut answer = error.to_response();
            answer.headers_mut().insert(ALLOW, HeaderValue::from_static("POST"));
            return Received::Answer(answer);
        }
        if let Some(token) = token(request.uri().query().unwrap_or_default()) {
            return Received::Answer(handshake(&token));
        }
        let Some(notifications) = read(request.body()) else {
            return refuse(StatusCode::BAD_REQUEST, "badRequest", "the body has no notifications");
        };
        let is_genuine = |notification: &Notification| {
            // `fold` compares with every client state, so that the time does not reveal which one matches.
            self.client_states.iter().fold(false, |found, state| found | notification.has_client_state(state))
        };
        if !notifications.iter().all(is_genuine) {
            return refuse(StatusCode::FORBIDDEN, "forbidden", "the client state of a notification is wrong");
        }
        Received::Notifications(notifications)
    }

    /// The answer that confirms the receipt of notifications: status 202 (Accepted) without a body.
    ///
    /// ```
    /// assert_eq!(graph_runtime::webhook::Receiver::accepted().status(), 202);
    /// ```
    pub fn accepted() -> Response<Vec<u8>> {
        let mut answer = Response::new(Vec::new());
        *answer.status_mut() = StatusCode::ACCEPTED;
        answer
    }
}

impl std::fmt::Debug for Receiver {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Receiver").finish_non_exhaustive()
    }
}

fn refuse(status: StatusCode, code: &str, message: &str) -> Received {
    Received::Answer(ODataError::new(status, code, message).to_response())
}

/// The decoded value of `validationToken` in a query; `None` if the query does not have it.
fn token(query: &str) -> Option<String> {
    let options = query.split('&').filter_map(|option| option.split_once('='));
    let (_, value) = options.into_iter().find(|(name, _)| name.eq_ignore_ascii_case("validationToken"))?;
    Some(percent_decode_str(&value.replace('+', " ")).decode_utf8_lossy().into_owned())
}

fn handshake(token: &str) -> Response<Vec<u8>> {
    let mut text = String::with_capacity(token.len());
    for character in token.chars() {
        match character {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '"' => text.push_str("&quot;"),
            '\'' => text.push_str("&#39;"),
            other => text.push(other),
        }
    }
    let mut answer = Response::new(text.into_bytes());
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    answer
}

/// Reads the notifications in the list `value` of a body. Returns `None` if there is no such list, or if one of its
/// elements cannot be read as a notification.
fn read(body: &[u8]) -> Option<Vec<Notification>> {
    let document: Json = serde_json::from_slice(without_mark(body)).ok()?;
    let items = document.get("value")?.as_array()?;
    items.iter().map(|item| serde_json::from_value(item.clone()).ok()).collect()
}
