//! Reads the parts of a request: the route of its path, its body, its preferences, and the permissions of its token.

mod bad_request;
pub(super) mod body;
pub(super) mod headers;
pub(super) mod incoming_batch;
mod index;
#[doc(hidden)]
pub mod path_options;
pub(super) mod preference;
mod spelling;
mod target;
pub(super) mod token;

pub use bad_request::{BadRequest, RequestResult};
pub use index::TemplateIndex;
pub use target::RequestTarget;
