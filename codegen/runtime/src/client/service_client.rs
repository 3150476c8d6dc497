//! The asynchronous client of one service.
//!
//! In: a transport, a service root, a source of tokens. Out: what routes return. Invariant: the token is sent only to
//! addresses below the service root, and `Debug` never shows it.

use super::{
    BatchError, Body, IntoTransport, SendError, Timing, TokenSource, Transport,
    batch_run::{BatchRun, Step},
    hop,
    settings::{Settings, authorize},
    token::Source,
};
use crate::{Answers, Batch, Route};
use http::{Request, Response, header::AUTHORIZATION};
use std::{fmt, sync::Arc};

/// An asynchronous client of one service. Clones share all state.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// # #[cfg(feature = "reqwest")] {
/// use graph_runtime::{Route, client::{Client, SendError}};
///
/// async fn subjects(client: &Client) -> Result<Vec<String>, SendError> {
///     let mut subjects = Vec::new();
///     let mut pages = client.pages(ListMessages::me_messages().select(|m| m.subject).top(50));
///     while let Some(page) = pages.next().await {
///         subjects.extend(page?.value.into_iter().filter_map(|message| message.subject));
///     }
///     Ok(subjects)
/// }
///
/// let client = Client::new(reqwest::Client::new(), "https://graph.microsoft.com/v1.0")
///     .token(|| async { std::env::var("TOKEN") })
///     .retries(3);
/// // The token is not shown.
/// let shown = r#"Client { service_root: "https://graph.microsoft.com/v1.0", retries: 3, .. }"#;
/// assert_eq!(format!("{client:?}"), shown);
///
/// // A test takes a function in place of the service.
/// let fake = |_| async { graph_runtime::http::Response::builder().body(r#"{"value":[{"subject":"a"}]}"#) };
/// let client = Client::new(fake, "https://graph.microsoft.com/v1.0");
/// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
/// # runtime.block_on(async {
/// assert_eq!(subjects(&client).await?, ["a"]);
/// # Ok::<(), SendError>(()) })?;
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Client {
    transport: Arc<dyn Transport>,
    pub(super) settings: Settings,
    token: Source,
}

impl Client {
    /// A client that sends requests with this transport to this service root, without a token.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{client::{Body, Client}, http::{Request, Response}};
    ///
    /// let recorder = |request: Request<Body>| async move {
    ///     assert_eq!(request.uri(), "https://graph.microsoft.com/v1.0/me/messages");
    ///     Response::builder().body(r#"{"value":[]}"#)
    /// };
    /// let client = Client::new(recorder, "https://graph.microsoft.com/v1.0");
    /// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    /// # runtime.block_on(async {
    /// assert!(client.send(&ListMessages::me_messages()).await?.value.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(()) })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new<K>(transport: impl IntoTransport<K>, service_root: impl Into<Arc<str>>) -> Self {
        Self { transport: transport.into_transport(), settings: Settings::new(service_root.into()), token: None }
    }

    /// Sets the source of the token. The client asks it before each request below the service root that has no header
    /// `Authorization` yet, and stores no token itself; the source may do so.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{client::Client, http::Response};
    /// # let fake = |_| async { Response::builder().body("") };
    /// let client = Client::new(fake, "https://x").token(|| async { std::env::var("NO_SUCH_TOKEN") });
    /// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    /// # runtime.block_on(async {
    /// // Without a token nothing is sent.
    /// let error = client.send(&ListMessages::me_messages()).await.unwrap_err();
    /// assert_eq!(error.to_string(), "there is no token: environment variable not found");
    /// # });
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[must_use]
    pub fn token(self, source: impl TokenSource + 'static) -> Self {
        Self { token: Some(Arc::new(source)), ..self }
    }

    /// Sets how often a failed request is sent again at most. Which failures count is said in [what is sent
    /// again](super#what-is-sent-again). The default is 0.
    ///
    /// ```
    /// use graph_runtime::{client::Client, http::Response};
    /// # let fake = |_| async { Response::builder().body("") };
    /// let client = Client::new(fake, "https://x").retries(3);
    /// ```
    #[must_use]
    pub fn retries(mut self, times: u32) -> Self {
        self.settings.retry.times = times;
        self
    }

    /// Sets how the client reads the time and waits between retries. The default is the system clock and
    /// `tokio::time::sleep`.
    ///
    /// ```
    /// use graph_runtime::{client::{Client, TestTiming}, http::Response};
    /// # let fake = |_| async { Response::builder().body("") };
    /// let client = Client::new(fake, "https://x").retries(3).timing(TestTiming::default());
    /// ```
    #[must_use]
    pub fn timing(mut self, timing: impl Timing + 'static) -> Self {
        self.settings.timing = Arc::new(timing);
        self
    }

    /// The URL in front of all paths, such as `https://graph.microsoft.com/v1.0`.
    ///
    /// ```
    /// use graph_runtime::{client::Client, http::Response};
    /// # let fake = |_| async { Response::builder().body("") };
    /// assert_eq!(Client::new(fake, "https://x").service_root(), "https://x");
    /// ```
    pub fn service_root(&self) -> &str {
        &self.settings.service_root
    }

    /// Sends a route and reads its response.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{client::Client, http::Response};
    /// let full = |_| async { Response::builder().status(507).body(r#"{"error":{"code":"quotaExceeded"}}"#) };
    /// let client = Client::new(full, "https://graph.microsoft.com/v1.0");
    /// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    /// # runtime.block_on(async {
    /// let error = client.send(&CreateMessage::me_messages(Message::default())).await.unwrap_err();
    /// assert!(error.service().is_some_and(|error| error.has_code("quotaExceeded")));
    /// # });
    /// # Ok::<(), std::io::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the request cannot be built or sent, or the response is not what the route returns.
    pub async fn send<R: Route>(&self, route: &R) -> Result<R::Response, SendError> {
        Ok(route.response(self.exchange(route).await?)?)
    }

    /// Sends a route and returns the whole response, of any status. [`Route::response`] reads it.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Route, client::Client, http::Response};
    /// let fake = |_| async { Response::builder().header("etag", "7").body(r#"{"value":[]}"#) };
    /// let client = Client::new(fake, "https://graph.microsoft.com/v1.0");
    /// let route = ListMessages::me_messages();
    /// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    /// # runtime.block_on(async {
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
        let request = route.request(self.service_root())?;
        self.deliver(request).await
    }

    /// Sends all routes of a batch, in as many batch requests as they need, one after the other.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Batch, client::Client, http::Response};
    /// let answer = r#"{"responses":[{"id":"1","status":200,"body":{"value":[]}}]}"#;
    /// let client = Client::new(move |_| async move { Response::builder().body(answer) }, "https://x/v1.0");
    /// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    /// # runtime.block_on(async {
    /// let mut batch = Batch::new();
    /// let listed = batch.add(&ListMessages::me_messages())?;
    /// let mut answers = client.batch(&batch).await?;
    /// assert!(answers.take(listed)?.value.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(()) })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// A route that is answered with 429, or with another status that the [policy](super#what-is-sent-again) repeats,
    /// is sent again after its own `Retry-After`. The routes that depend on it, and that the service therefore did not
    /// start (424), are sent again with it.
    ///
    /// # Errors
    ///
    /// When a request cannot be built or sent, or the service refuses it as a whole. The error has the answers up to then.
    /// [`Answers::take`] has the errors of single routes.
    pub async fn batch(&self, batch: &Batch) -> Result<Answers, Box<BatchError>> {
        let settings = &self.settings;
        let mut run = BatchRun::new(batch, self.service_root(), settings.retry)
            .map_err(|error| BatchError::new(Answers::default(), error))?;
        loop {
            let result = match run.next(settings.timing.now()) {
                Ok(Step::End) => return Ok(run.into_answers()),
                Ok(Step::Wait(wait)) => {
                    settings.timing.sleep(wait).await;
                    continue;
                }
                Ok(Step::Send(request)) => self.deliver(*request).await,
                Err(error) => Err(error.into()),
            };
            let read = result
                .and_then(|response| Ok(run.accept(response, settings.timing.now(), settings.timing.random())?));
            if let Err(error) = read {
                return Err(BatchError::new(run.into_answers(), error));
            }
        }
    }

    /// Sends a request as [`forward`](Self::forward) does, and reads the whole body of its response.
    pub(super) async fn deliver(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, SendError> {
        read_body(self.forward(request.map(Body::from)).await?).await
    }

    /// Sends a request to any address, with the token only if the address is below the service root. Waits and sends it
    /// again if the settings allow that for the outcome and the body is in memory.
    pub(super) async fn forward(&self, request: Request<Body>) -> Result<Response<Body>, SendError> {
        let (parts, mut body) = request.into_parts();
        let mut sent = 0;
        loop {
            let copy = body.copy();
            let result = self.once(Request::from_parts(parts.clone(), body)).await;
            sent += 1;
            match (copy, self.settings.pause(&parts.method, sent, &result)) {
                (Some(copy), Some(pause)) => {
                    self.settings.timing.sleep(pause).await;
                    body = copy;
                }
                _ => return result,
            }
        }
    }

    /// Sends a request without repeating it, and reads the whole body of its response.
    pub(super) async fn deliver_once(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, SendError> {
        read_body(self.once(request.map(Body::from)).await?).await
    }

    async fn once(&self, mut request: Request<Body>) -> Result<Response<Body>, SendError> {
        if let Some(source) = &self.token
            && !request.headers().contains_key(AUTHORIZATION)
            && hop::is_below(request.uri(), self.service_root())
        {
            let token = source.token().await.map_err(SendError::Token)?;
            authorize(request.headers_mut(), &token)?;
        }
        self.transport.send(request).await.map_err(SendError::Transport)
    }
}

/// Reads the body of a response to its end.
pub(super) async fn read_body(response: Response<Body>) -> Result<Response<Vec<u8>>, SendError> {
    let (parts, body) = response.into_parts();
    Ok(Response::from_parts(parts, body.bytes().await?))
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = &mut formatter.debug_struct("Client");
        shown
            .field("service_root", &self.settings.service_root)
            .field("retries", &self.settings.retry.times)
            .finish_non_exhaustive()
    }
}
