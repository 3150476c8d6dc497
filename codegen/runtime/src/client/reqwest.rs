//! The adapter for `reqwest`.
//!
//! In: a `reqwest::Client`. Out: routes sent with it, asynchronously.
//! Invariant: nothing is sent but what a route, a pager or a batch builds.

use super::{SendError as AnySendError, authorize, wait};
use crate::{Answers, Batch, Error, Page, Pager, Route, Value};
use http::{Request, Response};
use std::{fmt, future::Future, pin::Pin, sync::Arc};

/// Why a route has no result.
pub type SendError = AnySendError<::reqwest::Error>;

type Failure = Box<dyn std::error::Error + Send + Sync>;
type Token = Pin<Box<dyn Future<Output = Result<String, Failure>> + Send>>;

/// A `reqwest::Client` with a service root and a hook for the token. Clones share them.
///
/// ```no_run
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::{Route, client::reqwest::{Client, SendError}};
///
/// # async fn run() -> Result<(), SendError> {
/// let client = Client::new(reqwest::Client::new(), "https://graph.microsoft.com/v1.0")
///     .token(|| async { std::env::var("TOKEN") })
///     .retries(3);
/// let mut pages = client.pages(ListMessages::me_messages().select(|m| [m.subject]).top(50));
/// while let Some(page) = pages.next().await {
///     for message in page? {
///         println!("{}", message.subject.unwrap_or_default());
///     }
/// }
/// client.send(&CreateMessage::me_messages(Message::default())).await?;
/// # Ok(())
/// # }
/// ```
///
/// A route that answers with a [`Redirect`](crate::Redirect) needs a client that follows none:
/// `reqwest::Client::builder().redirect(reqwest::redirect::Policy::none())`.
#[derive(Clone)]
pub struct Client {
    http: ::reqwest::Client,
    service_root: Arc<str>,
    token: Option<Arc<dyn Fn() -> Token + Send + Sync>>,
    retries: u32,
}

impl Client {
    /// Sends with this client under this service root, without a token.
    pub fn new(http: ::reqwest::Client, service_root: impl Into<Arc<str>>) -> Self {
        Self { http, service_root: service_root.into(), token: None, retries: 0 }
    }

    /// Asks this hook for the token before each request; keeping one while it is valid is up to the hook.
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

    /// Sends a request up to so many times more when the service answers 429 or 503 and says in `Retry-After` how many
    /// seconds to wait, up to [`LONGEST_WAIT`](super::LONGEST_WAIT). Without this nothing is sent again.
    #[must_use]
    pub fn retries(self, times: u32) -> Self {
        Self { retries: times, ..self }
    }

    /// Sends a route and reads its response.
    ///
    /// # Errors
    ///
    /// When the request cannot be built or sent, or the response is not what the route returns.
    pub async fn send<R: Route>(&self, route: &R) -> Result<R::Response, SendError> {
        let response = self.exchange(route.request(&self.service_root)?).await?;
        Ok(route.response(response)?)
    }

    /// The pages of a collection.
    pub fn pages<R>(&self, route: R) -> Pages<R> {
        self.resume(Pager::new(route, &*self.service_root))
    }

    /// The pages of a collection from where a pager stands.
    pub fn resume<R>(&self, pager: Pager<R>) -> Pages<R> {
        Pages { client: self.clone(), pager, ended: false }
    }

    /// Sends all routes of a batch, in as many requests as it takes, one after the other.
    ///
    /// # Errors
    ///
    /// When a request cannot be built or sent, or is refused as a whole. What single routes are answered is told by
    /// [`Answers::take`].
    pub async fn batch(&self, batch: &Batch) -> Result<Answers, SendError> {
        let mut answers = Answers::default();
        for request in batch.requests(&self.service_root)? {
            answers.read(self.exchange(request).await?)?;
        }
        Ok(answers)
    }

    /// Sends a request that is built under the service root, and waits and sends it again as long as that is asked for.
    async fn exchange(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, SendError> {
        let mut left = self.retries;
        loop {
            let response = self.once(request.clone()).await?;
            match wait(&response) {
                Some(delay) if left > 0 => tokio::time::sleep(delay).await,
                _ => return Ok(response),
            }
            left -= 1;
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

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = &mut formatter.debug_struct("Client");
        shown.field("service_root", &self.service_root).field("retries", &self.retries).finish_non_exhaustive()
    }
}

/// The pages of a collection, as [`Client::pages`] gives them.
#[derive(Clone, Debug)]
pub struct Pages<R> {
    client: Client,
    pager: Pager<R>,
    ended: bool,
}

impl<R> Pages<R> {
    /// Where the pages stand: the [cursor](Pager::cursor) to go on from later, and the [delta link](Pager::delta_link).
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
    pub async fn next(&mut self) -> Option<Result<Page<T>, SendError>> {
        if self.ended {
            return None;
        }
        let request = self.pager.next_request()?;
        let page = self.page(request.map_err(SendError::Request)).await;
        self.ended = page.is_err();
        Some(page)
    }

    async fn page(&mut self, request: Result<Request<Vec<u8>>, SendError>) -> Result<Page<T>, SendError> {
        let response = self.client.exchange(request?).await?;
        self.pager.accept(response).map_err(Error::into)
    }
}
