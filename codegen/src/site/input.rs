//! What a site is made of.

use crate::api::Api;
use crate::diagnostic::{Diagnostic, Severity};
use crate::diff::Change;
use crate::ledger::Ledger;
use crate::plan::Plan;
use crate::source::Sources;

/// What a site is made of.
#[derive(Clone, Copy, Debug)]
pub struct Site<'a> {
    /// Its title; by default the namespace of the most types.
    pub title: Option<&'a str>,
    /// The model.
    pub api: &'a Api,
    /// The names that a crate of the whole model has.
    pub plan: &'a Plan,
    /// The texts that the model was read from.
    pub sources: &'a Sources,
    /// What became of each piece of the texts.
    pub ledger: &'a Ledger,
    /// What is reported of the texts.
    pub findings: &'a [Finding<'a>],
    /// An earlier state, if today's is compared with one.
    pub base: Option<Base<'a>>,
}

/// A finding with the level that it is reported at.
#[derive(Clone, Copy, Debug)]
pub struct Finding<'a> {
    /// The finding.
    pub diagnostic: &'a Diagnostic,
    /// The level, which settings may have changed.
    pub severity: Severity,
    /// Whether the earlier state has it not. `false` where there is none.
    pub is_new: bool,
}

/// An earlier state.
#[derive(Clone, Copy, Debug)]
pub struct Base<'a> {
    /// How the reader calls it: a revision, a folder, a file.
    pub name: &'a str,
    /// What changed since.
    pub changes: &'a [Change],
    /// Its model, and the levels of its findings. `None` if only an export is left of it.
    pub model: Option<(&'a Api, &'a [Severity])>,
}
