//! Receives notifications of changes.
//!
//! In: the requests that a service sends to a subscriber. Out: the answer to its handshake, or typed notifications.
//! Invariant: a notification is returned only if it contains the secret of the subscription. Secrets are compared in
//! constant time.
//!
//! A subscriber gives the service an address and a secret, the client state. The service first sends a token to this
//! address and expects it back as plain text; afterwards it sends notifications. A [`Receiver`] answers the handshake
//! and reads the notifications. It takes an `http` request and returns a response, so it works with any server.
//!
//! ```
//! # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
//! use graph_runtime::{Model, http::{Request, Response}, webhook::{ChangeType, Received, Receiver}};
//!
//! fn answer(receiver: &Receiver, request: Request<Vec<u8>>) -> Response<Vec<u8>> {
//!     match receiver.receive(&request) {
//!         Received::Answer(answer) => answer,
//!         Received::Notifications(notifications) => {
//!             for notification in notifications {
//!                 let is_new = notification.change_type == Some(ChangeType::Created);
//!                 let resource = notification.resource_data.and_then(|data| data.downcast::<Message>().ok());
//!                 println!("{is_new} {:?}", resource.and_then(|message| message.id));
//!             }
//!             // Soon: a service that waits too long for it sends the notifications again.
//!             Receiver::accepted()
//!         }
//!     }
//! }
//!
//! let receiver = Receiver::new("a secret");
//! let handshake = Request::post("/notify?validationToken=Hello%3a+you").body(Vec::new())?;
//! assert_eq!(answer(&receiver, handshake).body(), b"Hello: you");
//!
//! let body = br##"{"value":[{"clientState":"a secret","changeType":"created","resource":"me/messages('7')",
//!     "resourceData":{"@odata.type":"#microsoft.graph.message","id":"7"}}]}"##;
//! assert_eq!(answer(&receiver, Request::post("/notify").body(body.to_vec())?).status(), 202);
//! # Ok::<(), graph_runtime::http::Error>(())
//! ```
//!
//! With the feature `axum`, [`server::router`](crate::server) makes a router of it:
//!
//! ```
//! # #[cfg(feature = "axum")] {
//! use graph_runtime::{server::router, webhook::{Received, Receiver}};
//! use std::sync::Arc;
//!
//! let receiver = Arc::new(Receiver::new("a secret"));
//! let notify: axum::Router = router(4 << 20, move |request| {
//!     let receiver = Arc::clone(&receiver);
//!     async move {
//!         match receiver.receive(&request) {
//!             Received::Answer(answer) => answer,
//!             // … hand them to a task of their own, and answer at once.
//!             Received::Notifications(_) => Receiver::accepted(),
//!         }
//!     }
//! });
//! let app: axum::Router = axum::Router::new().nest("/notify", notify);
//! # }
//! ```

#[cfg(feature = "decryption")]
mod decrypt;
mod notification;
mod receiver;
mod resource_path;

#[cfg(feature = "decryption")]
pub use decrypt::{DecryptError, DecryptionKey};
pub use notification::{ChangeType, EncryptedContent, LifecycleEvent, Notification, ResourceData};
pub use receiver::{Received, Receiver};
pub use resource_path::{ResourcePath, Segment};
