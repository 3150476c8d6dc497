//! The server side of routes: it reads requests as routes, and writes the values of routes as responses.
//!
//! In: an `http::Request`, or the value that a route returns. Out: the route with its arguments and body, or an
//! `http::Response`. Invariant: a request that a route builds is read as that route again. No request causes a panic.
//!
//! ```
//! use graph_runtime::{Page, Route, http::Request, server::ToResponse};
//! # use graph_runtime::{Annotations, Call, Extra};
//! # #[derive(Clone, Default)]
//! # pub struct Message { pub subject: Option<String>, pub extra: Extra, pub annotations: Annotations }
//! # graph_runtime::object! { Message: "microsoft.graph.message", bases []; subject = "subject" }
//! # pub struct ListMessages { call: Call }
//! # graph_runtime::route! {
//! #     ListMessages: GET, response Page<Message>, success [200], page "api/user-list-messages.md",
//! #     templates ["/me/messages", "/users/{id}/messages"], permissions []
//! # }
//!
//! let request = Request::get("/v1.0/users/ann@contoso.com/messages?$top=1").body(Vec::new())?;
//! let route = ListMessages::from_request(request, "/v1.0")?;
//! assert_eq!((route.call().template(), &route.call().arguments()[0][..]), ("/users/{id}/messages", "ann@contoso.com"));
//! assert_eq!(route.call().query().next(), Some(("$top", "1")));
//!
//! let page = Page { value: vec![Message { subject: Some("Hello".into()), ..Message::default() }], ..Page::default() };
//! let response = page.to_response(ListMessages::SUCCESS)?;
//! assert_eq!((response.status().as_u16(), &response.body()[..]), (200, &br#"{"value":[{"subject":"Hello"}]}"#[..]));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod answer;
#[cfg(feature = "axum")]
mod axum;
mod exchange;
mod fault;
mod origin;
mod request;
mod service;
#[doc(hidden)]
pub mod state;

#[cfg(feature = "axum")]
pub use self::axum::router;
pub use answer::bodies::Bodies;
#[doc(hidden)]
pub use answer::documented::DocumentedPath;
pub use answer::documented::{Documented, Example};
#[doc(hidden)]
pub use answer::links::Links;
pub use answer::method::method_not_allowed;
pub use answer::respond::ToResponse;
#[doc(hidden)]
pub use answer::{elsewhere, likeness, protocol, rank};
pub use exchange::Exchange;
#[doc(hidden)]
pub use fault::Faults;
pub use fault::{Fault, Latency};
#[doc(hidden)]
pub use origin::origin;
pub use request::body::{FromBody, is_json};
pub(crate) use request::headers::{call, content};
pub use request::incoming_batch::IncomingBatch;
#[doc(hidden)]
pub use request::path_options::{self, PathOption};
#[doc(hidden)]
pub use request::preference::Preference;
#[doc(hidden)]
pub use request::token::Token;
pub use request::{BadRequest, RequestResult, RequestTarget, TemplateIndex};
pub use service::{Received, Service};
pub use state::Schema;
