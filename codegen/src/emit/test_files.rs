//! Tests of the generated crate, and the JSON bodies that they read.

pub(in crate::emit) mod bodies;
pub(in crate::emit) mod body_tests;
pub(in crate::emit) mod exchange_tests;
pub(in crate::emit) mod route_tests;
