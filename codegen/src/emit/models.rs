//! Files of `models`: each has a struct or an enum, with its table of wire names.

pub(in crate::emit) mod derived;
pub(in crate::emit) mod enumeration;
pub(in crate::emit) mod member;
pub(in crate::emit) mod structure;
