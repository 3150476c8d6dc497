//! Structured types and enumerations: their modules, names, fields and the Rust types of the fields.

pub(in crate::plan) mod derived;
pub(in crate::plan) mod model;
pub(in crate::plan) mod module;
pub(in crate::plan) mod remark;
pub(in crate::plan) mod routes_of;
pub(in crate::plan) mod rust_type;
