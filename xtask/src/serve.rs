//! Serving HTTP on a socket.
//!
//! In: a listener, and a function from requests to responses. Out: answers, until somebody wants it to end.

pub(crate) mod connections;
pub(crate) mod log;
pub(crate) mod requests;
pub(crate) mod service;
