//! The checks that the tests of a generated crate call.
//!
//! A generated test is a table that is passed to one of these modules:
//!
//! - [`bodies`] checks that example bodies are read into their types and written back.
//! - [`routes`] builds the request of each route, reads it as a new route, and checks that the new route builds the
//!   same request. If the address of a service is given, it also checks that the route reads the response.
//! - [`exchanges`] checks routes against the example requests and responses of the pages.
//!
//! The checks of one body and of one route are public too: [`check`], [`misfits`], [`check_request`], [`check_answer`],
//! [`check_status`].
//!
//! ```
//! use graph_conformance::check;
//! use graph_runtime::ODataValue;
//! assert_eq!(check::<ODataValue<i32>>(r#"{"value":1}"#), Ok(()));
//! ```

pub mod bodies;
mod body;
mod client;
pub mod exchanges;
mod failure;
mod parallel;
mod route;
pub mod routes;

pub use body::{check, misfits};
pub use failure::Failure;
pub use route::{AnyRoute, check_answer, check_request, check_status};
