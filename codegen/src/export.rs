//! The linked [`Api`](crate::api::Api) in formats that other programs read.
//!
//! Input: the model, and for [`json()`] the texts it was read from (lines are counted there). Output: one string that
//! depends on nothing else: the same input gives the same bytes. Nothing is left out in silence: what CSDL cannot
//! hold stands in a comment at its place, and the JSON holds everything.

mod csdl;
mod json;
pub(crate) mod notation;
mod xml;

pub use csdl::csdl;
pub use json::{FORMAT, VERSION, json};
