//! What is made of the model: the crate, the exports, and the answers of the mock.

mod choice;
mod emit;
mod examples;
mod export;
mod export_schema;
mod layout;
mod mock;
mod mock_answers;
mod mock_bodies;
mod mock_state;
mod openapi;
mod select;
mod showcase;

#[path = "../tree"]
mod tree {
    pub(crate) mod beside;
    pub(crate) mod folder;
    pub(crate) mod parts;
    pub(crate) mod sound;
    pub(crate) mod written;
}
