//! Tests of the findings: each is reported where it should be, its manual page explains it, and its fix does what it
//! says.

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
