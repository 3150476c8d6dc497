//! Changes of the OData query options that a route supports, such as `$filter`.
//!
//! A page names options in sentences and in tables of parameters. It is not a change if an option moves from a sentence
//! to a table or back. A page may also say that query options are supported without naming any. Then no single option
//! is reported as added or removed.

use std::collections::BTreeSet;

use super::Pair;
use crate::decl::section::operation::query_options::ANY;
use crate::diff::change::Change;
use crate::diff::kind::{QUERY_OPTION_REFUSED, QUERY_OPTION_SUPPORTED};
use crate::diff::surface::{Operation, Parameter};

/// The OData query options that the page of an operation names.
struct Options<'a> {
    /// The options that sentences name and no row of a table describes.
    without_row: BTreeSet<&'a str>,
    /// The options that sentences name or rows of tables describe.
    all: BTreeSet<String>,
    /// Whether a sentence says that options are supported and names none.
    any: bool,
}

impl<'a> Options<'a> {
    fn of(operation: &'a Operation) -> Options<'a> {
        let rows = operation.parameters.iter().map(|row| row.name.to_lowercase());
        let mut all: BTreeSet<String> = rows.filter(|name| name.starts_with('$')).collect();
        let named = operation.query_options.iter().map(String::as_str).filter(|name| *name != ANY);
        let without_row: BTreeSet<&str> = named.filter(|name| !all.contains(*name)).collect();
        all.extend(without_row.iter().map(|name| (*name).to_owned()));
        Options { without_row, all, any: operation.query_options.iter().any(|name| name == ANY) }
    }
}

impl Pair<'_> {
    /// Adds a change for each option that sentences named in one state only.
    pub(super) fn query_options(&self, changes: &mut Vec<Change>) {
        let (old, new) = (Options::of(self.from.operation), Options::of(self.to.operation));
        let mut push = |kind, message: String, values: (&str, &str)| self.push(changes, kind, message, values);
        for name in old.without_row.iter().filter(|name| !new.any && !new.all.contains(**name)) {
            let message = format!("`{}` no longer supports `{name}`.", self.shown);
            push(&QUERY_OPTION_REFUSED, message, (name, ""));
        }
        for name in new.without_row.iter().filter(|name| !old.any && !old.all.contains(**name)) {
            push(&QUERY_OPTION_SUPPORTED, format!("`{}` supports `{name}` now.", self.shown), ("", name));
        }
        if old.any && !new.any && new.all.is_empty() {
            let message = format!("`{}` no longer supports query options.", self.shown);
            push(&QUERY_OPTION_REFUSED, message, (ANY, ""));
        }
        if new.any && !old.any && old.all.is_empty() {
            let message = format!("`{}` supports query options now.", self.shown);
            push(&QUERY_OPTION_SUPPORTED, message, ("", ANY));
        }
    }

    /// The rows about path, query and function parameters in the earlier and in the current state. A row about an OData
    /// query option is left out if the other state supports the option in a sentence instead of a row.
    pub(super) fn rows_besides_options(&self) -> [Vec<Parameter>; 2] {
        let [old, new] = [self.from, self.to].map(|one| one.operation);
        let besides = |rows: &[Parameter], other: &Operation| -> Vec<Parameter> {
            let Options { without_row, any, .. } = Options::of(other);
            let is_told = |row: &&Parameter| {
                row.name.starts_with('$')
                    && other.parameters.iter().all(|known| known.name != row.name)
                    && (any || without_row.contains(row.name.to_lowercase().as_str()))
            };
            rows.iter().filter(|row| !is_told(row)).cloned().collect()
        };
        [besides(&old.parameters, new), besides(&new.parameters, old)]
    }
}
