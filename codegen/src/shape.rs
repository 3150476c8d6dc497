//! Compares bodies with the form that they should have.
//!
//! In: JSON of a page or of a client, and a type or an operation. Out: the places where the JSON does not fit; and the
//! smallest body that fits. Invariant: `null` fits everywhere, and annotations do not count as members.

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
pub(crate) use sample::{least, sample};
pub(crate) use shown::{required_headers, shown_request, shown_response, status_with_body};
pub(crate) use walk::{Declared, Step, Undeclared, Visitor, Wanted, derived};
