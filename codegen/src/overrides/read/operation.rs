//! What the file says of operations: under the path of a page and a method, the response and the routes.
//!
//! In: the table of one page. Out: statements about its operations. Invariant: as for the whole file, each entry becomes a
//! statement or is diagnosed.

use super::Reader;
use crate::api::Method;
use crate::overrides::entry::{Entries, Entry};
use crate::overrides::{Change, OperationChange, TypeNotation};
use crate::source::Spanned;

impl Reader<'_> {
    /// The methods of one page.
    pub(super) fn operations(&mut self, target: &Spanned<String>, entries: Entries<'_, '_>) {
        for entry in entries.rest() {
            match (method(entry.key), entry.table()) {
                (Some(method), Some(table)) => {
                    for entry in self.entries(&entry, table) {
                        self.operation(target, method, &entry);
                    }
                }
                (Some(_), None) => self.unreadable(&entry, "a table"),
                (None, _) => self.unreadable(&entry, "an HTTP method in upper case"),
            }
        }
    }

    fn operation(&mut self, target: &Spanned<String>, method: Method, entry: &Entry<'_, '_>) {
        let response = match entry.key {
            "response" => match (entry.text().and_then(TypeNotation::parse), entry.flag()) {
                (Some(ty), _) => Some(ty),
                (None, Some(false)) => None,
                (None, Some(true) | None) => {
                    return self.unreadable(entry, "`Edm.Int64`, `microsoft.graph.x`, `Collection(…)`, or `false`");
                }
            },
            "routes" => {
                let Some(table) = entry.table() else { return self.unreadable(entry, "a table") };
                for route in self.entries(entry, table) {
                    self.route(target, method, &route);
                }
                return;
            }
            _ => return self.unreadable(entry, "`response` or `routes`"),
        };
        let change = Change::Operation(method, OperationChange::Response(response));
        self.overrides.state(target, change, entry.span);
    }

    fn route(&mut self, target: &Spanned<String>, method: Method, entry: &Entry<'_, '_>) {
        const FORM: &str = "one of `{ add = true }`, `{ remove = true }`";
        let Some(table) = entry.table() else { return self.unreadable(entry, FORM) };
        let mut entries = Entries::of(self.text, table);
        let add = entries.take("add").map(|value| value.flag() == Some(true));
        let remove = entries.take("remove").map(|value| value.flag() == Some(true));
        let change = match (add, remove, entries.rest().is_empty()) {
            (Some(true), None, true) => OperationChange::AddRoute(entry.key.to_owned()),
            (None, Some(true), true) => OperationChange::RemoveRoute(entry.key.to_owned()),
            _ => return self.unreadable(entry, FORM),
        };
        self.overrides.state(target, Change::Operation(method, change), entry.span);
    }
}

fn method(word: &str) -> Option<Method> {
    let methods =
        [Method::Get, Method::Post, Method::Put, Method::Patch, Method::Delete, Method::Head, Method::Options];
    methods.into_iter().find(|method| method.as_str() == word)
}
