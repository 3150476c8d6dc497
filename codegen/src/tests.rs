//! Code that the unit tests share with those in `codegen/tests`, which use the crate from outside.

#[path = "../tests/tree/beside.rs"]
pub(crate) mod beside;
#[path = "../tests/tree/findings.rs"]
pub(crate) mod findings;
#[path = "../tests/tree/folder.rs"]
pub(crate) mod folder;
#[path = "../tests/tree/parts.rs"]
pub(crate) mod parts;
#[allow(dead_code, reason = "the tests of whole crates need all of it")]
#[path = "../tests/output/emit/sample.rs"]
pub(crate) mod sample;
#[path = "../tests/output/emit/tricky.rs"]
pub(crate) mod tricky;
