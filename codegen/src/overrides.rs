//! Reads `overrides.toml` at the root of the docs folder: statements that overrule the pages.
//!
//! An added type or enumeration becomes a declaration, like those of a page. Every other entry is a `Statement`, which
//! `link` applies. Invariant: each entry either becomes statements or is reported in a finding, and never both.

use crate::diagnostic::Diagnostic;
use crate::source::Sources;

pub(crate) mod change;
mod entry;
mod read;
mod target;

pub(crate) use change::{
    Change, MemberChange, OperationChange, Overrides, PATH, ParameterChange, PermissionChange, PropertyChange,
    Statement, TypeNotation,
};

/// Reads the file, if it exists. It never fails: an invalid entry is reported and skipped.
#[must_use]
pub(crate) fn read(sources: &Sources, diagnostics: &mut Vec<Diagnostic>) -> Overrides {
    match sources.find(PATH) {
        Some(id) => read::file(id, sources.get(id), diagnostics),
        None => Overrides::default(),
    }
}
