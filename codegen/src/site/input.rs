//! What the caller gives to make a site.

use crate::api::Api;
use crate::diagnostic::{Diagnostic, Severity};
use crate::diff::Change;
use crate::ledger::Ledger;
use crate::plan::Plan;
use crate::source::Sources;

/// What a site is made from.
#[derive(Clone, Copy, Debug)]
pub struct Site<'a> {
    /// The title; by default the namespace with the most types.
    pub title: Option<&'a str>,
    /// The model of the API.
    pub api: &'a Api,
    /// The Rust names that a crate of the whole model would have.
    pub plan: &'a Plan,
    /// The texts of the pages that the model was read from.
    pub sources: &'a Sources,
    /// How many table rows, request lines, JSON bodies and other pieces of these pages were read, used and reported.
    pub ledger: &'a Ledger,
    /// The findings that the site shows.
    pub findings: &'a [Finding<'a>],
    /// The state of the API that the site compares with, if any.
    pub base: Option<Base<'a>>,
}

/// A finding and the level at which it is reported.
#[derive(Clone, Copy, Debug)]
pub struct Finding<'a> {
    /// The finding.
    pub diagnostic: &'a Diagnostic,
    /// The level at which the finding is reported, which settings may have changed.
    pub severity: Severity,
    /// Whether the earlier state does not have the finding; `false` without an earlier state.
    pub is_new: bool,
}

/// The state of the API that the site compares with.
#[derive(Clone, Copy, Debug)]
pub struct Base<'a> {
    /// What readers see as its name: a Git revision, a folder or a file.
    pub name: &'a str,
    /// The changes since the earlier state.
    pub changes: &'a [Change],
    /// The model of the earlier state, and the levels of its findings. `None` if only an export of it is known.
    pub model: Option<(&'a Api, &'a [Severity])>,
}
