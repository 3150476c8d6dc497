//! Sends routes with an HTTP client that the caller chooses.
//!
//! In: a route, a service root, a source of tokens. Out: what the route returns, or an error. Invariant: a client sends
//! the token only to addresses below the service root. It repeats a request only if the caller allows it, and only if
//! the service has not executed it or a second execution does no harm.
//!
//! | client | sends with |
//! |---|---|
//! | [`Client`], asynchronous | a `reqwest::Client` (feature `reqwest`), any `tower::Service<http::Request<Body>>`, a function, a [`server::Service`](crate::server::Service) in the same process |
//! | [`blocking::Client`] | a `ureq::Agent` (feature `ureq`), a function, a [`server::Service`](crate::server::Service) in the same process |
//!
//! The feature `client` adds both clients; the features `reqwest` and `ureq` enable it. Neither of these features adds
//! TLS: enable it with a feature of the crate `reqwest` or `ureq`, or with the feature `rustls` of this crate, which
//! enables the feature `rustls` of both. A client has no type parameter for its transport, so a test calls functions
//! that take `&Client` with a fake transport and changes nothing else.
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
//! A client repeats no request unless [`Client::retries`] allows it. A client then repeats a request up to that number
//! of times:
//!
//! | what came back | methods |
//! |---|---|
//! | 429 | all: the service has not begun |
//! | 503 with `Retry-After` | all: the service says when to come again |
//! | 408, 502, 504, 503 without `Retry-After`, no response | those that may be done twice: GET, HEAD, OPTIONS, PUT, DELETE, TRACE (RFC 9110 §9.2.2) |
//!
//! When [`Client::batch`] repeats, it sends only the routes whose own answer allows it, and the routes that depend on
//! them. A request whose body is a stream is sent once, because a stream can be read only once. The client waits as
//! long as `Retry-After` says, and up to a tenth longer at random, so that many clients do not come back at the same
//! moment. If `Retry-After` asks for more than [`LONGEST_WAIT`], the caller gets the answer at once. Without
//! `Retry-After` the client waits 1, 2, 4, … 32 seconds, each time minus a random part of up to one half. [`Timing`]
//! supplies the clock and the random numbers; with [`TestTiming`] a test does not wait.

pub mod blocking;

#[cfg(any(feature = "azure_core", feature = "reqwest"))]
mod adapter;
mod batch_run;
mod body;
mod hop;
mod pages;
mod retry;
mod send_error;
mod service_client;
mod settings;
mod timing;
mod token;
mod transfer;
mod transport;

#[cfg(feature = "azure_core")]
pub use adapter::AzureCredential;
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

/// The error of a transport or of a source of tokens, of any type.
///
/// ```
/// use graph_runtime::client::Failure;
/// let failure: Failure = "connection reset".into();
/// assert_eq!(failure.to_string(), "connection reset");
/// ```
pub type Failure = Box<dyn std::error::Error + Send + Sync>;
