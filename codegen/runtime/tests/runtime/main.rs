//! Tests of the runtime, used as generated crates use it.

mod answers;
mod batch;
mod changes;
#[cfg(any(feature = "reqwest", feature = "ureq"))]
mod clients;
mod comes_back;
mod equality;
mod filters;
#[expect(unreachable_pub, reason = "it is written for the examples, which include it as a module of their own")]
mod messages;
mod model;
mod objects;
#[cfg(feature = "client")]
mod operations;
mod pager;
mod properties;
mod query;
mod requests;
mod routes;
mod server;
#[cfg(any(feature = "reqwest", feature = "ureq"))]
#[expect(unreachable_pub, reason = "it is written for the examples, which include it as a module of their own")]
mod service;
mod stack;
#[cfg(feature = "client")]
mod throttled;
#[cfg(all(feature = "reqwest", feature = "ureq"))]
mod transfers;
#[cfg(feature = "client")]
mod transports;
#[cfg(feature = "webhooks")]
mod webhooks;
