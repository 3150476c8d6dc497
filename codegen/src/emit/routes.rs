//! Files of `routes`, and `server.rs`, which lists all routes for a server that answers them.

pub(in crate::emit) mod module_file;
pub(in crate::emit) mod server;
pub(in crate::emit) mod stub;
