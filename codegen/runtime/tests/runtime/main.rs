//! The runtime as generated crates use it.

mod conformance;
mod model;
mod objects;
mod properties;
mod requests;
mod routes;
mod stack;
