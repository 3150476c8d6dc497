//! The members of a JSON object that have no field.
//!
//! In: names and JSON values of a response. Out: the same members in arrival order. Invariant: [`Annotations`] has the
//! names with `@`, [`Extra`] all others.

pub(crate) mod annotations;
mod extra;
pub(crate) mod sensitive;
pub(crate) mod store;

pub use annotations::{Annotations, Removed};
pub use extra::Extra;
