//! The adapter for `ureq`.
//!
//! In: a `ureq::Agent`. Out: routes sent with it, blocking.
//! Invariant: nothing is sent but what a route, a pager or a batch builds; no redirect is followed.
//!
//! ```
//! # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
//! # mod service { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/service.rs")); } use service::serve;
//! use graph_runtime::client::ureq::Client;
//!
//! # let (service_root, _) = serve(&["201 Created\n\n{\"id\":\"7\"}"]);
//! let client = Client::new(ureq::agent(), service_root);
//! assert_eq!(client.send(&CreateMessage::me_messages(Message::default()))?.id.as_deref(), Some("7"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use super::service_client::{Failure, Http, authorize};
use crate::{Answers, Batch, Page, Route, Value};
use ::ureq::{Agent, AsSendBody};
use http::{Request, Response};
use std::{sync::Arc, thread};

/// The error of sending a route.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::client::ureq::{Client, SendError};
/// let client = Client::new(ureq::agent(), "http://127.0.0.1:9");
/// let unanswered = client.send(&ListMessages::me_messages());
/// assert!(matches!(unanswered, Err(SendError::Transport(ureq::Error::Io(_)))));
/// ```
pub type SendError = super::SendError<::ureq::Error>;

/// A `ureq::Agent` with a service root and a hook for the token. Clones share them.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// # mod service { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/service.rs")); } use service::serve;
/// use graph_runtime::{Route, client::ureq::{Client, SendError}};
///
/// fn subjects(service_root: &str) -> Result<Vec<String>, SendError> {
///     let client = Client::new(ureq::agent(), service_root)
///         .token(|| Ok::<_, std::env::VarError>("secret".to_owned()))
///         .retries(3);
///     let mut subjects = Vec::new();
///     for page in client.pages(ListMessages::me_messages().select(|m| [m.subject]).top(50)) {
///         subjects.extend(page?.value.into_iter().filter_map(|message| message.subject));
///     }
///     Ok(subjects)
/// }
///
/// # let (service_root, _) = serve(&[
/// #     "200 OK\n\n{\"value\":[{\"subject\":\"a\"}],\"@odata.nextLink\":\"ROOT/me/messages?$skip=1\"}",
/// #     "200 OK\n\n{\"value\":[{\"subject\":\"b\"}]}",
/// # ]);
/// assert_eq!(subjects(&service_root)?, ["a", "b"]);
/// # Ok::<(), SendError>(())
/// ```
///
/// The settings of the agent for failures and redirects do not count: the route reads every status, and no redirect is
/// followed. A route that answers with a [`Redirect`](crate::Redirect) returns it.
pub type Client = super::Client<Agent>;

/// The pages of a collection, as [`Client::pages`] gives them: an iterator that ends after the last page or an error.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// # mod service { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/service.rs")); } use service::serve;
/// use graph_runtime::{Page, client::ureq::{Client, Pages, SendError}};
///
/// /// The items of all pages.
/// fn all(pages: Pages<ListMessages>) -> Result<Vec<Message>, SendError> {
///     pages.collect::<Result<Vec<Page<Message>>, _>>().map(|pages| pages.into_iter().flatten().collect())
/// }
///
/// # let (service_root, _) = serve(&["200 OK\n\n{\"value\":[{\"subject\":\"a\"},{\"subject\":\"b\"}]}"]);
/// let client = Client::new(ureq::agent(), service_root);
/// assert_eq!(all(client.pages(ListMessages::me_messages()))?.len(), 2);
/// # Ok::<(), SendError>(())
/// ```
pub type Pages<R> = super::Pages<Agent, R>;

impl Http for Agent {
    type Hook = dyn Fn() -> Result<String, Failure> + Send + Sync;
}

impl Client {
    /// Calls this hook for the token before each request. The hook decides how long it keeps a token.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::client::ureq::{Client, SendError};
    /// let client = Client::new(ureq::agent(), "http://127.0.0.1:9").token(|| std::env::var("NO_SUCH_TOKEN"));
    /// // Without a token nothing is sent.
    /// let error = client.send(&ListMessages::me_messages()).unwrap_err();
    /// assert_eq!(error.to_string(), "there is no token: environment variable not found");
    /// ```
    #[must_use]
    pub fn token<H, E>(self, hook: H) -> Self
    where
        H: Fn() -> Result<String, E> + Send + Sync + 'static,
        E: Into<Failure>,
    {
        Self { token: Some(Arc::new(move || hook().map_err(Into::into))), ..self }
    }

    /// Sends a route and reads its response.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// # mod service { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/service.rs")); } use service::serve;
    /// use graph_runtime::client::ureq::{Client, SendError};
    /// # let (service_root, _) = serve(&["201 Created\n\n{\"id\":\"7\"}", "403 Forbidden\n\n{\"error\":{\"code\":\"denied\"}}"]);
    /// let client = Client::new(ureq::agent(), service_root);
    /// let route = CreateMessage::me_messages(Message { subject: Some("a".into()), ..Message::default() });
    /// assert_eq!(client.send(&route)?.id.as_deref(), Some("7"));
    /// let refused = client.send(&route).expect_err("the service refuses the second");
    /// assert!(refused.service().is_some_and(|error| error.has_code("denied")));
    /// # Ok::<(), SendError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the request cannot be built or sent, or the response is not what the route returns.
    pub fn send<R: Route>(&self, route: &R) -> Result<R::Response, SendError> {
        let response = self.deliver(&route.request(&self.service_root)?)?;
        Ok(route.response(response)?)
    }

    /// Sends a route and returns the whole response, of any status. [`Route::response`] reads it.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// # mod service { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/service.rs")); } use service::serve;
    /// use graph_runtime::{Route, client::ureq::Client};
    /// # let (service_root, _) = serve(&["200 OK\netag: 7\n\n{\"value\":[]}"]);
    /// let client = Client::new(ureq::agent(), service_root);
    /// let route = ListMessages::me_messages();
    /// let response = client.exchange(&route)?;
    /// assert_eq!((response.status().as_u16(), &response.headers()["etag"]), (200, &"7".parse()?));
    /// assert!(route.response(response)?.value.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the request cannot be built or sent.
    pub fn exchange<R: Route>(&self, route: &R) -> Result<Response<Vec<u8>>, SendError> {
        self.deliver(&route.request(&self.service_root)?)
    }

    /// Sends all routes of a batch, one request after the other.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// # mod service { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/service.rs")); } use service::serve;
    /// use graph_runtime::{Batch, client::ureq::Client};
    /// # let (service_root, _) = serve(&["200 OK\n\n{\"responses\":[{\"id\":\"1\",\"status\":200,\"body\":{\"value\":[]}}]}"]);
    /// let client = Client::new(ureq::agent(), service_root);
    /// let mut batch = Batch::new();
    /// let listed = batch.add(&ListMessages::me_messages())?;
    /// let mut answers = client.batch(&batch)?;
    /// assert!(answers.take(listed)?.value.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When a request cannot be built or sent, or the service refuses it as a whole. [`Answers::take`] has the errors
    /// of single routes.
    pub fn batch(&self, batch: &Batch) -> Result<Answers, SendError> {
        let mut answers = Answers::default();
        for request in batch.requests(&self.service_root)? {
            answers.read(self.deliver(&request)?)?;
        }
        Ok(answers)
    }

    /// Sends a request under the service root. While the service asks for a wait and retries are left, waits and sends
    /// it again.
    fn deliver(&self, request: &Request<Vec<u8>>) -> Result<Response<Vec<u8>>, SendError> {
        let mut times = 0;
        loop {
            let response = self.once(request.clone())?;
            times += 1;
            match self.pause(&response, times) {
                Some(delay) => thread::sleep(delay),
                None => return Ok(response),
            }
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
        let config = self.http.configure_request(request).http_status_as_error(false);
        let request = config.max_redirects(0).max_redirects_will_error(false).build();
        let (parts, mut body) = self.http.run(request)?.into_parts();
        let bytes = body.with_config().limit(u64::MAX).read_to_vec()?;
        Ok(Response::from_parts(parts, bytes))
    }
}

impl<T, R> Iterator for Pages<R>
where
    T: Value + Clone,
    R: Route<Response = Page<T>>,
{
    type Item = Result<Page<T>, SendError>;

    fn next(&mut self) -> Option<Self::Item> {
        let response = self.request()?.and_then(|request| self.client.deliver(&request));
        Some(self.accept(response))
    }
}
