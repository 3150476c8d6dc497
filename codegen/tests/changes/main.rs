//! Tests of `diff`, which lists the changes between two versions of the pages, and of `drift`, which compares pages
//! with metadata.

mod diff;
mod drift;
mod edits;
mod random_edits;

#[path = "../tree"]
mod tree {
    pub(crate) mod beside;
    pub(crate) mod edited;
    pub(crate) mod findings;
    pub(crate) mod folder;
    pub(crate) mod parts;
}
