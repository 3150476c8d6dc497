//! Exchanges of more than one request and response: batches, collections page by page, operations that go on after
//! their first response, and uploads in parts.
//!
//! In: routes, and the responses of a service. Out: the next request, until there is a result. This module does not
//! send the requests.

pub(crate) mod batch;
pub(crate) mod operation;
pub(crate) mod pager;
pub(crate) mod upload_session;
