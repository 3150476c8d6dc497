//! The data of the generated tests: the bodies of the pages, and a sample call of each operation.

pub(in crate::plan) mod example;
pub(in crate::plan) mod sample_call;
