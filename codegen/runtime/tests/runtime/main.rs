//! The runtime as generated crates use it.

mod conformance;
#[expect(
    dead_code,
    unreachable_pub,
    reason = "it is written for the examples, which include it as a module of their own"
)]
mod messages;
mod model;
mod objects;
mod pager;
mod properties;
mod query;
mod requests;
mod routes;
mod server;
mod stack;
