//! The readers of sections: one for each subject that a page can have, which reads the tables, texts and fences about it.
//!
//! In: a page with its outline. Out: declarations and findings, and a claim for each piece that was used.

pub(crate) mod enumeration;
pub(crate) mod operation;
pub(crate) mod permission;
pub(crate) mod resource;
