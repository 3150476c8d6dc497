//! Operations: the modules, names, constructors, bodies and permissions of their stubs, which are the structs that
//! are generated for operations.

pub(crate) mod body;
pub(in crate::plan) mod constructor;
pub(in crate::plan) mod permission;
pub(in crate::plan) mod route;
pub(in crate::plan) mod route_name;
