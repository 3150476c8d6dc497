//! What the generated tests read and send: the bodies that pages show, and a sample call of each operation.

pub(in crate::plan) mod example;
pub(in crate::plan) mod sample_call;
