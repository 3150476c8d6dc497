//! The adapter for `ureq`.
//!
//! In: a `ureq::Agent`. Out: routes sent with it, blocking.
//! Invariant: nothing is sent but what a route, a pager or a batch builds; no redirect is followed.

use super::{SendError as AnySendError, authorize, wait};
use crate::{Answers, Batch, Error, Page, Pager, Route, Value};
use ::ureq::{Agent, AsSendBody};
use http::{Request, Response};
use std::{fmt, sync::Arc, thread};

/// Why a route has no result.
pub type SendError = AnySendError<::ureq::Error>;

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// A `ureq::Agent` with a service root and a hook for the token. Clones share them.
///
/// ```no_run
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::{Route, client::ureq::{Client, SendError}};
///
/// # fn run() -> Result<(), SendError> {
/// let client = Client::new(ureq::agent(), "https://graph.microsoft.com/v1.0").token(|| std::env::var("TOKEN")).retries(3);
/// for page in client.pages(ListMessages::me_messages().select(|m| [m.subject]).top(50)) {
///     for message in page? {
///         println!("{}", message.subject.unwrap_or_default());
///     }
/// }
/// client.send(&CreateMessage::me_messages(Message::default()))?;
/// # Ok(())
/// # }
/// ```
///
/// Whatever the agent is set to, a status of failure is read by the route, and a redirect is not followed: a route that
/// answers with a [`Redirect`](crate::Redirect) returns it.
#[derive(Clone)]
pub struct Client {
    agent: Agent,
    service_root: Arc<str>,
    token: Option<Arc<dyn Fn() -> Result<String, Failure> + Send + Sync>>,
    retries: u32,
}

impl Client {
    /// Sends with this agent under this service root, without a token.
    pub fn new(agent: Agent, service_root: impl Into<Arc<str>>) -> Self {
        Self { agent, service_root: service_root.into(), token: None, retries: 0 }
    }

    /// Asks this hook for the token before each request; keeping one while it is valid is up to the hook.
    #[must_use]
    pub fn token<H, E>(self, hook: H) -> Self
    where
        H: Fn() -> Result<String, E> + Send + Sync + 'static,
        E: Into<Failure>,
    {
        Self { token: Some(Arc::new(move || hook().map_err(Into::into))), ..self }
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
    pub fn send<R: Route>(&self, route: &R) -> Result<R::Response, SendError> {
        let response = self.exchange(&route.request(&self.service_root)?)?;
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
    pub fn batch(&self, batch: &Batch) -> Result<Answers, SendError> {
        let mut answers = Answers::default();
        for request in batch.requests(&self.service_root)? {
            answers.read(self.exchange(&request)?)?;
        }
        Ok(answers)
    }

    /// Sends a request that is built under the service root, and waits and sends it again as long as that is asked for.
    fn exchange(&self, request: &Request<Vec<u8>>) -> Result<Response<Vec<u8>>, SendError> {
        let mut left = self.retries;
        loop {
            let response = self.once(request.clone())?;
            match wait(&response) {
                Some(delay) if left > 0 => thread::sleep(delay),
                _ => return Ok(response),
            }
            left -= 1;
        }
    }

    fn once(&self, mut request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, SendError> {
        if let Some(token) = &self.token {
            authorize(&mut request, &token().map_err(SendError::Token)?)?;
        }
        // `ureq` refuses a body with most GET and DELETE requests, even one without bytes.
        let answer = if request.body().is_empty() { self.run(request.map(|_| ())) } else { self.run(request) };
        answer.map_err(SendError::Transport)
    }

    fn run<B: AsSendBody>(&self, request: Request<B>) -> Result<Response<Vec<u8>>, ::ureq::Error> {
        let config = self.agent.configure_request(request).http_status_as_error(false);
        let request = config.max_redirects(0).max_redirects_will_error(false).build();
        let (parts, mut body) = self.agent.run(request)?.into_parts();
        let bytes = body.with_config().limit(u64::MAX).read_to_vec()?;
        Ok(Response::from_parts(parts, bytes))
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = &mut formatter.debug_struct("Client");
        shown.field("service_root", &self.service_root).field("retries", &self.retries).finish_non_exhaustive()
    }
}

/// The pages of a collection, as [`Client::pages`] gives them: one after the other, until the last or an error.
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
        let request = self.pager.next_request()?;
        let response = request.map_err(SendError::Request).and_then(|request| self.client.exchange(&request));
        let page = response.and_then(|response| self.pager.accept(response).map_err(Error::into));
        self.ended = page.is_err();
        Some(page)
    }
}
