//! Transports, which carry requests to a service and block until there is a response.
//!
//! In: an HTTP client, a function, or a service in the same process. Out: a [`Transport`]. Invariant: a transport sends
//! a request unchanged; it adds no token and repeats nothing.

use super::Body;
use crate::{client::Failure, server::Service};
use http::{Request, Response};
use std::{
    pin::pin,
    sync::Arc,
    task::{Context, Poll, Wake, Waker},
    thread::{self, Thread},
};

/// Carries requests to a service, and blocks until there is a response.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::{client::{Failure, blocking::{Body, Client, Transport}}, http::{Request, Response}};
///
/// struct Empty;
/// impl Transport for Empty {
///     fn send(&self, _: Request<Body>) -> Result<Response<Body>, Failure> {
///         Ok(Response::new(r#"{"value":[]}"#.into()))
///     }
/// }
///
/// let client = Client::new(Empty, "https://graph.microsoft.com/v1.0");
/// assert!(client.send(&ListMessages::me_messages())?.value.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Transport: Send + Sync {
    /// Sends a request and returns its response, of any status: 404 or 500 is not an error here.
    ///
    /// ```
    /// use graph_runtime::{client::blocking::{Body, Transport}, http::Request, server::Service};
    /// use std::sync::Arc;
    /// let service = Arc::new(Service::new(&[]));
    /// assert_eq!(service.send(Request::get("/me").body(Body::default())?)?.status(), 404);
    /// # Ok::<(), graph_runtime::client::Failure>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no response.
    fn send(&self, request: Request<Body>) -> Result<Response<Body>, Failure>;
}

/// A type that a [`Client`](super::Client) can send with. `Kind` is a marker that keeps the implementations for
/// different types from overlapping; the compiler infers it.
///
/// | type | is accepted as |
/// |---|---|
/// | `ureq::Agent`, with the feature `ureq` | a [`Transport`] |
/// | [`server::Service`](crate::server::Service), for programs and tests without a network | a service in the same process |
/// | a function from a request to a response: a fake, a recorder | a function |
///
/// ```
/// use graph_runtime::{client::blocking::{Client, IntoTransport}, http::Response, server::Service};
///
/// fn client<K>(transport: impl IntoTransport<K>) -> Client {
///     Client::new(transport, "https://graph.microsoft.com/v1.0").retries(3)
/// }
/// client(Service::new(&[]));
/// client(|_| Response::builder().body("{}"));
/// ```
pub trait IntoTransport<Kind> {
    /// Makes the shared transport that the client sends with.
    #[doc(hidden)]
    fn into_transport(self) -> Arc<dyn Transport>;
}

/// Markers that tell the implementations of [`IntoTransport`] apart. Without them the implementations for functions and
/// for types with `Transport` would overlap.
#[doc(hidden)]
pub mod kind {
    /// Marks types that implement [`Transport`](super::Transport) themselves.
    #[derive(Debug)]
    pub struct Itself;
    /// Marks a service in the same process.
    #[derive(Debug)]
    pub struct InProcess;
    /// Marks functions from a request to a response.
    #[derive(Debug)]
    pub struct Function;
}

impl<T: Transport + 'static> IntoTransport<kind::Itself> for T {
    fn into_transport(self) -> Arc<dyn Transport> {
        Arc::new(self)
    }
}

impl<F, B, E> IntoTransport<kind::Function> for F
where
    F: Fn(Request<Body>) -> Result<Response<B>, E> + Send + Sync + 'static,
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

struct Function<F>(F);

impl<F, B, E> Transport for Function<F>
where
    F: Fn(Request<Body>) -> Result<Response<B>, E> + Send + Sync,
    B: Into<Body>,
    E: Into<Failure>,
{
    fn send(&self, request: Request<Body>) -> Result<Response<Body>, Failure> {
        Ok((self.0)(request).map_err(Into::into)?.map(Into::into))
    }
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: Request<Body>) -> Result<Response<Body>, Failure> {
        T::send(self, request)
    }
}

/// Answers requests with a service in the same process, without an executor: the calling thread runs the handlers.
/// Several clients can share the service as an `Arc<Service>`.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::{Page, client::blocking::Client, server::Service};
///
/// let service = Service::new(&[]).on(|_: ListMessages| async { Ok(Page::default()) });
/// let client = Client::new(service, "");
/// assert!(client.send(&ListMessages::me_messages())?.value.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
impl Transport for Arc<Service> {
    fn send(&self, request: Request<Body>) -> Result<Response<Body>, Failure> {
        let (parts, body) = request.into_parts();
        let request = Request::from_parts(parts, body.bytes()?);
        Ok(wait(self.respond(request)).map(Into::into))
    }
}

/// Runs a future on this thread, and returns its value. The thread is parked while the future is pending.
fn wait<F: Future>(future: F) -> F::Output {
    struct Unpark(Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(value) => return value,
            Poll::Pending => thread::park(),
        }
    }
}
