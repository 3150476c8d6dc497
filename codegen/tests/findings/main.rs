//! The findings: each is made where it should be, is explained, and its fix does what it says.

mod codes;
mod fix;
mod manual;
mod mistakes;
mod real_mistakes;
mod rules;

#[path = "../tree"]
mod tree {
    pub(crate) mod beside;
    pub(crate) mod edited;
    pub(crate) mod folder;
    pub(crate) mod parts;
}
