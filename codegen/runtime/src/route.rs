//! Routes build HTTP requests and read HTTP responses. They send nothing themselves.
//!
//! In: a route with its arguments. Out: an `http::Request`; from an `http::Response`, its value or error. Invariant:
//! for any arguments the request goes to the documented template under the given service root.
//!
//! ```
//! # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
//! use graph_runtime::Route;
//! let request = ListMessages::me_messages().top(10).request("https://graph.microsoft.com/v1.0")?;
//! assert_eq!(request.uri(), "https://graph.microsoft.com/v1.0/me/messages?$top=10");
//! # Ok::<(), graph_runtime::RequestError>(())
//! ```

mod body;
mod call;
mod facts;
pub(crate) mod link;
mod macros;
mod permission_table;
pub(crate) mod read;
pub(crate) mod reference;
pub(crate) mod request;
mod request_error;
mod route_trait;
mod template;

pub use body::Body;
pub use call::Call;
pub use facts::{Facts, Verb};
pub use link::LinkError;
#[doc(hidden)]
pub use macros::{debug, equal};
pub use permission_table::PermissionTable;
pub use request_error::RequestError;
pub use route_trait::Route;
pub(crate) use template::encode;
pub use template::{PathMatch, Pattern};
pub(crate) use template::{Target, namespace, options, symbols, text_of};
