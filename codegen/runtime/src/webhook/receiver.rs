//! Answering the handshake, and telling notifications from forgeries.
//!
//! In: a request, and the client states of the subscriptions. Out: a response, or the notifications of a subscription.
//! Invariant: what comes back from the handshake is no page that a browser would show.

use super::Notification;
use crate::{Json, ODataError, response::byte_order_mark::without_mark};
use http::{
    HeaderValue, Method, Request, Response, StatusCode,
    header::{ALLOW, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS},
};
use percent_encoding::percent_decode_str;

/// What a service sent.
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
    /// There is nothing to do but to answer with this: to the handshake, or to what is no notification.
    Answer(Response<Vec<u8>>),
    /// Notifications, all with a client state of the receiver. Answer with [`Receiver::accepted`].
    Notifications(Vec<Notification>),
}

/// Reads what a service sends to the address of subscriptions.
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
    /// A receiver for subscriptions with this client state. An empty one is no secret, and nothing is accepted for it.
    ///
    /// ```
    /// use graph_runtime::webhook::Receiver;
    /// // The secret is not shown.
    /// assert_eq!(format!("{:?}", Receiver::new("a secret")), "Receiver { .. }");
    /// ```
    pub fn new(client_state: impl Into<String>) -> Self {
        Self::default().or(client_state)
    }

    /// Accepts this client state too, such as that of subscriptions made before the secret changed.
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

    /// Reads a request: with `validationToken` in its query the handshake, else notifications.
    ///
    /// The token is answered as plain text, decoded, with the characters escaped that mean something in HTML. A body that is
    /// none of notifications is answered with 400, another method than `POST` with 405, and notifications of which one has
    /// another client state with 403: the others of a genuine sender come again.
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
            let error =
                ODataError::new(StatusCode::METHOD_NOT_ALLOWED, "methodNotAllowed", "notifications are sent by POST");
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
            // All are compared, so that the time does not tell which one fits.
            self.client_states.iter().fold(false, |found, state| found | notification.has_client_state(state))
        };
        if !notifications.iter().all(is_genuine) {
            return refuse(StatusCode::FORBIDDEN, "forbidden", "a notification has another client state");
        }
        Received::Notifications(notifications)
    }

    /// The answer to notifications: 202.
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

/// The token of a query, decoded.
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

/// The notifications of a body: all of `value`, or nothing.
fn read(body: &[u8]) -> Option<Vec<Notification>> {
    let document: Json = serde_json::from_slice(without_mark(body)).ok()?;
    let items = document.get("value")?.as_array()?;
    items.iter().map(|item| serde_json::from_value(item.clone()).ok()).collect()
}
