//! Finds circles of imports. In: source files. Out: the groups of files that import each other in a loop.
//!
//! A file imports another file if it contains a path to an item of that file: a `use` tree, or a path that begins with
//! `crate`, `self`, `super` or the name of a child module. A path leads to the file that defines its item: re-exports
//! are followed. A re-export whose name is not used in its own file is not an import. Test modules and quoted code do
//! not count.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The files of one crate. The key is the module path: `["link", "names"]`, or empty for the root.
pub(crate) struct Crate<'a> {
    modules: BTreeMap<Vec<String>, Module<'a>>,
}

struct Module<'a> {
    file: &'a str,
    /// For each name that a `use` brings into this module, the absolute path of its item: `names::Scope` for `Scope`.
    names: BTreeMap<String, Path>,
    /// The absolute paths of the items that the file names by a whole path, such as `crate::api::Api`.
    paths: BTreeSet<Path>,
    /// The paths that begin with a name from a `use`, such as `api::Api` after `use crate::api`.
    named: BTreeSet<Path>,
    /// The items that this module re-exports by `pub use`: the name in this module, and the absolute path of the item.
    passed: BTreeMap<String, Path>,
    /// Every identifier in the file outside of `use`.
    idents: BTreeSet<String>,
}

/// An absolute path within the crate.
type Path = Vec<String>;

impl<'a> Module<'a> {
    fn of(file: &'a str) -> Module<'a> {
        Module {
            file,
            names: BTreeMap::new(),
            paths: BTreeSet::new(),
            named: BTreeSet::new(),
            passed: BTreeMap::new(),
            idents: BTreeSet::new(),
        }
    }
}

impl<'a> Crate<'a> {
    /// Reads the files below `folder` (`codegen/src`), given by path and text.
    pub(crate) fn read(folder: &str, files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Crate<'a> {
        let mut modules: BTreeMap<Path, Module<'a>> = BTreeMap::new();
        let mut texts: BTreeMap<Path, &str> = BTreeMap::new();
        for (file, text) in files {
            let within = file.strip_prefix(folder).unwrap_or(file).trim_start_matches('/').trim_end_matches(".rs");
            let mut module: Path = within.split('/').map(str::to_owned).collect();
            if matches!(within, "lib" | "main") {
                module.clear();
            } else if module.last().is_some_and(|last| last == "mod") {
                module.pop();
            }
            texts.insert(module.clone(), text);
            modules.insert(module, Module::of(file));
        }
        let known: BTreeSet<Path> = modules.keys().cloned().collect();
        for (at, module) in &mut modules {
            let tokens: TokenStream = texts[at].parse().expect("Rust code");
            Reader { home: at, known: &known, module }.read(tokens, at);
        }
        Crate { modules }
    }

    /// For each file the files that it imports.
    pub(crate) fn imports(&self) -> BTreeMap<&'a str, BTreeSet<&'a str>> {
        let mut imports = BTreeMap::new();
        for module in self.modules.values() {
            let expanded = module.named.iter().filter_map(|path| {
                let target = module.names.get(&path[0])?;
                Some(target.iter().chain(&path[1..]).cloned().collect::<Path>())
            });
            let used = module.passed.iter().filter(|(name, _)| module.idents.contains(*name));
            let paths = module.paths.iter().chain(used.map(|(_, path)| path)).cloned();
            let targets = paths.chain(expanded).filter_map(|path| self.file_of(&path, 0));
            imports.insert(module.file, targets.filter(|file| *file != module.file).collect());
        }
        imports
    }

    /// The groups of files in which each file reaches every other file by imports, sorted.
    pub(crate) fn circles(&self) -> Vec<Vec<&'a str>> {
        let imports = self.imports();
        let reached: BTreeMap<&str, BTreeSet<&str>> =
            imports.keys().map(|file| (*file, reachable(&imports, file))).collect();
        let mut circles = BTreeSet::new();
        for (file, others) in &reached {
            if others.contains(file) {
                circles.insert(others.iter().filter(|other| reached[*other].contains(file)).copied().collect());
            }
        }
        circles.into_iter().collect()
    }

    /// The file that defines the item at a path.
    fn file_of(&self, path: &[String], depth: usize) -> Option<&'a str> {
        let length = (0..=path.len()).rev().find(|&length| self.modules.contains_key(&path[..length]))?;
        let module = &self.modules[&path[..length]];
        let Some(name) = path.get(length) else { return Some(module.file) };
        if depth < 8
            && let Some(target) = module.names.get(name)
        {
            let target: Path = target.iter().chain(&path[length + 1..]).cloned().collect();
            if target != path {
                return self.file_of(&target, depth + 1);
            }
        }
        Some(module.file)
    }
}

fn reachable<'a>(imports: &BTreeMap<&'a str, BTreeSet<&'a str>>, from: &str) -> BTreeSet<&'a str> {
    let mut reached: BTreeSet<&str> = BTreeSet::new();
    let mut next: Vec<&str> = vec![from];
    while let Some(file) = next.pop() {
        for &other in imports.get(file).into_iter().flatten() {
            if reached.insert(other) {
                next.push(other);
            }
        }
    }
    reached
}

/// Collects the paths that one file contains.
struct Reader<'m, 'a> {
    /// The module path of this file.
    home: &'m Path,
    known: &'m BTreeSet<Path>,
    module: &'m mut Module<'a>,
}

impl Reader<'_, '_> {
    /// Reads the tokens of the module with the path `at`: the module that the file defines, or a `mod` block in it.
    fn read(&mut self, tokens: TokenStream, at: &Path) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut index = 0;
        while index < tokens.len() {
            index = self.step(&tokens, index, at);
        }
    }

    /// Reads the path, `use` or group at `index`, and returns the index after it.
    fn step(&mut self, tokens: &[TokenTree], index: usize, at: &Path) -> usize {
        if let Some(end) = skipped(tokens, index) {
            return end;
        }
        match &tokens[index] {
            // The path in `pub(in path)` is not an import.
            TokenTree::Group(group) if group.stream().to_string().starts_with("in ") => index + 1,
            TokenTree::Group(group) => {
                self.read(group.stream(), at);
                index + 1
            }
            TokenTree::Ident(ident) if ident == "use" => {
                let end = (index..tokens.len()).find(|&end| is_punct(&tokens[end], ';')).unwrap_or(tokens.len());
                let passes_on = matches!(tokens[..index].last(), Some(TokenTree::Ident(word)) if word == "pub")
                    || matches!(&tokens[..index], [.., TokenTree::Ident(word), TokenTree::Group(_)] if word == "pub");
                self.use_tree(&tokens[index + 1..end], &Vec::new(), at, passes_on);
                end
            }
            TokenTree::Ident(ident) if ident == "mod" => match tokens.get(index + 1..index + 3) {
                Some([TokenTree::Ident(name), TokenTree::Group(body)]) => {
                    let mut inner = at.clone();
                    inner.push(name.to_string());
                    self.read(body.stream(), &inner);
                    index + 3
                }
                _ => index + 2,
            },
            TokenTree::Ident(_) => {
                let (path, end) = path_at(tokens, index);
                self.module.idents.insert(path[0].clone());
                if path.len() > 1 {
                    self.add(path, at);
                }
                end
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => index + 1,
        }
    }

    /// Reads the tree of a `use`, such as `a::{b, c as d, e::*}`. `prefix` is the path before the tree.
    fn use_tree(&mut self, tokens: &[TokenTree], prefix: &Path, at: &Path, passes_on: bool) {
        for tree in tokens.split(|token| is_punct(token, ',')).filter(|tree| !tree.is_empty()) {
            let mut path = prefix.clone();
            let mut alias = None;
            let mut ends_inside = false;
            for (index, token) in tree.iter().enumerate() {
                match token {
                    TokenTree::Ident(ident) if ident == "as" => {
                        alias = tree.get(index + 1).map(ToString::to_string);
                        break;
                    }
                    TokenTree::Ident(ident) if ident == "self" && !path.is_empty() => {}
                    TokenTree::Ident(ident) => path.push(ident.to_string()),
                    TokenTree::Group(group) => {
                        let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                        self.use_tree(&inner, &path, at, passes_on);
                        ends_inside = true;
                    }
                    TokenTree::Punct(punct) if punct.as_char() == '*' => {
                        if let Some(path) = self.resolve(&path, at) {
                            self.module.paths.insert(path);
                        }
                        ends_inside = true;
                    }
                    TokenTree::Punct(_) | TokenTree::Literal(_) => {}
                }
            }
            if ends_inside {
                continue;
            }
            let name = alias.or_else(|| path.last().cloned()).unwrap_or_default();
            let Some(target) = self.resolve(&path, at) else {
                self.add(path, at);
                continue;
            };
            // A `use` of a module is no import by itself: the file imports the items that it names through the module.
            if passes_on {
                self.module.passed.insert(name.clone(), target.clone());
            } else if !self.known.contains(&target) {
                self.module.paths.insert(target.clone());
            }
            self.module.names.insert(name, target);
        }
    }

    fn add(&mut self, path: Path, at: &Path) {
        match self.resolve(&path, at) {
            Some(path) => self.module.paths.insert(path),
            None => self.module.named.insert(path),
        };
    }

    /// The absolute path of `path` as written in the module `at`; `None` if it leads out of the crate.
    fn resolve(&self, path: &[String], at: &Path) -> Option<Path> {
        let mut base: Path = match path.first()?.as_str() {
            "crate" => Vec::new(),
            "self" | "super" => at.clone(),
            first => {
                let child: Path = self.home.iter().cloned().chain([first.to_owned()]).collect();
                if at != self.home || !self.known.contains(&child) {
                    return None;
                }
                at.iter().cloned().chain([first.to_owned()]).collect()
            }
        };
        let mut rest = &path[1..];
        if path[0] == "super" {
            base.pop();
            while rest.first().is_some_and(|part| part == "super") {
                base.pop();
                rest = &rest[1..];
            }
        }
        base.extend_from_slice(rest);
        Some(base)
    }
}

/// The index after an attribute, a test module or quoted code that begins at `index`; `None` for anything else.
fn skipped(tokens: &[TokenTree], index: usize) -> Option<usize> {
    if let [TokenTree::Punct(hash), TokenTree::Group(attribute), ..] = &tokens[index..]
        && hash.as_char() == '#'
        && attribute.delimiter() == Delimiter::Bracket
    {
        let is_test = attribute.stream().to_string().replace(' ', "").starts_with("cfg(test)");
        let end = index + 2;
        return Some(if is_test { item_end(tokens, end) } else { end });
    }
    if let [TokenTree::Ident(name), TokenTree::Punct(bang), TokenTree::Group(_), ..] = &tokens[index..]
        && bang.as_char() == '!'
        && name.to_string().starts_with("quote")
    {
        return Some(index + 3);
    }
    None
}

/// The index after the block or the semicolon of the item that begins at `index`.
fn item_end(tokens: &[TokenTree], index: usize) -> usize {
    let is_end = |token: &TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        token => is_punct(token, ';'),
    };
    (index..tokens.len()).find(|&end| is_end(&tokens[end])).map_or(tokens.len(), |end| end + 1)
}

/// The names of the path that begins at `index`, and the index after the path.
fn path_at(tokens: &[TokenTree], index: usize) -> (Path, usize) {
    let mut path = vec![tokens[index].to_string()];
    let mut end = index + 1;
    while let [first, second, TokenTree::Ident(name), ..] = &tokens[end..]
        && is_punct(first, ':')
        && is_punct(second, ':')
    {
        path.push(name.to_string());
        end += 3;
    }
    (path, end)
}

fn is_punct(token: &TokenTree, char: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == char)
}

#[test]
fn a_circle_is_found_in_any_notation() {
    let alone = ("a/src/c.rs", "pub struct C;");
    let circles = |files: &[(&str, &str)]| {
        let files: Vec<(&str, &str)> = files.iter().copied().chain([alone]).collect();
        let found = Crate::read("a/src", files.iter().copied()).circles();
        found.into_iter().map(|circle| circle.join(" ")).collect::<Vec<_>>()
    };
    let circle = ["a/src/a.rs a/src/b.rs"];
    for text in [
        "use crate::a::A;",
        "use crate::{c::C, a::{self}}; fn f() { a::g() }",
        "use super::{a::*};",
        "fn f() -> crate::a::A { x() }",
        "fn f() { drop(super::a::A) }",
        "mod inner { use super::super::a::A; }",
    ] {
        assert_eq!(circles(&[("a/src/a.rs", "use crate::b::B;"), ("a/src/b.rs", text)]), circle, "{text}");
    }
    for text in [
        "use crate::c::C;",
        "use a::A;",
        "pub(in crate::a) struct B;",
        "fn f() { quote! { crate::a::A } }",
        "#[cfg(test)] mod tests { use crate::a; }",
        "//! [`crate::a`]\nfn f() { x.a::<A>() }",
    ] {
        assert!(circles(&[("a/src/a.rs", "use crate::b::B;"), ("a/src/b.rs", text)]).is_empty(), "{text}");
    }
}

#[test]
fn a_module_and_its_submodule_may_import_each_other() {
    let circles = |parent: &str, child: &str| {
        Crate::read("s", [("s/lib.rs", "mod p;"), ("s/p.rs", parent), ("s/p/k.rs", child)]).circles().len()
    };
    assert_eq!(circles("mod k; fn f() { k::g() } struct P;", "use super::P;"), 1);
    assert_eq!(circles("mod k; pub use k::g; struct P;", "use super::P;"), 0);
    assert_eq!(circles("mod k; pub use k::g; struct P(g);", "use super::P;"), 1);
    assert_eq!(circles("mod k; pub(crate) use k::{g as h}; struct P(h);", "use super::P;"), 1);
    assert_eq!(circles("mod k;", "use super::P;"), 0);
}

/// A re-exported item is imported from the file that defines it.
#[test]
fn an_import_of_a_reexported_item_counts_as_an_import_of_its_file() {
    let files = [
        ("s/lib.rs", "mod p; mod q;"),
        ("s/p.rs", "mod a; mod b; pub use a::A; pub use b::B;"),
        ("s/p/a.rs", "pub struct A;"),
        ("s/p/b.rs", "use super::A; pub struct B;"),
        ("s/q.rs", "use crate::p::{A as C, B};"),
    ];
    let read = Crate::read("s", files);
    assert!(read.circles().is_empty());
    assert_eq!(read.imports()["s/q.rs"], BTreeSet::from(["s/p/a.rs", "s/p/b.rs"]));
}
