//! Renders changes: a list for a terminal, a comment for a pull request, an HTML page, and one JSON object a line.

mod html;
mod human;
mod json;
mod markdown;
mod summary;

pub use html::html;
pub use human::human;
pub use json::json;
pub use markdown::markdown;
pub(crate) use summary::{other_items, summary};
