//! The answers of a service: the value of a handler or the documented example, with the headers that HTTP requires.

pub(super) mod bodies;
mod body_check;
pub(super) mod documentation;
pub(super) mod documented;
#[doc(hidden)]
pub mod elsewhere;
#[doc(hidden)]
pub mod likeness;
pub(super) mod links;
pub(super) mod method;
#[doc(hidden)]
pub mod protocol;
mod range;
#[doc(hidden)]
pub mod rank;
pub(super) mod respond;
