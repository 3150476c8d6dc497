//! The readers of sections. Each finds what a page says about one subject, such as permissions, in tables, texts and
//! code blocks.
//!
//! In: a page with its outline. Out: declarations and findings, and a record of each piece that was used.

pub(crate) mod enumeration;
pub(crate) mod operation;
pub(crate) mod permission;
pub(crate) mod resource;
