//! Follows a long-running operation to its end.
//!
//! In: an [`Accepted`] or a stored address, and the responses of the service. Out: a request for each state, and the
//! result at the end. Invariant: every request goes below the service root, unless the caller allows other addresses. A
//! request to such another address never has the headers of the caller.

mod state;
mod waits;

pub use state::OperationState;
use state::Phase;
use waits::Waits;

use crate::{Accepted, Error, FromResponse, Json, LinkError, ODataError, RequestError, RetryAfter, route::link};
use http::{
    HeaderValue, Method, Request, Response, Uri,
    header::{ACCEPT, LOCATION},
};
use serde::de::DeserializeOwned;
use std::{
    any::TypeId,
    fmt,
    marker::PhantomData,
    time::{Duration, SystemTime},
};

/// An accepted operation, followed to its end one request after the other. The caller sends the requests; `T` is the
/// result of the operation.
///
/// Each request asks for the state until the operation has ended:
///
/// | the response | means |
/// |---|---|
/// | 202, or a `status` such as `notStarted`, `running`, `inProgress` | the operation goes on; `Retry-After` says when to ask again |
/// | a `status` such as `failed` or `canceled` | [`Error::Failed`], with the `error` in the response |
/// | a `status` such as `succeeded` or `completed` | the operation has ended; the result is at the address in `resourceLocation`, `targetResourceLocation` or `Location`; without an address the response is the result |
/// | 301, 302, 303, 307, 308 with `Location` | the operation has ended; the result is at the address in `Location` |
/// | any other success | the operation has ended; the response is the result |
///
/// If `T` is `()`, no result is requested. `S` is the type of the resource that has the state.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::{Accepted, Operation, Progress, http::{Request, Response}};
/// # let mut answers = [
/// #     r#"{"status":"running"}"#, r#"{"status":"succeeded","resourceLocation":"/me/messages/7"}"#, r#"{"id":"7"}"#,
/// # ].into_iter();
/// # let mut send = |_: Request<Vec<u8>>| Response::new(answers.next().unwrap_or_default().as_bytes().to_vec());
///
/// # let accepted: Accepted = Accepted::from("https://graph.microsoft.com/v1.0/me/operations/1".to_owned());
/// let mut operation = Operation::<Message>::new(&accepted, "https://graph.microsoft.com/v1.0");
/// let message = loop {
///     # let sleep = |_| ();
///     sleep(operation.wait(std::time::SystemTime::now()));
///     let request = operation.next_request()?;
///     if let Progress::Done(message) = operation.accept(send(request))? {
///         break message;
///     }
/// };
/// assert_eq!(message.id.as_deref(), Some("7"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Operation<T, S = Json> {
    service_root: String,
    /// The address to request next: of the state, or of the result once the operation has ended.
    address: String,
    /// Whether the operation has ended. `address` is then the address of the result, and before that the address of the
    /// state.
    ended: bool,
    anywhere: bool,
    waits: Waits,
    state: OperationState,
    types: PhantomData<fn() -> (T, S)>,
}

/// What a response says about an operation or an upload: it goes on, or it has ended.
///
/// ```
/// use graph_runtime::Progress;
/// assert_eq!(Progress::Done(7).done(), Some(7));
/// assert_eq!(Progress::<i32>::Running.done(), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress<T> {
    /// The operation or upload goes on, so there is a next request.
    Running,
    /// The operation or upload has ended, and this is its result: for an upload usually the file.
    Done(T),
}

impl<T> Progress<T> {
    /// The result; `None` while the operation or upload goes on.
    ///
    /// ```
    /// assert_eq!(graph_runtime::Progress::Done("id").done(), Some("id"));
    /// ```
    pub fn done(self) -> Option<T> {
        match self {
            Self::Running => None,
            Self::Done(result) => Some(result),
        }
    }
}

impl<T, S> Operation<T, S> {
    /// Follows the operation that a route returned, from its first state to its end.
    ///
    /// ```
    /// use graph_runtime::{Accepted, LinkError, Operation, RequestError};
    /// let accepted: Accepted = Accepted::from("/teams('1')/operations('2')".to_owned());
    /// let mut operation = Operation::<()>::new(&accepted, "https://graph.microsoft.com/v1.0");
    /// // The address is below the service root.
    /// let request = operation.next_request()?;
    /// assert_eq!(request.uri(), "https://graph.microsoft.com/v1.0/teams('1')/operations('2')");
    ///
    /// let nowhere = Operation::<()>::new(&<Accepted>::default(), "https://graph.microsoft.com/v1.0").next_request();
    /// assert_eq!(nowhere.err(), Some(RequestError::Link(LinkError::Missing)));
    /// # Ok::<(), RequestError>(())
    /// ```
    pub fn new(accepted: &Accepted<S>, service_root: impl Into<String>) -> Self {
        let mut operation = Self::at(accepted.location.as_deref().unwrap_or_default(), service_root);
        operation.waits.asked = accepted.retry_after;
        operation.waits.service_time = RetryAfter::service_time(&accepted.headers);
        operation
    }

    fn at(address: &str, service_root: impl Into<String>) -> Self {
        Self {
            service_root: service_root.into(),
            address: address.to_owned(),
            ended: false,
            anywhere: false,
            waits: Waits::default(),
            state: OperationState::default(),
            types: PhantomData,
        }
    }

    /// Follows the operation to other hosts too, for instance to the host of a copied file. A client sends no token
    /// there.
    ///
    /// ```
    /// use graph_runtime::{LinkError, Operation, RequestError};
    /// let operation = || Operation::<()>::resume("https://contoso.sharepoint.com/monitor/1", "https://x/v1.0");
    /// let refused = operation().next_request().err();
    /// assert!(matches!(refused, Some(RequestError::Link(LinkError::Foreign { .. }))));
    /// assert_eq!(operation().anywhere().next_request()?.uri(), "https://contoso.sharepoint.com/monitor/1");
    /// # Ok::<(), RequestError>(())
    /// ```
    #[must_use]
    pub fn anywhere(self) -> Self {
        Self { anywhere: true, ..self }
    }

    /// Gives up instead of waiting longer than this in total: [`next_request`](Self::next_request) fails then with
    /// [`RequestError::StillRunning`]. Without a limit an operation is followed as long as it goes on.
    ///
    /// ```
    /// use graph_runtime::{Operation, RequestError, http::Response};
    /// use std::time::Duration;
    /// let mut operation = Operation::<()>::resume("/operations/1", "https://x").give_up_after(Duration::from_secs(20));
    /// let running = || Response::builder().status(202).header("retry-after", "15").body(Vec::new());
    /// operation.accept(running()?)?;
    /// assert!(operation.next_request().is_ok());
    /// operation.accept(running()?)?;
    /// assert_eq!(operation.next_request().err(), Some(RequestError::StillRunning { limit: Duration::from_secs(20) }));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn give_up_after(mut self, limit: Duration) -> Self {
        self.waits.limit = Some(limit);
        self
    }

    /// The address of the next request, to be stored for [`resume`](Self::resume).
    ///
    /// ```
    /// use graph_runtime::Operation;
    /// assert_eq!(Operation::<()>::resume("/operations/1", "https://x").address(), "/operations/1");
    /// ```
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The state in the response that was read last.
    ///
    /// ```
    /// use graph_runtime::{Operation, http::Response};
    /// let mut operation = Operation::<()>::resume("/operations/1", "https://x");
    /// operation.accept(Response::new(br#"{"status":"inProgress","percentageComplete":27.8}"#.to_vec()))?;
    /// assert_eq!(operation.state().percent_complete, Some(27.8));
    /// # Ok::<(), graph_runtime::Error>(())
    /// ```
    pub fn state(&self) -> &OperationState {
        &self.state
    }

    /// The state in the response that was read last, as `S`: the documented type of the resource that describes the
    /// operation. A route that returns an [`Accepted<S>`](Accepted) determines `S`.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Accepted, Operation, http::Response};
    /// let accepted = Accepted::<Message>::from("/operations/1".to_owned());
    /// let mut operation = Operation::<(), _>::new(&accepted, "https://x");
    /// operation.accept(Response::new(br#"{"status":"running","subject":"7"}"#.to_vec()))?;
    /// assert_eq!(operation.typed_state()?.subject.as_deref(), Some("7"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no state yet, or it does not fit the type.
    pub fn typed_state(&self) -> Result<S, serde_json::Error>
    where
        S: DeserializeOwned,
    {
        S::deserialize(&self.state.body)
    }

    /// The wait before the next request: as long as `Retry-After` says, or 1, 2, 4, … 30 seconds. Before the first
    /// request there is no wait unless the service asked for one.
    ///
    /// ```
    /// use graph_runtime::{Operation, http::Response};
    /// use std::time::{Duration, SystemTime};
    /// let mut operation = Operation::<()>::resume("/operations/1", "https://x");
    /// operation.accept(Response::builder().status(202).header("retry-after", "15").body(Vec::new())?)?;
    /// assert_eq!(operation.wait(SystemTime::now()), Duration::from_secs(15));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn wait(&self, now: SystemTime) -> Duration {
        self.waits.next(now)
    }

    /// The next request: for the state, or at the end for the result.
    ///
    /// ```
    /// use graph_runtime::Operation;
    /// let request = Operation::<()>::resume("operations/1", "https://x/v1.0").next_request()?;
    /// assert_eq!((request.method().as_str(), request.uri().path()), ("GET", "/v1.0/operations/1"));
    /// # Ok::<(), graph_runtime::RequestError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the address is not allowed, or the operation would go on for longer than the limit.
    pub fn next_request(&self) -> Result<Request<Vec<u8>>, RequestError> {
        if let Some(limit) = self.waits.exceeded() {
            return Err(RequestError::StillRunning { limit });
        }
        let mut request = Request::new(Vec::new());
        *request.method_mut() = Method::GET;
        *request.uri_mut() = self.uri().map_err(RequestError::Link)?;
        request.headers_mut().insert(ACCEPT, HeaderValue::from_static("application/json"));
        Ok(request)
    }

    fn uri(&self) -> Result<Uri, LinkError> {
        let address = self.address.trim();
        if address.is_empty() {
            return Err(LinkError::Missing);
        }
        match link::resolve(address, &self.service_root) {
            // `/teams('1')/operations('2')`: services mean a path below the service root, whereas RFC 3986 would start
            // at the host.
            Err(LinkError::Outside) if address.starts_with('/') && !address.starts_with("//") => {
                link::resolve(address.trim_start_matches('/'), &self.service_root)
            }
            Err(LinkError::Foreign { .. } | LinkError::Outside) if self.anywhere => {
                link::elsewhere(address, &self.service_root)
            }
            resolved => resolved,
        }
    }
}

impl<T> Operation<T> {
    /// Follows the operation at an address that was [stored](Self::address).
    ///
    /// ```
    /// use graph_runtime::Operation;
    /// let stored = "https://graph.microsoft.com/v1.0/me/operations/1";
    /// let operation = Operation::<()>::resume(stored, "https://graph.microsoft.com/v1.0");
    /// // The first request for the state needs no wait.
    /// assert!(operation.wait(std::time::SystemTime::now()).is_zero());
    /// ```
    pub fn resume(address: &str, service_root: impl Into<String>) -> Self {
        Self::at(address, service_root)
    }
}

impl<T: FromResponse + 'static, S> Operation<T, S> {
    /// Reads the response to the last request.
    ///
    /// ```
    /// use graph_runtime::{Error, Operation, Progress, http::Response};
    /// let mut operation = Operation::<()>::resume("/operations/1", "https://x");
    /// let running = operation.accept(Response::new(br#"{"status":"notStarted"}"#.to_vec()))?;
    /// assert_eq!(running, Progress::Running);
    ///
    /// let failed = br#"{"status":"failed","error":{"code":"quotaExceeded","message":"Full."}}"#;
    /// let error = operation.accept(Response::new(failed.to_vec())).expect_err("the operation failed");
    /// assert!(matches!(&error, Error::Failed(error) if error.has_code("quotaExceeded")));
    /// # Ok::<(), graph_runtime::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Failed`] when the operation failed. Any other error when the response is not one of an operation; the
    /// caller can then send the request again.
    pub fn accept(&mut self, response: Response<Vec<u8>>) -> Result<Progress<T>, Error> {
        let status = response.status();
        if status.is_redirection() {
            return self.go_on(header(&response), response);
        }
        if !status.is_success() {
            return Err(Error::of(response));
        }
        if self.ended {
            return T::from_response(response).map(Progress::Done);
        }
        let state = OperationState::read(&response);
        let phase = state.phase(status, &self.state);
        self.waits.read(response.headers());
        self.state = state;
        match phase {
            Phase::Running => {
                // A 202 with `Location`: the service asks the client to request the state there from now on.
                if let Some(address) = header(&response).filter(|_| status == http::StatusCode::ACCEPTED) {
                    self.address = address;
                }
                Ok(Progress::Running)
            }
            Phase::Failed => {
                let mut error = ODataError::from_response(response);
                error.code = error.code.or_else(|| self.state.status.clone());
                Err(Error::Failed(Box::new(error)))
            }
            Phase::Succeeded => {
                let address = self.state.resource.clone().or_else(|| header(&response));
                match address {
                    Some(address) if address != self.address => self.go_on(Some(address), response),
                    _ => T::from_response(response).map(Progress::Done),
                }
            }
            Phase::Result => T::from_response(response).map(Progress::Done),
        }
    }

    /// Called when the operation has succeeded or the response is a redirect: the next request fetches the result from
    /// `address`. If there is no address, the response is an error, unless the caller wants no result (`T` is `()`).
    fn go_on(&mut self, address: Option<String>, response: Response<Vec<u8>>) -> Result<Progress<T>, Error> {
        // The caller wants no result, `()`, so no request is necessary.
        if TypeId::of::<T>() == TypeId::of::<()>() {
            return T::from_response(response).map(Progress::Done);
        }
        match address {
            Some(address) => {
                self.ended = true;
                self.address = address;
                self.waits = Waits::default();
                Ok(Progress::Running)
            }
            None => Err(Error::unexpected(response)),
        }
    }
}

fn header(response: &Response<Vec<u8>>) -> Option<String> {
    response.headers().get(LOCATION)?.to_str().ok().map(str::to_owned)
}

impl<T, S> fmt::Debug for Operation<T, S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = &mut formatter.debug_struct("Operation");
        shown.field("address", &self.address).field("state", &self.state).finish_non_exhaustive()
    }
}
