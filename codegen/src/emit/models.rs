//! Files of `models`: a struct or an enum each, with its table of wire names.

pub(in crate::emit) mod enumeration;
pub(in crate::emit) mod member;
pub(in crate::emit) mod structure;
