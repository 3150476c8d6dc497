//! Checks that names in generated files refer to declarations in these files.
//!
//! In: the files of a crate. Out: nothing, or a panic if a path leads to no declaration.

use std::collections::{BTreeMap, BTreeSet};

use graph_codegen::Output;

/// The lines of a Rust file that declare something: a type, a function, a constant, a module, a field or a variant.
pub(crate) fn declarations(text: &str) -> impl Iterator<Item = &str> {
    let names = ["pub struct ", "pub enum ", "pub fn ", "pub mod ", "mod ", "pub const "];
    let declares = move |line: &&str| names.iter().any(|word| line.trim_start().starts_with(word));
    let end = |line: &'_ str| line.find(['(', '{', '=', '<', ';']).unwrap_or(line.len());
    text.lines().filter(declares).map(move |line| line[..end(line)].trim())
}

/// Asserts that each path into `models` and each import leads to a declared name, in code and in doc comments, and that
/// each module has a file.
pub(crate) fn check(output: &Output) {
    let mut modules: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (path, text) in &output.files {
        let Some(module) = path.strip_prefix("src/").and_then(|path| path.strip_suffix(".rs")) else { continue };
        let name = module.replace('/', "::");
        for line in text.lines() {
            if let Some(child) = line.strip_prefix("pub mod ").or_else(|| line.strip_prefix("mod ")) {
                let child = child.trim_end_matches(';').trim_start_matches("r#");
                let file = if module == "lib" { format!("src/{child}.rs") } else { format!("src/{module}/{child}.rs") };
                assert!(output.files.contains_key(&file), "{path}: no file of the module {child}");
            }
            if let Some((_, used)) = line.strip_prefix("pub use self::").and_then(|used| used.split_once("::")) {
                modules.entry(name.clone()).or_default().insert(used.trim_end_matches(';').to_owned());
            }
        }
    }
    for (path, text) in output.files.iter().filter(|(path, _)| path.ends_with(".rs")) {
        for (at, _) in text.match_indices("models::") {
            let is_path = |char: char| char.is_alphanumeric() || matches!(char, '_' | ':' | '#');
            let used = text[at..].split(|char| !is_path(char)).next().unwrap_or_default().trim_end_matches(':');
            let is_declared = |path: &str| {
                let Some((module, name)) = path.rsplit_once("::") else { return false };
                modules.get(module).is_some_and(|names| names.contains(name))
            };
            // The path leads to a type, or to a function or a variant of a type.
            let of_a_type = used.rsplit_once("::").is_some_and(|(ty, _)| is_declared(ty));
            assert!(is_declared(used) || of_a_type, "{path}: `{used}` leads to nothing");
        }
        let tree = syn::parse_file(text).expect("a sound file");
        for item in tree.items {
            let syn::Item::Use(item) = item else { continue };
            let syn::UseTree::Path(from) = &item.tree else { continue };
            if from.ident != "super" {
                continue;
            }
            let parent = path.strip_prefix("src/").and_then(|path| path.rsplit_once('/')).map(|(parent, _)| parent);
            let known = modules.get(&parent.unwrap_or_default().replace('/', "::"));
            for name in imported(&from.tree) {
                assert!(known.is_some_and(|known| known.contains(&name)), "{path}: `{name}` is imported from nowhere");
            }
        }
    }
}

fn imported(tree: &syn::UseTree) -> Vec<String> {
    match tree {
        syn::UseTree::Name(name) => vec![name.ident.to_string()],
        syn::UseTree::Group(group) => group.items.iter().flat_map(imported).collect(),
        syn::UseTree::Path(_) | syn::UseTree::Rename(_) | syn::UseTree::Glob(_) => Vec::new(),
    }
}
