//! Serves HTTP on a TCP socket.
//!
//! In: a listener, and a function from requests to responses. Out: responses, until the process has to stop.

pub(crate) mod connections;
pub(crate) mod log;
pub(crate) mod requests;
pub(crate) mod service;
