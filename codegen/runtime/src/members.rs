//! The members of an object that no field of its type holds.
//!
//! In: names and JSON values as they were read. Out: the same, under the same names, in arrival order.
//! Invariant: [`Annotations`] has the names with `@`, [`Extra`] all others.

pub(crate) mod annotations;
mod extra;
pub(crate) mod sensitive;
pub(crate) mod store;

pub use annotations::{Annotations, Removed};
pub use extra::Extra;
