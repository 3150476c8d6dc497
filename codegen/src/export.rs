//! The linked [`Api`](crate::api::Api) in formats that other programs read.
//!
//! In: the model; for [`json()`] also its texts, to count lines; for [`openapi()`] also the names of the generated
//! crate. Out: one document. Invariant: the same input gives the same bytes. Nothing is lost silently: CSDL has a
//! comment, and OpenAPI an extension, for each fact that the format cannot express. The JSON contains everything.

mod csdl;
mod json;
pub(crate) mod notation;
mod object;
pub(crate) mod openapi;
pub(crate) mod prose;
mod xml;

pub use csdl::csdl;
pub use json::json;
pub(crate) use json::{FORMAT, Json, page};
pub use openapi::{OpenApiOptions, openapi};
