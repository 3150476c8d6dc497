//! Files of `models`: each defines a struct or an enum, and calls the macro that gives its members their names in JSON.

pub(in crate::emit) mod derived;
pub(in crate::emit) mod enumeration;
pub(in crate::emit) mod member;
pub(in crate::emit) mod structure;
