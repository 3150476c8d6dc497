//! The imports of a program.
//!
//! In: routes and their bodies. Out: for each the name or path by which code refers to it, and the import lines.
//! Invariant: no two imported items have the same short name.

use std::collections::BTreeMap;

use crate::emit::Context;
use crate::plan::Ident;

/// The items of `routes` that a program uses, from which its imports are made.
#[derive(Clone, Debug, Default)]
pub(in crate::emit) struct Uses {
    /// For each short name, the path of its item below `routes`. The path is empty if the program itself defines the
    /// name.
    names: BTreeMap<String, String>,
}

impl Uses {
    /// Starts the imports of a program that defines items called `names` itself. If an item of `routes` has one of
    /// these names, it is not imported: the program refers to it by a path such as `routes::user::List`.
    pub(in crate::emit) fn beside(names: &[&str]) -> Uses {
        Uses { names: names.iter().map(|name| ((*name).to_owned(), String::new())).collect() }
    }

    /// How code refers to an item in a module of `routes`: by its name, or by its path if another item has the name.
    pub(in crate::emit) fn route(&mut self, cx: &Context<'_>, module: usize, name: &Ident) -> String {
        let path = cx.model.route_module(module).path_of(name);
        let known = self.names.entry(name.to_string()).or_insert_with(|| path.clone());
        if *known == path { name.to_string() } else { format!("routes::{path}") }
    }

    /// The import lines: for those of the modules `models`, `routes` and `runtime` to which `code` refers, and for all
    /// items that [`Uses::route`] returned by name.
    pub(in crate::emit) fn lines(&self, cx: &Context<'_>, code: &str) -> String {
        let library = cx.library();
        let is_named = |word: &&str| {
            let path = format!("{word}::");
            let is_inner = |at: usize| code[..at].ends_with(|char: char| char.is_alphanumeric() || "_:".contains(char));
            code.match_indices(&path).any(|(at, _)| !is_inner(at))
        };
        let modules: Vec<&str> = ["models", "routes", "runtime"].into_iter().filter(is_named).collect();
        let mut lines = match &modules[..] {
            [] => String::new(),
            [one] => format!("use {library}::{one};\n"),
            several => format!("use {library}::{{{}}};\n", several.join(", ")),
        };
        let mut by_module: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (module, name) in self.names.values().filter_map(|path| path.rsplit_once("::")) {
            by_module.entry(module).or_default().push(name);
        }
        for (module, names) in by_module {
            match &names[..] {
                [one] => lines.push_str(&format!("use {library}::routes::{module}::{one};\n")),
                several => lines.push_str(&format!("use {library}::routes::{module}::{{{}}};\n", several.join(", "))),
            }
        }
        lines
    }
}
