//! A record of the requests to a service, for tests.
//!
//! In: each request with its answer. Out: which of them no page allows, and which documented routes no request used.

use super::Service;
use crate::server::Documented;
use http::{Method, StatusCode};
use std::fmt;

/// A request that a service received.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Received {
    /// The method.
    pub method: Method,
    /// Path and query.
    pub target: String,
    /// The body, up to 64 KiB.
    pub body: Vec<u8>,
    /// The page of the route that answered; `None` if no page documents the request.
    pub page: Option<&'static str>,
    /// The status of the answer.
    pub status: StatusCode,
}

/// The longest part of a body that is kept.
pub(super) const LONGEST: usize = 64 << 10;

/// The highest number of requests that are kept; later ones are not.
pub(super) const MOST: usize = 100_000;

/// `GET /me/messages?$top=1 200 api/user-list-messages.md`
impl fmt::Display for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let page = self.page.unwrap_or("no page");
        write!(f, "{} {} {} {page}", self.method, self.target, self.status.as_u16())
    }
}

impl Received {
    /// Whether no page documents the request.
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

impl Service {
    /// Records the requests that the service receives, up to a hundred thousand.
    ///
    /// ```
    /// # use graph_runtime::server::Service;
    /// assert!(Service::new(&[]).record().received().is_empty());
    /// ```
    #[must_use]
    pub fn record(mut self) -> Self {
        self.received = Some(std::sync::Mutex::default());
        self
    }

    /// The recorded requests in order, those of a batch each by itself.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{http::Request, server::{Documented, Service}};
    /// let service = Service::new(&[Documented::without_body::<ListMessages>(200)]).record();
    /// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    /// # runtime.block_on(async {
    /// service.respond(Request::get("/me/messages?$top=1").body(Vec::new())?).await;
    /// assert_eq!(service.received()[0].to_string(), "GET /me/messages?$top=1 200 api/user-list-messages.md");
    /// # Ok::<(), Box<dyn std::error::Error>>(()) })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn received(&self) -> Vec<Received> {
        let received = self.received.as_ref().map(|received| received.lock());
        received.map(|received| received.unwrap_or_else(std::sync::PoisonError::into_inner).clone()).unwrap_or_default()
    }

    /// The documented routes that no recorded request used, in the order of the table.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::server::{Documented, Service};
    /// let service = Service::new(&[Documented::without_body::<ListMessages>(200)]).record();
    /// let pages: Vec<&str> = service.untested().iter().map(|documented| documented.page).collect();
    /// assert_eq!(pages, ["api/user-list-messages.md"]);
    /// ```
    #[must_use]
    pub fn untested(&self) -> Vec<&Documented> {
        let received = self.received();
        let is_used = |documented: &Documented| {
            received.iter().any(|received| {
                let method = if received.method == Method::HEAD { &Method::GET } else { &received.method };
                received.page == Some(documented.page) && *method == documented.method
            })
        };
        self.operations
            .iter()
            .map(|operation| &operation.documented)
            .filter(|documented| !is_used(documented))
            .collect()
    }

    pub(super) fn note(&self, received: Received) {
        if let Some(list) = &self.received {
            let mut list = list.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            if list.len() < MOST {
                list.push(received);
            }
        }
    }
}
