//! A client of one service.
//!
//! In: a client of the caller, a service root, a hook for the token. Out: what the adapters send with.
//! Invariant: `Debug` never shows the token.

use super::{SendError, wait};
use http::{HeaderValue, Request, Response, header::AUTHORIZATION};
use std::{
    fmt,
    sync::Arc,
    time::{Duration, SystemTime},
};

/// A client that routes can be sent with.
#[doc(hidden)]
pub trait Http: Clone {
    /// The hook for the token.
    type Hook: ?Sized;
}

/// A client of the caller with a service root and a hook for the token. Clones share them.
///
/// ```
/// # #[cfg(feature = "ureq")] {
/// use graph_runtime::client::Client;
/// let client = Client::new(ureq::agent(), "https://graph.microsoft.com/v1.0").retries(3);
/// // The token is not shown.
/// let shown = r#"Client { service_root: "https://graph.microsoft.com/v1.0", retries: 3, .. }"#;
/// assert_eq!(format!("{client:?}"), shown);
/// # }
/// ```
pub struct Client<H: Http> {
    pub(super) http: H,
    pub(super) service_root: Arc<str>,
    pub(super) token: Option<Arc<H::Hook>>,
    pub(super) retries: u32,
}

pub(super) type Failure = Box<dyn std::error::Error + Send + Sync>;

impl<H: Http> Client<H> {
    /// Sends with this client under this service root, without a token.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// # mod service { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/service.rs")); } use service::serve;
    /// # #[cfg(feature = "ureq")] {
    /// use graph_runtime::client::Client;
    /// # let (service_root, server) = serve(&["200 OK\n\n{\"value\":[]}"]);
    /// let client = Client::new(ureq::agent(), service_root);
    /// assert!(client.send(&ListMessages::me_messages())?.value.is_empty());
    /// # assert!(!server.join().expect("it ends")[0].headers.contains_key("authorization"));
    /// # }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(http: H, service_root: impl Into<Arc<str>>) -> Self {
        Self { http, service_root: service_root.into(), token: None, retries: 0 }
    }

    /// Sends a request up to this many times again when the service answers 429 or 503 with a `Retry-After` of at most
    /// [`LONGEST_WAIT`]. By default no request is sent again.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// # mod service { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/service.rs")); } use service::serve;
    /// # #[cfg(feature = "ureq")] {
    /// use graph_runtime::client::Client;
    /// # let (service_root, _) = serve(&["503 Busy\nretry-after: 0\n\n", "200 OK\n\n{\"value\":[]}"]);
    /// // A service that is busy at first:
    /// let client = Client::new(ureq::agent(), service_root).retries(1);
    /// assert!(client.send(&ListMessages::me_messages()).is_ok());
    /// # }
    /// ```
    #[must_use]
    pub fn retries(self, times: u32) -> Self {
        Self { retries: times, ..self }
    }

    /// The wait before the request is sent again, after it was sent this many times; `None` when it is not sent again.
    pub(super) fn pause(&self, response: &Response<Vec<u8>>, times: u32) -> Option<Duration> {
        if times > self.retries { None } else { wait::wait(response, SystemTime::now()) }
    }
}

impl<H: Http> Clone for Client<H> {
    fn clone(&self) -> Self {
        Self {
            http: self.http.clone(),
            service_root: Arc::clone(&self.service_root),
            token: self.token.clone(),
            retries: self.retries,
        }
    }
}

impl<H: Http> fmt::Debug for Client<H> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = &mut formatter.debug_struct("Client");
        shown.field("service_root", &self.service_root).field("retries", &self.retries).finish_non_exhaustive()
    }
}

/// Sets the token, unless the route has a header `Authorization` of its own.
pub(super) fn authorize<T>(request: &mut Request<Vec<u8>>, token: &str) -> Result<(), SendError<T>> {
    if !request.headers().contains_key(AUTHORIZATION) {
        let mut value =
            HeaderValue::from_str(&format!("Bearer {token}")).map_err(|error| SendError::Token(error.into()))?;
        value.set_sensitive(true);
        request.headers_mut().insert(AUTHORIZATION, value);
    }
    Ok(())
}
