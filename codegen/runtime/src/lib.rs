//! The runtime of crates that are generated from API documentation.
//!
//! A generated type is a struct of optional public fields and one line that lists their wire names ([`object!`],
//! [`open_enum!`], [`patch!`]). All code that reads, writes, compares and casts such types is in this crate once,
//! written against [`Object`]. A thousand types therefore compile as a thousand tables, not as a thousand
//! deserialisers.
//!
//! ```
//! use graph_runtime::{Annotations, DateTimeOffset, Extra};
//!
//! #[derive(Clone, Default)]
//! pub struct Message {
//!     pub subject: Option<String>,
//!     pub sent_date_time: Option<DateTimeOffset>,
//!     pub is_read: Option<bool>,
//!     pub extra: Extra,
//!     pub annotations: Annotations,
//! }
//! graph_runtime::object! {
//!     Message: "microsoft.graph.message", bases [];
//!     subject = "subject",
//!     sent_date_time = "sentDateTime",
//!     is_read = "isRead",
//! }
//!
//! let json = r#"{"@odata.etag":"W/\"1\"","subject":"Hello","isRead":"maybe","colour":"red"}"#;
//! let message: Message = serde_json::from_str(json)?;
//! assert_eq!(message.subject.as_deref(), Some("Hello"));
//! assert_eq!(message.annotations.etag(), Some("W/\"1\""));
//! // What the pages did not promise is kept, and written back.
//! assert_eq!(message.extra.get("isRead"), Some(&"maybe".into()));
//! assert_eq!(serde_json::to_string(&message)?, json);
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! How a model holds the members of a response:
//!
//! | the response has | the model gets |
//! |---|---|
//! | a known member that fits its field | the field |
//! | a known member that is `null` | `null` in [`Extra`] under its name; the field is `None` |
//! | a known member of another JSON type | the value in [`Extra`] under its name; the field is `None` |
//! | an unknown member | the value in [`Extra`] |
//! | a name with `@` | the value in [`Annotations`] |
//! | a member twice | the last one |
//!
//! # Where to look
//!
//! | for | see |
//! |---|---|
//! | casting between a base and the types that derive from it | [`Polymorphic`], [`Model`] |
//! | members and control information beside the fields | [`Extra`], [`Annotations`] |
//! | one page of a collection, a single value in an object | [`Page`], [`ODataValue`] |
//! | the body of a PATCH request: keep, set, set to `null` | [`Patch`] |
//! | a patch from two states of an object, what a delta query changed | [`diff`], [`Model::merge`], [`Change::apply`] |
//! | links to other resources in a body | [`Reference`], [`Bind`] |
//! | fixtures of tests that have to fit their types | [`read_strictly`] |
//! | dates, times, durations, GUIDs, bytes, decimals | [`scalar`] |
//! | building a request, reading its response | [`Route`] |
//! | following a collection from page to page, and its changes | [`Pager`], [`Change`] |
//! | sending routes with `reqwest`, `ureq`, a `tower` service, a fake | `client`, with a feature of that name |
//! | several routes in one request | [`Batch`], [`Answers`] |
//! | `$select`, `$filter`, `$expand` and the other query options | [`query`] |
//! | the permissions that several routes need together | [`permissions`] |
//! | what a service answers when it fails | [`ODataError`] |
//! | uploading a large file in parts | [`UploadSession`] |
//! | an operation that goes on after the response, followed to its end | [`Accepted`], [`Operation`] |
//! | receiving notifications of changes | `webhook`, with the feature `webhooks` |
//! | reading a request as its route, writing what the route returns | [`server`] |
//!
//! The macros implement [`Table`]. Code that walks over the members of any type uses [`Structured`], [`Object`],
//! [`Slot`], [`View`] and the traits beside them.
//!
//! # Features
//!
//! | feature | adds |
//! |---|---|
//! | `client` | `client`: an asynchronous and a blocking client over any transport |
//! | `reqwest`, `ureq` | these as transports, and `client` |
//! | `azure_core` | tokens of the credentials of the Azure SDK, and `client` |
//! | `webhooks` | `webhook`: receiving notifications of changes |
//! | `decryption` | decrypting the resources in them, and `webhooks` |
//! | `axum` | `into_router` of [`server::Service`] |
//! | `time`, `chrono`, `jiff`, `uuid` | conversions of the [`scalar`]s to the types of these crates |
//!
//! None is on by default.

#[cfg(feature = "client")]
pub mod client;
mod conversation;
mod json;
mod members;
#[macro_use]
mod model;
mod object;
pub mod permissions;
pub mod query;
mod response;
pub mod route;
pub mod scalar;
pub mod server;
#[cfg(feature = "webhooks")]
pub mod webhook;

pub use conversation::batch::{Answers, Batch, Ticket};
pub use conversation::operation::{Operation, OperationState, Progress};
pub use conversation::pager::Pager;
pub use json::{Fault, StrictError, deserialize_value, read_json, read_strictly, serialize, serialize_value};
pub use members::{Annotations, Extra, Removed};
pub use model::{
    Diff, Enumeration, Model, Patch, Polymorphic, Table, as_any, as_named, debug, deserialize, diff, equal, hash,
    member_in_any_case, upcast, view_of_unrecognized,
};
pub use object::{
    Field, List, ListSlot, Object, ObjectSlot, PatchSlot, Scalar, ScalarKind, ScalarSlot, Slot, Structured, TypeInfo,
    Value, View, VisitSlots, VisitViews, Write,
};
pub use query::Query;
#[doc(hidden)]
pub use response::Misfits;
pub use response::{
    Accepted, Change, Content, Error, ErrorDetail, FromResponse, ODataError, ODataValue, Page, Redirect, RetryAfter,
};
pub use route::reference::{Bind, Reference};
pub use route::{Body, Call, LinkError, PermissionTable, RequestError, Route};
pub use scalar::{Binary, Date, DateTimeOffset, Decimal, Duration, Guid, TimeOfDay};

pub use conversation::upload_session::UploadSession;

pub use http;
#[cfg(feature = "reqwest")]
pub use reqwest;
pub use serde;
pub use serde_json;
/// Any JSON value: the type of members for which the pages name no type.
pub use serde_json::Value as Json;
#[cfg(feature = "ureq")]
pub use ureq;
