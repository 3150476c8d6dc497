//! What is read from pages: the model of good pages, and what is left of bad ones.

mod bad_input;
mod corpus;
mod exchanges;
mod fidelity;
mod forms;
mod incremental;
mod link;
mod pages;
mod pipeline;
mod seeds;

#[path = "../tree"]
mod tree {
    pub(crate) mod beside;
    pub(crate) mod findings;
    pub(crate) mod folder;
    pub(crate) mod parts;
    pub(crate) mod sound;
    pub(crate) mod written;
}
