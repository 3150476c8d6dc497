//! Transports, which carry requests to a service.
//!
//! In: an HTTP client, a `tower` service, a function, or a service in the same process. Out: a [`Transport`].
//! Invariant: a transport sends a request unchanged; it adds no token and repeats nothing.

use super::{Body, Failure};
use crate::server::Service;
use http::{Request, Response};
use std::{
    future::poll_fn,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
};

/// What [`Transport::send`] returns: a future with the response.
///
/// ```
/// use graph_runtime::{client::{Answer, Body}, http::Response};
/// let answer: Answer = Box::pin(async { Ok(Response::new(Body::default())) });
/// ```
pub type Answer = Pin<Box<dyn Future<Output = Result<Response<Body>, Failure>> + Send>>;

/// Carries requests to a service, asynchronously.
///
/// Programs seldom implement it: [`IntoTransport`] lists the types that have an implementation.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::{client::{Answer, Body, Client, Transport}, http::{Request, Response}};
///
/// struct Empty;
/// impl Transport for Empty {
///     fn send(&self, _: Request<Body>) -> Answer {
///         Box::pin(async { Ok(Response::new(r#"{"value":[]}"#.into())) })
///     }
/// }
///
/// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
/// # runtime.block_on(async {
/// let client = Client::new(Empty, "https://graph.microsoft.com/v1.0");
/// assert!(client.send(&ListMessages::me_messages()).await?.value.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(()) })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Transport: Send + Sync {
    /// Sends a request. A response with an error status such as 404 is `Ok`; `Err` means that no response arrived.
    ///
    /// ```
    /// use graph_runtime::{client::{Body, Transport}, http::Request, server::Service};
    /// use std::sync::Arc;
    /// let service = Arc::new(Service::new(&[]));
    /// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    /// # runtime.block_on(async {
    /// assert_eq!(service.send(Request::get("/me").body(Body::default())?).await?.status(), 404);
    /// # Ok::<(), graph_runtime::client::Failure>(()) })?;
    /// # Ok::<(), graph_runtime::client::Failure>(())
    /// ```
    fn send(&self, request: Request<Body>) -> Answer;
}

/// A type that a [`Client`](super::Client) can send requests with. The compiler infers the marker type `Kind`; it
/// exists only because the implementations for the rows of this table would overlap without it.
///
/// | type | is accepted as |
/// |---|---|
/// | `reqwest::Client`, with the feature `reqwest` | a [`Transport`] |
/// | [`server::Service`](crate::server::Service), for programs and tests without a network | a [`Transport`] |
/// | any `tower::Service<http::Request<Body>>` that can be cloned: a stack of middleware, a `hyper` client, an `axum::Router` | a service |
/// | a function from a request to a future of a response: a fake, a recorder | a function |
///
/// ```
/// use graph_runtime::{client::{Client, IntoTransport}, http::Response, server::Service};
///
/// fn client<K>(transport: impl IntoTransport<K>) -> Client {
///     Client::new(transport, "https://graph.microsoft.com/v1.0").retries(3)
/// }
/// client(Service::new(&[]));
/// client(|_| async { Response::builder().body("{}") });
/// ```
pub trait IntoTransport<Kind> {
    /// Makes the shared transport that the client sends with.
    #[doc(hidden)]
    fn into_transport(self) -> Arc<dyn Transport>;
}

/// Markers that tell the implementations of [`IntoTransport`] apart. Without them the implementations for functions,
/// `tower` services and types with `Transport` would overlap.
#[doc(hidden)]
pub mod kind {
    /// Marks types that implement [`Transport`](super::Transport) themselves.
    #[derive(Debug)]
    pub struct Itself;
    /// Marks the implementation of [`IntoTransport`](super::IntoTransport) for a service in the same process.
    #[derive(Debug)]
    pub struct InProcess;
    /// Marks the implementation of [`IntoTransport`](super::IntoTransport) for `tower` services.
    #[derive(Debug)]
    pub struct Tower;
    /// Marks the implementation of [`IntoTransport`](super::IntoTransport) for functions from a request to a response.
    #[derive(Debug)]
    pub struct Function;
}

impl<T: Transport + 'static> IntoTransport<kind::Itself> for T {
    fn into_transport(self) -> Arc<dyn Transport> {
        Arc::new(self)
    }
}

impl<S, B> IntoTransport<kind::Tower> for S
where
    S: tower_service::Service<Request<Body>, Response = Response<B>> + Clone + Send + 'static,
    S::Error: Into<Failure>,
    S::Future: Send,
    B: http_body::Body + Send + 'static,
    B::Error: Into<Failure>,
{
    fn into_transport(self) -> Arc<dyn Transport> {
        Arc::new(Tower(Mutex::new(self)))
    }
}

impl<F, A, B, E> IntoTransport<kind::Function> for F
where
    F: Fn(Request<Body>) -> A + Send + Sync + 'static,
    A: Future<Output = Result<Response<B>, E>> + Send + 'static,
    B: Into<Body>,
    E: Into<Failure>,
{
    fn into_transport(self) -> Arc<dyn Transport> {
        Arc::new(Function(self))
    }
}

impl IntoTransport<kind::InProcess> for Service {
    fn into_transport(self) -> Arc<dyn Transport> {
        Arc::new(Arc::new(self))
    }
}

/// A `tower` service as a [`Transport`]. Each request is sent with its own clone of the service. The `Mutex` makes this
/// type `Sync`; it is locked only while the service is cloned, not while a request is under way.
struct Tower<S>(Mutex<S>);

impl<S, B> Transport for Tower<S>
where
    S: tower_service::Service<Request<Body>, Response = Response<B>> + Clone + Send + 'static,
    S::Error: Into<Failure>,
    S::Future: Send,
    B: http_body::Body + Send + 'static,
    B::Error: Into<Failure>,
{
    fn send(&self, request: Request<Body>) -> Answer {
        let mut service = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Box::pin(async move {
            poll_fn(|context| service.poll_ready(context)).await.map_err(Into::into)?;
            let response = service.call(request).await.map_err(Into::into)?;
            Ok(response.map(Body::from_http_body))
        })
    }
}

struct Function<F>(F);

impl<F, A, B, E> Transport for Function<F>
where
    F: Fn(Request<Body>) -> A + Send + Sync,
    A: Future<Output = Result<Response<B>, E>> + Send + 'static,
    B: Into<Body>,
    E: Into<Failure>,
{
    fn send(&self, request: Request<Body>) -> Answer {
        let answer = (self.0)(request);
        Box::pin(async move { Ok(answer.await.map_err(Into::into)?.map(Into::into)) })
    }
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: Request<Body>) -> Answer {
        T::send(self, request)
    }
}

/// A service in the same process. Several clients share it as `Arc<Service>`.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::{client::Client, server::{Documented, Service}};
///
/// let service = Service::new(&[Documented::with_body::<ListMessages>(200, r#"{"value":[{"subject":"documented"}]}"#)]);
/// let client = Client::new(service.service_root("/v1.0"), "https://graph.microsoft.com/v1.0");
/// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
/// # runtime.block_on(async {
/// let page = client.send(&ListMessages::me_messages()).await?;
/// assert_eq!(page.value[0].subject.as_deref(), Some("documented"));
/// # Ok::<(), Box<dyn std::error::Error>>(()) })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
impl Transport for Arc<Service> {
    fn send(&self, request: Request<Body>) -> Answer {
        let service = Self::clone(self);
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let request = Request::from_parts(parts, body.bytes().await?);
            Ok(service.respond(request).await.map(Into::into))
        })
    }
}
