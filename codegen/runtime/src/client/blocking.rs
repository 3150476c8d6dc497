//! A client that blocks until the service has answered.
//!
//! In: a route. Out: what the route returns. Invariant: this client takes the same decisions as the asynchronous one,
//! and needs no executor.
//!
//! ```
//! # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
//! # mod service { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/service.rs")); } use service::serve;
//! # #[cfg(feature = "ureq")] {
//! use graph_runtime::client::blocking::Client;
//!
//! # let (service_root, _) = serve(&["201 Created\n\n{\"id\":\"7\"}"]);
//! let client = Client::new(ureq::agent(), service_root);
//! let created = client.send(&CreateMessage::me_messages(Message::default()))?;
//! assert_eq!(created.id.as_deref(), Some("7"));
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod body;
mod pages;
mod service_client;
mod token;
mod transfer;
mod transport;
#[cfg(feature = "ureq")]
mod ureq;

pub use body::Body;
pub use pages::{Items, Pages};
pub use service_client::Client;
pub use token::TokenSource;
#[doc(hidden)]
pub use transport::kind;
pub use transport::{IntoTransport, Transport};
