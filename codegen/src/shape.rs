//! Compares JSON bodies with their types.
//!
//! In: JSON of a page or of a client, and the type it should have, or the operation to which it is sent. Out: the
//! places where it does not fit; also the smallest body that does. `null` fits every type, and annotations do not count
//! as members.

mod enumeration;
mod json;
mod request;
mod sample;
mod shown;
pub(crate) mod walk;

#[cfg(test)]
mod tests;

pub(crate) use json::{Json, Kind, fits};
pub(crate) use request::{compare, is_required, misfit};
pub(crate) use sample::{sample, smallest_body};
pub(crate) use shown::{required_headers, shown_request, shown_response, status_with_body};
pub(crate) use walk::{Declared, ExpectedKind, Step, Undeclared, Visitor, derived};
