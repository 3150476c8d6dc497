//! Sending routes with an HTTP client of the caller.
//!
//! In: a route, a service root, a source of tokens. Out: what the route returns, or an error.
//! Invariant: only requests that a route, a pager or a batch builds are sent. The token goes with requests under the
//! service root only. A request is sent again only if the caller allows it and doing it twice does no harm.
//!
//! | client | sends with |
//! |---|---|
//! | [`Client`], asynchronous | a `reqwest::Client` (feature `reqwest`), any `tower::Service<http::Request<Body>>`, a function, a [`server::Service`](crate::server::Service) in the same process |
//! | [`blocking::Client`] | a `ureq::Agent` (feature `ureq`), a function, a [`server::Service`](crate::server::Service) in the same process |
//!
//! Both are there with the feature `client`, which `reqwest` and `ureq` bring along. Neither brings TLS: choose it with the
//! features of `reqwest` or `ureq` themselves. A client has no type parameter for what it sends with, so functions that take
//! `&Client` are tested with a fake as they are.
//!
//! ```
//! # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
//! use graph_runtime::{client::Client, server::Service};
//!
//! /// Production code: it knows a client, whatever that sends with.
//! async fn greet(client: &Client) -> Result<Option<String>, graph_runtime::client::SendError> {
//!     let message = Message { subject: Some("Hello".to_owned()), ..Message::default() };
//!     Ok(client.send(&CreateMessage::me_messages(message)).await?.id)
//! }
//!
//! // A test: the service is in the same process.
//! let service = Service::new(&[]).on(|route: CreateMessage| async move {
//!     Ok(Message { id: Some("7".to_owned()), ..route.body })
//! });
//! let client = Client::new(service.service_root("/v1.0"), "https://graph.microsoft.com/v1.0");
//! # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
//! # runtime.block_on(async {
//! assert_eq!(greet(&client).await?.as_deref(), Some("7"));
//! # Ok::<(), Box<dyn std::error::Error>>(()) })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What is sent again
//!
//! Nothing, unless [`Client::retries`] allows it. Then, up to that number of times:
//!
//! | what came back | methods |
//! |---|---|
//! | 429 | all: the service has not begun |
//! | 503 with `Retry-After` | all: the service says when to come again |
//! | 408, 502, 504, 503 without `Retry-After`, no response | those that may be done twice: GET, HEAD, OPTIONS, PUT, DELETE, TRACE (RFC 9110 §9.2.2) |
//!
//! Routes of a batch are sent again one by one, with the routes that depend on them.
//! A request whose body is a stream is sent once: what has been read is gone. The wait is what `Retry-After` asks for, and up
//! to a tenth more at random, so that many clients do not come back at once; if that asks for more than [`LONGEST_WAIT`], the
//! answer is given to the caller. Without `Retry-After` the wait is 1, 2, 4, … 32 seconds, of which a random part of the
//! second half is left out. [`Timing`] has the clock and the chance, and [`TestTiming`] makes tests take no time.

pub mod blocking;

#[cfg(feature = "azure_core")]
mod azure;
mod batch_run;
mod body;
mod hop;
mod pages;
#[cfg(feature = "reqwest")]
mod reqwest;
mod retry;
mod send_error;
mod service_client;
mod settings;
mod timing;
mod token;
mod transfer;
mod transport;

#[cfg(feature = "azure_core")]
pub use azure::AzureCredential;
pub use batch_run::BatchError;
pub use body::Body;
pub use pages::{Items, Pages};
pub use retry::LONGEST_WAIT;
pub use send_error::SendError;
pub use service_client::Client;
pub use timing::{TestTiming, Timing};
pub use token::{Token, TokenSource};
#[doc(hidden)]
pub use transport::kind;
pub use transport::{Answer, IntoTransport, Transport};

/// The error of a transport or of a source of tokens.
///
/// ```
/// use graph_runtime::client::Failure;
/// let failure: Failure = "connection reset".into();
/// assert_eq!(failure.to_string(), "connection reset");
/// ```
pub type Failure = Box<dyn std::error::Error + Send + Sync>;
