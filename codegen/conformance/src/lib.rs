//! The checks that the tests of a generated crate call.
//!
//! A generated test is a table: [`bodies`] checks JSON bodies against their types, [`routes`] checks constructor calls
//! against their templates and, if there is a service, against its responses, [`exchanges`] checks routes against the
//! example requests and responses of pages. The checks of one body and of one route are public too: [`check`],
//! [`misfits`], [`check_request`], [`check_answer`], [`check_status`].
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
