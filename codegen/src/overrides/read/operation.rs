//! Reads the entries about operations, which stand under the path of a page and a method: name, response with status,
//! routes, permissions and parameters.
//!
//! In: the table of one page. Out: statements about its operations. Invariant: as in the whole file, each entry becomes
//! a statement or is diagnosed.

use compact_str::CompactString;
use toml::de::DeValue;

use super::OverridesReader;
use crate::api::{Caller, Method, Scopes};
use crate::overrides::entry::{Entries, Entry};
use crate::overrides::{Change, OperationChange, ParameterChange, PermissionChange, TypeNotation};
use crate::source::Spanned;
use crate::text::identifier::is_identifier;

impl OverridesReader<'_> {
    /// Reads the table of one page, whose keys are methods.
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
        let change = match entry.key {
            "response" => match (entry.text().and_then(TypeNotation::parse), entry.flag()) {
                (Some(ty), _) => OperationChange::Response(Some(ty)),
                (None, Some(false)) => OperationChange::Response(None),
                (None, Some(true) | None) => {
                    return self.unreadable(entry, "`Edm.Int64`, `microsoft.graph.x`, `Collection(…)`, or `false`");
                }
            },
            "status" => match status(entry) {
                Some(codes) => OperationChange::Status(codes),
                None => return self.unreadable(entry, "status codes from 200 to 399, the usual code first"),
            },
            "name" => match entry.text().filter(|name| is_name(name)) {
                Some(name) => OperationChange::Name(name.into()),
                None => return self.unreadable(entry, "letters and digits, a capital first, such as `CreateUser`"),
            },
            "routes" => return self.each_of(target, method, entry, OverridesReader::route),
            "permissions" => return self.each_of(target, method, entry, OverridesReader::permission),
            "parameters" => return self.each_of(target, method, entry, OverridesReader::parameter),
            _ => {
                return self.unreadable(entry, "`name`, `response`, `status`, `routes`, `permissions` or `parameters`");
            }
        };
        self.overrides.state(target, Change::Operation(method, change), entry.span);
    }

    fn each_of(
        &mut self,
        target: &Spanned<String>,
        method: Method,
        entry: &Entry<'_, '_>,
        read: fn(&mut Self, &Spanned<String>, Method, &Entry<'_, '_>),
    ) {
        let Some(table) = entry.table() else { return self.unreadable(entry, "a table") };
        for entry in self.entries(entry, table) {
            read(self, target, method, &entry);
        }
    }

    /// Reads an entry of `permissions`. `application = […]` changes the only permission table of the page; `"the
    /// label".application = […]` changes the table with this label.
    fn permission(&mut self, target: &Spanned<String>, method: Method, entry: &Entry<'_, '_>) {
        let Some(table) = entry.table() else { return self.caller(target, method, entry, None) };
        for inner in self.entries(entry, table) {
            self.caller(target, method, &inner, Some(entry.key));
        }
    }

    fn caller(&mut self, target: &Spanned<String>, method: Method, entry: &Entry<'_, '_>, label: Option<&str>) {
        let caller = match entry.key {
            "delegatedWork" => Caller::DelegatedWork,
            "delegatedPersonal" => Caller::DelegatedPersonal,
            "application" => Caller::Application,
            _ => return self.unreadable(entry, "`delegatedWork`, `delegatedPersonal` or `application`"),
        };
        let Some(alternatives) = alternatives(entry) else {
            return self.unreadable(entry, "scopes from the least to the most privileged, or `false` for none");
        };
        let change = PermissionChange { label: label.map(str::to_owned), caller, alternatives };
        self.overrides.state(target, Change::Operation(method, OperationChange::Permissions(change)), entry.span);
    }

    fn parameter(&mut self, target: &Spanned<String>, method: Method, entry: &Entry<'_, '_>) {
        const FORM: &str = "`{ type = \"…\", required = true }`, or only `type`, or only `required`";
        let Some(table) = entry.table().filter(|_| is_identifier(entry.key)) else {
            return self.unreadable(entry, FORM);
        };
        let mut entries = Entries::of(self.text, table);
        let ty = entries.take("type").map(|ty| ty.text().and_then(TypeNotation::parse));
        let required = entries.take("required").map(|value| value.flag());
        let change = match (ty, required, entries.rest().is_empty()) {
            (None, None, _) | (_, _, false) | (Some(None), ..) | (_, Some(None), _) => {
                return self.unreadable(entry, FORM);
            }
            (ty, required, true) => ParameterChange { ty: ty.flatten(), required: required.flatten() },
        };
        let change = OperationChange::Parameter(entry.key.to_owned(), change);
        self.overrides.state(target, Change::Operation(method, change), entry.span);
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

/// Whether a text has the form of the name of a type.
fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_uppercase()) && text.chars().all(|c| c.is_ascii_alphanumeric())
}

/// The value of `status`: codes of success (RFC 9110, sections 15.3 and 15.4), each once.
fn status(entry: &Entry<'_, '_>) -> Option<Vec<u16>> {
    let mut codes: Vec<u16> = Vec::new();
    for value in entry.elements() {
        let code = match value {
            DeValue::Integer(digits) => u16::from_str_radix(digits.as_str(), digits.radix()).ok()?,
            _ => return None,
        };
        if !(200..400).contains(&code) || codes.contains(&code) {
            return None;
        }
        codes.push(code);
    }
    (!codes.is_empty()).then_some(codes)
}

/// Reads alternative permissions: `["a", ["b", "c"]]` means `a`, or `b` and `c` together.
fn alternatives(entry: &Entry<'_, '_>) -> Option<Vec<Scopes>> {
    if entry.flag() == Some(false) {
        return Some(Vec::new());
    }
    let scope = |value: &DeValue<'_>| match value {
        DeValue::String(text) => has_scope_characters(text).then(|| CompactString::from(text.as_ref())),
        _ => None,
    };
    let together = |value: &DeValue<'_>| match value {
        DeValue::Array(items) if !items.is_empty() => items.iter().map(|item| scope(item.get_ref())).collect(),
        value => scope(value).map(|scope| vec![scope]),
    };
    let alternatives: Vec<Scopes> = entry.elements().into_iter().map(together).collect::<Option<_>>()?;
    (!alternatives.is_empty()).then_some(alternatives)
}

fn has_scope_characters(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))
}
