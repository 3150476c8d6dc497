//! The readers of sections. Each reads the tables, texts and fences of a page about one subject.
//!
//! In: a page with its outline. Out: declarations and findings, and a record of each piece that was used.

pub(crate) mod enumeration;
pub(crate) mod operation;
pub(crate) mod permission;
pub(crate) mod resource;
