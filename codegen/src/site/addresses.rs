//! The paths and anchors of items in the site.
//!
//! Invariant: a path consists of letters, digits, `.`, `_` and `-`; paths differ in more than letter case, and no part
//! is a device name of Windows.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::{Api, EnumId, OperationId, TypeId};

/// The longest file name without its extension. Longer names are cut and numbered.
const LONGEST: usize = 120;

/// Device names of Windows, reserved with any extension.
const DEVICES: &[&str] = &["aux", "con", "nul", "prn", "com", "lpt", "conin", "conout"];

/// The path of the page for each type, enumeration, operation and permission scope: `types/microsoft.graph.user.html`.
pub(super) struct Addresses {
    types: Vec<String>,
    enums: Vec<String>,
    operations: Vec<String>,
    scopes: BTreeMap<String, String>,
}

impl Addresses {
    pub(super) fn of<'a>(api: &Api, scopes: impl Iterator<Item = &'a str>) -> Addresses {
        let mut taken = TakenPaths::default();
        // Types and enumerations share a folder, just as they share their namespace.
        let types = api.types.iter().map(|ty| taken.path("types", &ty.name.to_string())).collect();
        let enums = api.enums.iter().map(|ty| taken.path("types", &ty.name.to_string())).collect();
        let operation = |operation: &crate::api::Operation| {
            let page = &api[operation.page].path;
            let file = page.rsplit('/').next().unwrap_or_default();
            let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
            taken.path("operations", stem)
        };
        let operations = api.operations.iter().map(operation).collect();
        let scopes = scopes.map(|scope| (scope.to_owned(), taken.path("permissions", scope))).collect();
        Addresses { types, enums, operations, scopes }
    }

    pub(super) fn ty(&self, id: TypeId) -> &str {
        &self.types[id.index()]
    }

    pub(super) fn enumeration(&self, id: EnumId) -> &str {
        &self.enums[id.index()]
    }

    pub(super) fn operation(&self, id: OperationId) -> &str {
        &self.operations[id.index()]
    }

    pub(super) fn scope(&self, scope: &str) -> Option<&str> {
        self.scopes.get(scope).map(String::as_str)
    }
}

/// The paths that are already given to a page.
#[derive(Default)]
struct TakenPaths(BTreeSet<String>);

impl TakenPaths {
    fn path(&mut self, folder: &str, name: &str) -> String {
        let name = file_name(name);
        let path = |number: usize| match number {
            1 => format!("{folder}/{name}.html"),
            _ => format!("{folder}/{name}-{number}.html"),
        };
        let mut number = 1;
        while !self.0.insert(path(number)) {
            number += 1;
        }
        path(number)
    }
}

/// A name in lower case with only the characters that a path may have.
pub(super) fn file_name(name: &str) -> String {
    let mut text: String = name.chars().take(LONGEST).map(|c| plain(c.to_ascii_lowercase())).collect();
    let first = text.split('.').next().unwrap_or_default();
    if first.is_empty() || DEVICES.contains(&first.trim_end_matches(|c: char| c.is_ascii_digit())) {
        text.insert(0, '_');
    }
    text
}

/// The anchor of a member on the page of its type. The prefix distinguishes the anchor from the anchors of the layout.
pub(super) fn anchor(name: &str) -> String {
    ["m-", &*name.chars().map(plain).collect::<String>()].concat()
}

fn plain(c: char) -> char {
    if c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-') { c } else { '-' }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_paths_are_the_same_file_on_any_disk() {
        let mut taken = TakenPaths::default();
        let names = ["a.User", "a.user", "a/user", "../../etc", "con", "AUX.x", "", "com1", "console", "ü"];
        let paths: Vec<String> = names.iter().map(|name| taken.path("t", name)).collect();
        assert_eq!(
            paths,
            [
                "t/a.user.html",
                "t/a.user-2.html",
                "t/a-user.html",
                "t/_..-..-etc.html",
                "t/_con.html",
                "t/_aux.x.html",
                "t/_.html",
                "t/_com1.html",
                "t/console.html",
                "t/-.html"
            ]
        );
    }
}
