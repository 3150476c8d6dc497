//! The pages of a collection, one after the other, as an iterator.
//!
//! In: a pager, and the client that sends its requests. Out: the pages or their items, up to the last one or to the
//! first error of a page. Invariant: after an error of a page no request is sent.

use super::Client;
use crate::{Json, Page, Pager, Route, Value, client::SendError};
use std::collections::VecDeque;

/// The pages of a collection, as returned by [`Client::pages`].
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::{client::blocking::Client, http::Response};
/// let fake = |_| Response::builder().body(r#"{"value":[]}"#);
/// let pages = Client::new(fake, "https://x").pages(ListMessages::me_messages());
/// assert_eq!(pages.count(), 1);
/// ```
#[derive(Clone, Debug)]
pub struct Pages<R> {
    client: Client,
    pager: Pager<R>,
    ended: bool,
}

impl Client {
    /// The pages of a collection, as an iterator.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Route, client::blocking::Client, http::Response};
    /// let fake = |_| Response::builder().body(r#"{"value":[{"subject":"a"}]}"#);
    /// let client = Client::new(fake, "https://graph.microsoft.com/v1.0");
    /// for message in client.pages(ListMessages::me_messages().top(50)).items() {
    ///     assert_eq!(message?.subject.as_deref(), Some("a"));
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn pages<R>(&self, route: R) -> Pages<R> {
        self.resume(Pager::new(route, self.service_root()))
    }

    /// The pages from `link` on, or all pages if `link` is `None`. `link` is the stored result of an earlier run: the
    /// [delta link](Pager::delta_link) if the program read all pages, or the [cursor](Pager::cursor) if it stopped
    /// before the last page.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{client::blocking::{Body, Client}, http::{Request, Response}};
    /// let fake = |request: Request<Body>| {
    ///     assert_eq!(request.uri().query(), Some("$deltatoken=7"));
    ///     Response::builder().body(r#"{"value":[]}"#)
    /// };
    /// let client = Client::new(fake, "https://x/v1.0");
    /// let stored = Some("https://x/v1.0/me/messages?$deltatoken=7");
    /// let mut pages = client.pages_from(ListMessages::me_messages(), stored);
    /// assert!(pages.next().expect("there is a page")?.value.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn pages_from<R>(&self, route: R, link: Option<&str>) -> Pages<R> {
        match link {
            Some(link) => self.resume(Pager::resume(route, self.service_root(), link)),
            None => self.pages(route),
        }
    }

    /// The remaining pages of a pager, which may have returned some pages already.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Pager, client::blocking::{Body, Client}, http::{Request, Response}};
    /// let fake = |request: Request<Body>| {
    ///     assert_eq!(request.uri().query(), Some("$deltatoken=7"));
    ///     Response::builder().body(r#"{"value":[]}"#)
    /// };
    /// let client = Client::new(fake, "https://x/v1.0");
    /// let stored = "https://x/v1.0/me/messages?$deltatoken=7";
    /// let mut pages = client.resume(Pager::resume(ListMessages::me_messages(), "https://x/v1.0", stored));
    /// assert!(pages.next().expect("there is a page")?.value.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn resume<R>(&self, pager: Pager<R>) -> Pages<R> {
        Pages::new(self.clone(), pager)
    }
}

impl<R> Pages<R> {
    pub(super) fn new(client: Client, pager: Pager<R>) -> Self {
        Self { client, pager, ended: false }
    }

    /// The pager, which has the links to store for a later run: the [cursor](Pager::cursor), from which reading can go
    /// on, and the [delta link](Pager::delta_link) after the last page.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{client::blocking::Client, http::Response};
    /// let more = r#"{"value":[],"@odata.nextLink":"https://x/me/messages?$skip=1"}"#;
    /// let client = Client::new(move |_| Response::builder().body(more), "https://x");
    /// let mut pages = client.pages(ListMessages::me_messages());
    /// pages.next();
    /// // To go on from here at another time.
    /// assert_eq!(pages.pager().cursor(), Some("https://x/me/messages?$skip=1"));
    /// ```
    pub fn pager(&self) -> &Pager<R> {
        &self.pager
    }
}

impl<T, R> Pages<R>
where
    T: Value + Clone,
    R: Route<Response = Page<T>>,
{
    /// The items of all pages, one after the other. An item that is `null` or has another JSON type than the items of
    /// the collection becomes the error [`SendError::Misfit`], after the other items of its page. The items of the next
    /// page follow.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{client::{SendError, blocking::Client}, http::Response};
    /// let fake = |_| Response::builder().body(r#"{"value":[{"subject":"a"},null,{"subject":"b"}]}"#);
    /// let client = Client::new(fake, "https://x");
    /// let items: Vec<_> = client.pages(ListMessages::me_messages()).items().collect();
    /// assert!(matches!(items[..], [Ok(_), Ok(_), Err(SendError::Misfit(_))]));
    /// ```
    pub fn items(self) -> Items<R, T> {
        Items { pages: self, items: VecDeque::new(), misfits: VecDeque::new() }
    }
}

impl<T, R> Iterator for Pages<R>
where
    T: Value + Clone,
    R: Route<Response = Page<T>>,
{
    type Item = Result<Page<T>, SendError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let request = self.pager.next_request()?.map_err(SendError::Request);
        let response = request.and_then(|request| self.client.deliver(request));
        let page = response.and_then(|response| self.pager.accept(response).map_err(SendError::Response));
        self.ended = page.is_err();
        Some(page)
    }
}

/// The items of all pages of a collection, as returned by [`Pages::items`].
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::{client::{SendError, blocking::{Client, Items}}, http::Response};
///
/// /// The subjects, up to an error.
/// fn subjects(items: Items<ListMessages, Message>) -> Result<Vec<String>, SendError> {
///     items.map(|item| item.map(|message| message.subject.unwrap_or_default())).collect()
/// }
///
/// let fake = |_| Response::builder().body(r#"{"value":[{"subject":"a"},{"subject":"b"}]}"#);
/// let client = Client::new(fake, "https://x");
/// assert_eq!(subjects(client.pages(ListMessages::me_messages()).items())?, ["a", "b"]);
/// # Ok::<(), SendError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Items<R, T> {
    pages: Pages<R>,
    items: VecDeque<T>,
    misfits: VecDeque<Json>,
}

impl<R, T> Items<R, T> {
    /// The pages that the items come from. The [cursor](Pager::cursor) of their pager points to the page after the one
    /// with the last returned item.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{client::blocking::Client, http::Response};
    /// # let fake = |_| Response::builder().body("");
    /// let items = Client::new(fake, "https://x").pages(ListMessages::me_messages()).items();
    /// assert_eq!(items.pages().pager().cursor(), None);
    /// ```
    pub fn pages(&self) -> &Pages<R> {
        &self.pages
    }
}

impl<T, R> Iterator for Items<R, T>
where
    T: Value + Clone,
    R: Route<Response = Page<T>>,
{
    type Item = Result<T, SendError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.items.pop_front() {
                return Some(Ok(item));
            }
            if let Some(misfit) = self.misfits.pop_front() {
                return Some(Err(SendError::Misfit(misfit)));
            }
            match self.pages.next()? {
                Ok(page) => {
                    self.misfits = page.misfits().cloned().collect();
                    self.items = page.value.into();
                }
                Err(error) => return Some(Err(error)),
            }
        }
    }
}
