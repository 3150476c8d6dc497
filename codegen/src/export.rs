//! The linked [`Api`](crate::api::Api) in formats that other programs read.
//!
//! Input: the model, for [`json()`] the texts it was read from (lines are counted there), and for [`openapi()`] the
//! names that a crate of the model has. Output: one document. The same input gives the same bytes. Nothing is left out
//! in silence: what CSDL cannot hold stands in a comment at its place, what OpenAPI cannot hold in an extension, and
//! the JSON holds everything.

mod csdl;
mod json;
pub(crate) mod notation;
mod object;
pub(crate) mod openapi;
pub(crate) mod prose;
mod xml;

pub use csdl::csdl;
pub use json::{FORMAT, VERSION, json};
pub use openapi::{OpenApiOptions, openapi};
