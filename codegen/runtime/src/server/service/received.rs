//! A request that a service received.
//!
//! In: a request with its answer. Out: whether a page documents it, and a line for a log.

use http::{Method, StatusCode};
use std::fmt;

/// A request that a service received, as [`Service::received`](crate::server::Service::received) returns it.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::{http::Request, server::{Documented, Service}};
/// let service = Service::new(&[Documented::without_body::<ListMessages>(200)]).record();
/// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
/// # runtime.block_on(async {
/// service.respond(Request::get("/me/messages").body(Vec::new())?).await;
/// let received = &service.received()[0];
/// assert_eq!((received.page, received.status.as_u16()), (Some("api/user-list-messages.md"), 200));
/// # Ok::<(), Box<dyn std::error::Error>>(()) })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Received {
    /// The HTTP method of the request.
    pub method: Method,
    /// The path and query of the request, such as `/v1.0/me/messages?$top=1`.
    pub target: String,
    /// The first 64 KiB of the body of the request.
    pub body: Vec<u8>,
    /// The page of the route that answered, or `/$elsewhere/` for an address that the service itself gave out; `None`
    /// if no page documents the request.
    pub page: Option<&'static str>,
    /// The status of the answer that the service gave.
    pub status: StatusCode,
}

/// How many bytes of a body are kept.
pub(super) const LONGEST: usize = 64 << 10;

/// The highest number of requests that are kept; later requests are not kept.
pub(super) const MOST: usize = 100_000;

/// Writes a line such as `GET /me/messages?$top=1 200 api/user-list-messages.md`.
impl fmt::Display for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let page = self.page.unwrap_or("no page");
        write!(f, "{} {} {} {page}", self.method, self.target, self.status.as_u16())
    }
}

impl Received {
    /// Whether no page documents the request, which is usually a mistake of the client.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{http::Request, server::{Documented, Service}};
    /// let service = Service::new(&[Documented::without_body::<ListMessages>(200)]).record();
    /// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    /// # runtime.block_on(async {
    /// service.respond(Request::get("/me/mesages").body(Vec::new())?).await;
    /// assert!(service.received()[0].is_unexpected());
    /// # Ok::<(), Box<dyn std::error::Error>>(()) })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn is_unexpected(&self) -> bool {
        self.page.is_none()
    }
}
