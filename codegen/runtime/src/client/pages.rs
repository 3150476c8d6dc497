//! The pages of a collection, one after the other.
//!
//! In: a pager, and the client that sends what it asks for. Out: pages, until the last or an error.
//! Invariant: after an error nothing is sent.

use super::{
    SendError,
    service_client::{Client, Http},
};
use crate::{Page, Pager, Route, Value};
use http::{Request, Response};

/// The pages of a collection, as [`Client::pages`] gives them. With `ureq` they are an iterator, with `reqwest` there is
/// `next`; the modules of these names have examples.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// # mod service { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/service.rs")); } use service::serve;
/// # #[cfg(feature = "ureq")] {
/// use graph_runtime::client::Client;
/// # let (service_root, _) = serve(&["200 OK\n\n{\"value\":[]}"]);
/// let pages = Client::new(ureq::agent(), service_root).pages(ListMessages::me_messages());
/// assert_eq!(pages.count(), 1);
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Pages<H: Http, R> {
    pub(super) client: Client<H>,
    pager: Pager<R>,
    ended: bool,
}

impl<H: Http> Client<H> {
    /// The pages of a collection.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// # mod service { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/service.rs")); } use service::serve;
    /// # #[cfg(feature = "ureq")] {
    /// use graph_runtime::{Route, client::Client};
    /// # let (service_root, _) = serve(&["200 OK\n\n{\"value\":[{\"subject\":\"a\"}]}"]);
    /// let client = Client::new(ureq::agent(), service_root);
    /// for page in client.pages(ListMessages::me_messages().top(50)) {
    ///     assert_eq!(page?.value[0].subject.as_deref(), Some("a"));
    /// }
    /// # }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn pages<R>(&self, route: R) -> Pages<H, R> {
        self.resume(Pager::new(route, &*self.service_root))
    }

    /// The remaining pages of a pager.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// # mod service { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/service.rs")); } use service::serve;
    /// # #[cfg(feature = "ureq")] {
    /// use graph_runtime::{Pager, client::Client};
    /// # let (service_root, server) = serve(&["200 OK\n\n{\"value\":[]}"]);
    /// let link = format!("{service_root}/me/messages?$deltatoken=7");
    /// let pager = Pager::resume(ListMessages::me_messages(), &*service_root, &link);
    /// let client = Client::new(ureq::agent(), service_root);
    /// assert_eq!(client.resume(pager).count(), 1);
    /// # assert_eq!(server.join().expect("it ends")[0].line, "GET /v1.0/me/messages?$deltatoken=7 HTTP/1.1");
    /// # }
    /// ```
    pub fn resume<R>(&self, pager: Pager<R>) -> Pages<H, R> {
        Pages::new(self.clone(), pager)
    }
}

impl<H: Http, R> Pages<H, R> {
    pub(super) fn new(client: Client<H>, pager: Pager<R>) -> Self {
        Self { client, pager, ended: false }
    }

    /// The pager: it has the [cursor](Pager::cursor) to go on from later, and the [delta link](Pager::delta_link).
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// # mod service { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/service.rs")); } use service::serve;
    /// # #[cfg(feature = "ureq")] {
    /// use graph_runtime::client::Client;
    /// # let (service_root, _) = serve(&["200 OK\n\n{\"value\":[],\"@odata.nextLink\":\"ROOT/me/messages?$skip=1\"}"]);
    /// let mut pages = Client::new(ureq::agent(), service_root).pages(ListMessages::me_messages());
    /// pages.next();
    /// // To go on from here at another time.
    /// assert!(pages.pager().cursor().is_some_and(|link| link.ends_with("/me/messages?$skip=1")));
    /// # }
    /// ```
    pub fn pager(&self) -> &Pager<R> {
        &self.pager
    }
}

impl<H, T, R> Pages<H, R>
where
    H: Http,
    T: Value + Clone,
    R: Route<Response = Page<T>>,
{
    /// The request for the next page; `None` after the last, and after an error.
    pub(super) fn request<E>(&mut self) -> Option<Result<Request<Vec<u8>>, SendError<E>>> {
        if self.ended {
            return None;
        }
        self.pager.next_request().map(|request| request.map_err(SendError::Request))
    }

    /// The page in the response to the last request.
    pub(super) fn accept<E>(
        &mut self,
        response: Result<Response<Vec<u8>>, SendError<E>>,
    ) -> Result<Page<T>, SendError<E>> {
        let page = response.and_then(|response| self.pager.accept(response).map_err(SendError::Response));
        self.ended = page.is_err();
        page
    }
}
