//! Templates of paths, such as `/users/{id}/messages`.
//!
//! In: a template with arguments, or the path of a request. Out: the path, or the arguments in it. Invariant:
//! [`Pattern`] returns the arguments that expansion put into the template.

mod calls;
pub(crate) mod encode;
mod expand;
mod parts;
mod pattern;
mod piece;
mod symbols;

pub(crate) use calls::namespace;
pub(crate) use expand::{expand, literal};
pub(crate) use pattern::Target;
pub use pattern::{PathMatch, Pattern};
pub(crate) use symbols::{options, symbols, text_of};
