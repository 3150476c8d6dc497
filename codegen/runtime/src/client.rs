//! Sending routes with an HTTP client of the caller.
//!
//! In: a route, a service root, a hook for the token. Out: what the route returns, or an error.
//! Invariant: only requests that a route, a pager or a batch builds are sent. The token goes with requests under the
//! service root only. A request is sent again only if the caller allows it and the service says when.
//!
//! | feature | adapter | the caller brings |
//! |---|---|---|
//! | `reqwest` | [`client::reqwest::Client`](reqwest::Client), asynchronous | a `reqwest::Client` |
//! | `ureq` | [`client::ureq::Client`](ureq::Client), blocking | a `ureq::Agent` |
//!
//! Neither feature brings TLS: choose it with the features of the client itself.
//!
//! ```
//! # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
//! # mod service { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/service.rs")); } use service::serve;
//! # #[cfg(feature = "ureq")] {
//! use graph_runtime::client::Client;
//!
//! # let (service_root, _) = serve(&["201 Created\n\n{\"id\":\"7\"}"]);
//! let client = Client::new(ureq::agent(), service_root);
//! let created = client.send(&CreateMessage::me_messages(Message::default()))?;
//! assert_eq!(created.id.as_deref(), Some("7"));
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#[cfg(feature = "reqwest")]
pub mod reqwest;
#[cfg(feature = "ureq")]
pub mod ureq;

mod pages;
mod send_error;
mod service_client;
mod wait;

pub use pages::Pages;
pub use send_error::SendError;
pub use service_client::Client;
#[doc(hidden)]
pub use service_client::Http;
pub use wait::LONGEST_WAIT;
