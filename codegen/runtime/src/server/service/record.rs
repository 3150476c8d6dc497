//! Keeps the requests to a service, so that a test can look at them.
//!
//! In: each request with its answer. Out: all requests, and the documented routes that no request used.

use super::Service;
use super::received::{MOST, Received};
use crate::server::Documented;
use http::Method;

impl Service {
    /// Keeps the first hundred thousand requests that the service receives, for [`received`](Self::received) and
    /// [`untested`](Self::untested).
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

    /// The recorded requests in order. Each request of a batch is recorded by itself.
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
