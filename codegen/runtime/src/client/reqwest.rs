//! The adapter for `reqwest`.
//!
//! In: a `reqwest::Client`. Out: routes sent with it, asynchronously.
//! Invariant: nothing is sent but what a route, a pager or a batch builds.
//!
//! ```
//! # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
//! # mod service { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/service.rs")); } use service::serve;
//! use graph_runtime::client::reqwest::Client;
//!
//! # let (service_root, _) = serve(&["201 Created\n\n{\"id\":\"7\"}"]);
//! # let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
//! # runtime.block_on(async {
//! let client = Client::new(reqwest::Client::new(), service_root);
//! assert_eq!(client.send(&CreateMessage::me_messages(Message::default())).await?.id.as_deref(), Some("7"));
//! # Ok::<(), Box<dyn std::error::Error>>(()) })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use super::service_client::{Failure, Http, authorize};
use crate::{Answers, Batch, Page, Route, Value};
use http::{Request, Response};
use std::{future::Future, pin::Pin, sync::Arc};

/// The error of sending a route.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::client::reqwest::{Client, SendError};
/// # let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
/// # runtime.block_on(async {
/// let client = Client::new(reqwest::Client::new(), "http://127.0.0.1:9");
/// let unanswered = client.send(&ListMessages::me_messages()).await;
/// assert!(matches!(unanswered, Err(SendError::Transport(error)) if error.is_connect()));
/// # });
/// # Ok::<(), std::io::Error>(())
/// ```
pub type SendError = super::SendError<::reqwest::Error>;

/// A `reqwest::Client` with a service root and a hook for the token. Clones share them.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// # mod service { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/service.rs")); } use service::serve;
/// use graph_runtime::{Route, client::reqwest::{Client, SendError}};
///
/// async fn subjects(service_root: &str) -> Result<Vec<String>, SendError> {
///     let client = Client::new(reqwest::Client::new(), service_root)
///         .token(|| async { Ok::<_, std::env::VarError>("secret".to_owned()) })
///         .retries(3);
///     let mut subjects = Vec::new();
///     let mut pages = client.pages(ListMessages::me_messages().select(|m| [m.subject]).top(50));
///     while let Some(page) = pages.next().await {
///         subjects.extend(page?.value.into_iter().filter_map(|message| message.subject));
///     }
///     Ok(subjects)
/// }
///
/// # let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
/// # let (service_root, _) = serve(&[
/// #     "200 OK\n\n{\"value\":[{\"subject\":\"a\"}],\"@odata.nextLink\":\"ROOT/me/messages?$skip=1\"}",
/// #     "200 OK\n\n{\"value\":[{\"subject\":\"b\"}]}",
/// # ]);
/// # runtime.block_on(async {
/// assert_eq!(subjects(&service_root).await?, ["a", "b"]);
/// # Ok::<(), Box<dyn std::error::Error>>(()) })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// A route that answers with a [`Redirect`](crate::Redirect) needs a client that follows none:
/// `reqwest::Client::builder().redirect(reqwest::redirect::Policy::none())`.
pub type Client = super::Client<::reqwest::Client>;

/// The pages of a collection, as [`Client::pages`] gives them.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// # mod service { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/service.rs")); } use service::serve;
/// use graph_runtime::client::reqwest::{Client, Pages, SendError};
///
/// /// The items of all pages.
/// async fn all(mut pages: Pages<ListMessages>) -> Result<Vec<Message>, SendError> {
///     let mut items = Vec::new();
///     while let Some(page) = pages.next().await {
///         items.extend(page?);
///     }
///     Ok(items)
/// }
///
/// # let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
/// # let (service_root, _) = serve(&["200 OK\n\n{\"value\":[{\"subject\":\"a\"},{\"subject\":\"b\"}]}"]);
/// # runtime.block_on(async {
/// let client = Client::new(reqwest::Client::new(), service_root);
/// assert_eq!(all(client.pages(ListMessages::me_messages())).await?.len(), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(()) })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub type Pages<R> = super::Pages<::reqwest::Client, R>;

type Token = Pin<Box<dyn Future<Output = Result<String, Failure>> + Send>>;

impl Http for ::reqwest::Client {
    type Hook = dyn Fn() -> Token + Send + Sync;
}

impl Client {
    /// Calls this hook for the token before each request. The hook decides how long it keeps a token.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::client::reqwest::Client;
    /// # let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    /// # runtime.block_on(async {
    /// let client = Client::new(reqwest::Client::new(), "http://127.0.0.1:9").token(|| async { std::env::var("NO_SUCH_TOKEN") });
    /// // Without a token nothing is sent.
    /// let error = client.send(&ListMessages::me_messages()).await.unwrap_err();
    /// assert_eq!(error.to_string(), "there is no token: environment variable not found");
    /// # });
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[must_use]
    pub fn token<H, F, E>(self, hook: H) -> Self
    where
        H: Fn() -> F + Send + Sync + 'static,
        F: Future<Output = Result<String, E>> + Send + 'static,
        E: Into<Failure>,
    {
        let token = move || -> Token {
            let token = hook();
            Box::pin(async { token.await.map_err(Into::into) })
        };
        Self { token: Some(Arc::new(token)), ..self }
    }

    /// Sends a route and reads its response.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// # mod service { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/service.rs")); } use service::serve;
    /// use graph_runtime::client::reqwest::Client;
    /// # let (service_root, _) = serve(&["201 Created\n\n{\"id\":\"7\"}", "403 Forbidden\n\n{\"error\":{\"code\":\"denied\"}}"]);
    /// # let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    /// # runtime.block_on(async {
    /// let client = Client::new(reqwest::Client::new(), service_root);
    /// let route = CreateMessage::me_messages(Message { subject: Some("a".into()), ..Message::default() });
    /// assert_eq!(client.send(&route).await?.id.as_deref(), Some("7"));
    /// let refused = client.send(&route).await.expect_err("the service refuses the second");
    /// assert!(refused.service().is_some_and(|error| error.has_code("denied")));
    /// # Ok::<(), Box<dyn std::error::Error>>(()) })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the request cannot be built or sent, or the response is not what the route returns.
    pub async fn send<R: Route>(&self, route: &R) -> Result<R::Response, SendError> {
        let response = self.deliver(route.request(&self.service_root)?).await?;
        Ok(route.response(response)?)
    }

    /// Sends a route and returns the whole response, of any status. [`Route::response`] reads it.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// # mod service { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/service.rs")); } use service::serve;
    /// use graph_runtime::{Route, client::reqwest::Client};
    /// # let (service_root, _) = serve(&["200 OK\netag: 7\n\n{\"value\":[]}"]);
    /// # let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    /// # runtime.block_on(async {
    /// let client = Client::new(reqwest::Client::new(), service_root);
    /// let route = ListMessages::me_messages();
    /// let response = client.exchange(&route).await?;
    /// assert_eq!((response.status().as_u16(), &response.headers()["etag"]), (200, &"7".parse()?));
    /// assert!(route.response(response)?.value.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(()) })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the request cannot be built or sent.
    pub async fn exchange<R: Route>(&self, route: &R) -> Result<Response<Vec<u8>>, SendError> {
        self.deliver(route.request(&self.service_root)?).await
    }

    /// Sends all routes of a batch, one request after the other.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// # mod service { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/service.rs")); } use service::serve;
    /// use graph_runtime::{Batch, client::reqwest::Client};
    /// # let (service_root, _) = serve(&["200 OK\n\n{\"responses\":[{\"id\":\"1\",\"status\":200,\"body\":{\"value\":[]}}]}"]);
    /// # let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    /// # runtime.block_on(async {
    /// let client = Client::new(reqwest::Client::new(), service_root);
    /// let mut batch = Batch::new();
    /// let listed = batch.add(&ListMessages::me_messages())?;
    /// let mut answers = client.batch(&batch).await?;
    /// assert!(answers.take(listed)?.value.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(()) })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When a request cannot be built or sent, or the service refuses it as a whole. [`Answers::take`] has the errors
    /// of single routes.
    pub async fn batch(&self, batch: &Batch) -> Result<Answers, SendError> {
        let mut answers = Answers::default();
        for request in batch.requests(&self.service_root)? {
            answers.read(self.deliver(request).await?)?;
        }
        Ok(answers)
    }

    /// Sends a request under the service root. While the service asks for a wait and retries are left, waits and sends
    /// it again.
    async fn deliver(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, SendError> {
        let mut times = 0;
        loop {
            let response = self.once(request.clone()).await?;
            times += 1;
            match self.pause(&response, times) {
                Some(delay) => tokio::time::sleep(delay).await,
                None => return Ok(response),
            }
        }
    }

    async fn once(&self, mut request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, SendError> {
        if let Some(token) = &self.token {
            authorize(&mut request, &token().await.map_err(SendError::Token)?)?;
        }
        let request = ::reqwest::Request::try_from(request).map_err(SendError::Transport)?;
        let answer = self.http.execute(request).await.map_err(SendError::Transport)?;
        let mut response = Response::new(Vec::new());
        *response.status_mut() = answer.status();
        *response.headers_mut() = answer.headers().clone();
        *response.body_mut() = answer.bytes().await.map_err(SendError::Transport)?.into();
        Ok(response)
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
    /// # mod service { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/service.rs")); } use service::serve;
    /// use graph_runtime::client::reqwest::Client;
    /// # let (service_root, _) = serve(&["200 OK\n\n{\"value\":[{\"subject\":\"a\"}]}"]);
    /// # let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    /// # runtime.block_on(async {
    /// let mut pages = Client::new(reqwest::Client::new(), service_root).pages(ListMessages::me_messages());
    /// let page = pages.next().await.expect("there is a first page")?;
    /// assert_eq!(page.value[0].subject.as_deref(), Some("a"));
    /// assert!(pages.next().await.is_none());
    /// # Ok::<(), Box<dyn std::error::Error>>(()) })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub async fn next(&mut self) -> Option<Result<Page<T>, SendError>> {
        let response = match self.request()? {
            Ok(request) => self.client.deliver(request).await,
            Err(error) => Err(error),
        };
        Some(self.accept(response))
    }
}
