//! The blocking client of one service.
//!
//! In: a transport, a service root, a source of tokens. Out: what routes return. Invariant: the token is sent only to
//! addresses below the service root, and `Debug` never shows it.

use super::{Body, IntoTransport, TokenSource, Transport};
use crate::{
    Answers, Batch, Route,
    client::{
        BatchError, SendError, Timing,
        batch_run::{BatchRun, Step},
        hop,
        settings::{Settings, authorize},
    },
};
use http::{Request, Response, header::AUTHORIZATION};
use std::{fmt, sync::Arc};

/// A client of one service that blocks until the service has answered. Clones share all state.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// # #[cfg(feature = "ureq")] {
/// use graph_runtime::{Route, client::{SendError, blocking::Client}};
///
/// fn subjects(client: &Client) -> Result<Vec<String>, SendError> {
///     let mut subjects = Vec::new();
///     for page in client.pages(ListMessages::me_messages().select(|m| m.subject).top(50)) {
///         subjects.extend(page?.value.into_iter().filter_map(|message| message.subject));
///     }
///     Ok(subjects)
/// }
///
/// let client = Client::new(ureq::agent(), "https://graph.microsoft.com/v1.0")
///     .token(|| std::env::var("TOKEN"))
///     .retries(3);
/// // The token is not shown.
/// let shown = r#"Client { service_root: "https://graph.microsoft.com/v1.0", retries: 3, .. }"#;
/// assert_eq!(format!("{client:?}"), shown);
///
/// // A test takes a function in place of the service.
/// let fake = |_| graph_runtime::http::Response::builder().body(r#"{"value":[{"subject":"a"}]}"#);
/// let client = Client::new(fake, "https://graph.microsoft.com/v1.0");
/// assert_eq!(subjects(&client)?, ["a"]);
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Client {
    transport: Arc<dyn Transport>,
    pub(super) settings: Settings,
    token: Option<Arc<dyn TokenSource>>,
}

impl Client {
    /// A client that sends requests with this transport to this service root, without a token.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{client::blocking::{Body, Client}, http::{Request, Response}};
    ///
    /// let recorder = |request: Request<Body>| {
    ///     assert_eq!(request.uri(), "https://graph.microsoft.com/v1.0/me/messages");
    ///     Response::builder().body(r#"{"value":[]}"#)
    /// };
    /// let client = Client::new(recorder, "https://graph.microsoft.com/v1.0");
    /// assert!(client.send(&ListMessages::me_messages())?.value.is_empty());
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
    /// use graph_runtime::{client::blocking::Client, http::Response};
    /// # let fake = |_| Response::builder().body("");
    /// let client = Client::new(fake, "https://x").token(|| std::env::var("NO_SUCH_TOKEN"));
    /// // Without a token nothing is sent.
    /// let error = client.send(&ListMessages::me_messages()).unwrap_err();
    /// assert_eq!(error.to_string(), "there is no token: environment variable not found");
    /// ```
    #[must_use]
    pub fn token(self, source: impl TokenSource + 'static) -> Self {
        Self { token: Some(Arc::new(source)), ..self }
    }

    /// Sets how often a failed request is sent again at most. Which failures count is said in [what is sent
    /// again](crate::client#what-is-sent-again). The default is 0.
    ///
    /// ```
    /// use graph_runtime::{client::blocking::Client, http::Response};
    /// # let fake = |_| Response::builder().body("");
    /// let client = Client::new(fake, "https://x").retries(3);
    /// ```
    #[must_use]
    pub fn retries(mut self, times: u32) -> Self {
        self.settings.retry.times = times;
        self
    }

    /// Sets how the client reads the time and waits between retries. The default is the system clock and
    /// `std::thread::sleep`.
    ///
    /// ```
    /// use graph_runtime::{client::{TestTiming, blocking::Client}, http::Response};
    /// # let fake = |_| Response::builder().body("");
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
    /// use graph_runtime::{client::blocking::Client, http::Response};
    /// # let fake = |_| Response::builder().body("");
    /// assert_eq!(Client::new(fake, "https://x").service_root(), "https://x");
    /// ```
    pub fn service_root(&self) -> &str {
        &self.settings.service_root
    }

    /// Sends a route and reads its response.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{client::blocking::Client, http::Response};
    /// let full = |_| Response::builder().status(507).body(r#"{"error":{"code":"quotaExceeded"}}"#);
    /// let client = Client::new(full, "https://graph.microsoft.com/v1.0");
    /// let error = client.send(&CreateMessage::me_messages(Message::default())).unwrap_err();
    /// assert!(error.service().is_some_and(|error| error.has_code("quotaExceeded")));
    /// ```
    ///
    /// # Errors
    ///
    /// When the request cannot be built or sent, or the response is not what the route returns.
    pub fn send<R: Route>(&self, route: &R) -> Result<R::Response, SendError> {
        Ok(route.response(self.exchange(route)?)?)
    }

    /// Sends a route and returns the whole response, of any status. [`Route::response`] reads it.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Route, client::blocking::Client, http::Response};
    /// let fake = |_| Response::builder().header("etag", "7").body(r#"{"value":[]}"#);
    /// let client = Client::new(fake, "https://graph.microsoft.com/v1.0");
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
        let request = route.request(self.service_root())?;
        self.deliver(request)
    }

    /// Sends all routes of a batch, in as many batch requests as they need, one after the other.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Batch, client::blocking::Client, http::Response};
    /// let answer = r#"{"responses":[{"id":"1","status":200,"body":{"value":[]}}]}"#;
    /// let client = Client::new(move |_| Response::builder().body(answer), "https://x/v1.0");
    /// let mut batch = Batch::new();
    /// let listed = batch.add(&ListMessages::me_messages())?;
    /// let mut answers = client.batch(&batch)?;
    /// assert!(answers.take(listed)?.value.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// A route that is answered with 429, or with another status that the [policy](crate::client#what-is-sent-again)
    /// repeats, is sent again after its own `Retry-After`. The routes that depend on it, and that the service therefore
    /// did not start (424), are sent again with it.
    ///
    /// # Errors
    ///
    /// When a request cannot be built or sent, or the service refuses it as a whole. The error has the answers up to then.
    /// [`Answers::take`] has the errors of single routes.
    pub fn batch(&self, batch: &Batch) -> Result<Answers, Box<BatchError>> {
        let settings = &self.settings;
        let mut run = BatchRun::new(batch, self.service_root(), settings.retry)
            .map_err(|error| BatchError::new(Answers::default(), error))?;
        loop {
            let result = match run.next(settings.timing.now()) {
                Ok(Step::End) => return Ok(run.into_answers()),
                Ok(Step::Wait(wait)) => {
                    settings.timing.block(wait);
                    continue;
                }
                Ok(Step::Send(request)) => self.deliver(*request),
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
    pub(super) fn deliver(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, SendError> {
        read_body(self.forward(request.map(Body::from))?)
    }

    /// Sends a request to any address, with the token only if the address is below the service root. Waits and sends it
    /// again if the settings allow that for the outcome and the body is in memory.
    pub(super) fn forward(&self, request: Request<Body>) -> Result<Response<Body>, SendError> {
        let (parts, mut body) = request.into_parts();
        let mut sent = 0;
        loop {
            let copy = body.copy();
            let result = self.once(Request::from_parts(parts.clone(), body));
            sent += 1;
            match (copy, self.settings.pause(&parts.method, sent, &result)) {
                (Some(copy), Some(pause)) => {
                    self.settings.timing.block(pause);
                    body = copy;
                }
                _ => return result,
            }
        }
    }

    /// Sends a request without repeating it, and reads the whole body of its response.
    pub(super) fn deliver_once(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, SendError> {
        read_body(self.once(request.map(Body::from))?)
    }

    fn once(&self, mut request: Request<Body>) -> Result<Response<Body>, SendError> {
        if let Some(source) = &self.token
            && !request.headers().contains_key(AUTHORIZATION)
            && hop::is_below(request.uri(), self.service_root())
        {
            let token = source.token().map_err(SendError::Token)?;
            authorize(request.headers_mut(), &token)?;
        }
        self.transport.send(request).map_err(SendError::Transport)
    }
}

/// Reads the body of a response to its end.
pub(super) fn read_body(response: Response<Body>) -> Result<Response<Vec<u8>>, SendError> {
    let (parts, body) = response.into_parts();
    Ok(Response::from_parts(parts, body.bytes().map_err(|error| SendError::Transport(error.into()))?))
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
