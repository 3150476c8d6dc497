//! The pages of a collection, one after the other, as a stream.
//!
//! In: a pager, and the client that sends its requests. Out: the pages or their items, up to the last one or to the
//! first error of a page. Invariant: after an error of a page no request is sent.

use super::{Client, SendError};
use crate::{Json, Page, Pager, Route, Value};
use futures_core::Stream;
use http::Response;
use std::{
    collections::VecDeque,
    fmt,
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll, ready},
};

type Answer = Pin<Box<dyn Future<Output = Result<Response<Vec<u8>>, SendError>> + Send>>;

/// The pages of a collection, as returned by [`Client::pages`]: a [`Stream`], with [`next`](Self::next) for programs
/// without a library of streams.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::{client::{Client, Pages, SendError}, http::Response};
///
/// /// How many there are.
/// async fn count(mut pages: Pages<ListMessages>) -> Result<usize, SendError> {
///     let mut count = 0;
///     while let Some(page) = pages.next().await {
///         count += page?.value.len();
///     }
///     Ok(count)
/// }
///
/// let fake = |_| async { Response::builder().body(r#"{"value":[{"subject":"a"},{"subject":"b"}]}"#) };
/// let client = Client::new(fake, "https://graph.microsoft.com/v1.0");
/// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
/// # runtime.block_on(async {
/// assert_eq!(count(client.pages(ListMessages::me_messages())).await?, 2);
/// # Ok::<(), Box<dyn std::error::Error>>(()) })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Pages<R> {
    client: Client,
    pager: Pager<R>,
    /// The future of the response with the next page, if its request was already sent.
    answer: Option<Answer>,
    ended: bool,
}

impl Client {
    /// The pages of a collection, as a stream.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Route, client::Client, http::Response};
    /// let fake = |_| async { Response::builder().body(r#"{"value":[{"subject":"a"}]}"#) };
    /// let client = Client::new(fake, "https://graph.microsoft.com/v1.0");
    /// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    /// # runtime.block_on(async {
    /// let mut messages = client.pages(ListMessages::me_messages().top(50)).items();
    /// while let Some(message) = messages.next().await {
    ///     assert_eq!(message?.subject.as_deref(), Some("a"));
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(()) })?;
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
    /// use graph_runtime::{client::{Body, Client}, http::{Request, Response}};
    /// let fake = |request: Request<Body>| async move {
    ///     assert_eq!(request.uri().query(), Some("$deltatoken=7"));
    ///     Response::builder().body(r#"{"value":[]}"#)
    /// };
    /// let client = Client::new(fake, "https://x/v1.0");
    /// let stored = Some("https://x/v1.0/me/messages?$deltatoken=7");
    /// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    /// # runtime.block_on(async {
    /// let mut pages = client.pages_from(ListMessages::me_messages(), stored);
    /// assert!(pages.next().await.expect("there is a page")?.value.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(()) })?;
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
    /// use graph_runtime::{Pager, client::{Body, Client}, http::{Request, Response}};
    /// let fake = |request: Request<Body>| async move {
    ///     assert_eq!(request.uri().query(), Some("$deltatoken=7"));
    ///     Response::builder().body(r#"{"value":[]}"#)
    /// };
    /// let client = Client::new(fake, "https://x/v1.0");
    /// let stored = "https://x/v1.0/me/messages?$deltatoken=7";
    /// let mut pages = client.resume(Pager::resume(ListMessages::me_messages(), "https://x/v1.0", stored));
    /// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    /// # runtime.block_on(async {
    /// assert!(pages.next().await.expect("there is a page")?.value.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(()) })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn resume<R>(&self, pager: Pager<R>) -> Pages<R> {
        Pages::new(self.clone(), pager)
    }
}

impl<R> Pages<R> {
    pub(super) fn new(client: Client, pager: Pager<R>) -> Self {
        Self { client, pager, answer: None, ended: false }
    }

    /// The pager, which has the links to store for a later run: the [cursor](Pager::cursor), from which reading can go
    /// on, and the [delta link](Pager::delta_link) after the last page.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{client::Client, http::Response};
    /// let more = r#"{"value":[],"@odata.nextLink":"https://x/me/messages?$skip=1"}"#;
    /// let client = Client::new(move |_| async move { Response::builder().body(more) }, "https://x");
    /// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    /// # runtime.block_on(async {
    /// let mut pages = client.pages(ListMessages::me_messages());
    /// pages.next().await;
    /// // To go on from here at another time.
    /// assert_eq!(pages.pager().cursor(), Some("https://x/me/messages?$skip=1"));
    /// # });
    /// # Ok::<(), std::io::Error>(())
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
    /// The next page; `None` after the last, and after an error.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{client::Client, http::Response};
    /// let fake = |_| async { Response::builder().body(r#"{"value":[{"subject":"a"}]}"#) };
    /// let mut pages = Client::new(fake, "https://x").pages(ListMessages::me_messages());
    /// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    /// # runtime.block_on(async {
    /// let page = pages.next().await.expect("there is a first page")?;
    /// assert_eq!(page.value[0].subject.as_deref(), Some("a"));
    /// assert!(pages.next().await.is_none());
    /// # Ok::<(), Box<dyn std::error::Error>>(()) })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub async fn next(&mut self) -> Option<Result<Page<T>, SendError>> {
        poll_fn(|context| self.poll_page(context)).await
    }

    /// The items of all pages, one after the other.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{client::{Client, SendError}, http::Response};
    /// let fake = |_| async { Response::builder().body(r#"{"value":[{"subject":"a"},null]}"#) };
    /// let mut items = Client::new(fake, "https://x").pages(ListMessages::me_messages()).items();
    /// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    /// # runtime.block_on(async {
    /// assert_eq!(items.next().await.expect("an item")?.subject.as_deref(), Some("a"));
    /// // The element `null` is not an item. It is returned as an error.
    /// assert!(matches!(items.next().await, Some(Err(SendError::Misfit(_)))));
    /// # Ok::<(), Box<dyn std::error::Error>>(()) })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn items(self) -> Items<R, T> {
        Items { pages: self, items: VecDeque::new(), misfits: VecDeque::new() }
    }

    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Page<T>, SendError>>> {
        let answer = match &mut self.answer {
            Some(answer) => answer,
            none => {
                if self.ended {
                    return Poll::Ready(None);
                }
                let request = match self.pager.next_request() {
                    Some(Ok(request)) => request,
                    Some(Err(error)) => {
                        self.ended = true;
                        return Poll::Ready(Some(Err(SendError::Request(error))));
                    }
                    None => return Poll::Ready(None),
                };
                let client = self.client.clone();
                none.insert(Box::pin(async move { client.deliver(request).await }))
            }
        };
        let response = ready!(answer.as_mut().poll(context));
        self.answer = None;
        let page = response.and_then(|response| self.pager.accept(response).map_err(SendError::Response));
        self.ended = page.is_err();
        Poll::Ready(Some(page))
    }
}

// The only pinned value is the future in `answer`. It is in a `Pin<Box<_>>`, so it stays in place when `Pages` is
// moved.
impl<R> Unpin for Pages<R> {}

impl<T, R> Stream for Pages<R>
where
    T: Value + Clone,
    R: Route<Response = Page<T>>,
{
    type Item = Result<Page<T>, SendError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_page(context)
    }
}

impl<R: fmt::Debug> fmt::Debug for Pages<R> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Pages").field("pager", &self.pager).finish_non_exhaustive()
    }
}

/// The items of all pages of a collection, as returned by [`Pages::items`]: a [`Stream`] with [`next`](Self::next).
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::{client::{Client, Items, SendError}, http::Response};
///
/// /// The subjects, up to an error.
/// async fn subjects(mut items: Items<ListMessages, Message>) -> Result<Vec<String>, SendError> {
///     let mut subjects = Vec::new();
///     while let Some(item) = items.next().await {
///         subjects.extend(item?.subject);
///     }
///     Ok(subjects)
/// }
///
/// let fake = |_| async { Response::builder().body(r#"{"value":[{"subject":"a"},{"subject":"b"}]}"#) };
/// let client = Client::new(fake, "https://x");
/// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
/// # runtime.block_on(async {
/// assert_eq!(subjects(client.pages(ListMessages::me_messages()).items()).await?, ["a", "b"]);
/// # Ok::<(), Box<dyn std::error::Error>>(()) })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
    /// use graph_runtime::{client::Client, http::Response};
    /// # let fake = |_| async { Response::builder().body("") };
    /// let items = Client::new(fake, "https://x").pages(ListMessages::me_messages()).items();
    /// assert_eq!(items.pages().pager().cursor(), None);
    /// ```
    pub fn pages(&self) -> &Pages<R> {
        &self.pages
    }
}

impl<T, R> Items<R, T>
where
    T: Value + Clone,
    R: Route<Response = Page<T>>,
{
    /// The next item; `None` after the last item, and after an error of a page. An item that is `null` or has another
    /// JSON type than the items of the collection becomes the error [`SendError::Misfit`], after the other items of its
    /// page. The items of the next page follow.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{client::Client, http::Response};
    /// let fake = |_| async { Response::builder().body(r#"{"value":[{"subject":"a"}]}"#) };
    /// let mut items = Client::new(fake, "https://x").pages(ListMessages::me_messages()).items();
    /// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    /// # runtime.block_on(async {
    /// assert_eq!(items.next().await.expect("an item")?.subject.as_deref(), Some("a"));
    /// assert!(items.next().await.is_none());
    /// # Ok::<(), Box<dyn std::error::Error>>(()) })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub async fn next(&mut self) -> Option<Result<T, SendError>> {
        poll_fn(|context| self.poll_item(context)).await
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, SendError>>> {
        loop {
            if let Some(item) = self.items.pop_front() {
                return Poll::Ready(Some(Ok(item)));
            }
            if let Some(misfit) = self.misfits.pop_front() {
                return Poll::Ready(Some(Err(SendError::Misfit(misfit))));
            }
            match ready!(self.pages.poll_page(context)) {
                Some(Ok(page)) => {
                    self.misfits = page.misfits().cloned().collect();
                    self.items = page.value.into();
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<R, T> Unpin for Items<R, T> {}

impl<T, R> Stream for Items<R, T>
where
    T: Value + Clone,
    R: Route<Response = Page<T>>,
{
    type Item = Result<T, SendError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_item(context)
    }
}

impl<R: fmt::Debug, T> fmt::Debug for Items<R, T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Items").field("pages", &self.pages).finish_non_exhaustive()
    }
}
