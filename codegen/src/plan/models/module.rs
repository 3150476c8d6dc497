//! The modules of `models`.
//!
//! In: the qualified names of types and enums. Out: a module for each namespace, and the place of each name. Invariant:
//! paths of modules and files are unique even on file systems that ignore letter case.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::api::{Api, QualifiedName};
use crate::diagnostic::Diagnostic;
use crate::plan::naming::ident::{Ident, NameCase};
use crate::plan::naming::reserved::{DEEPEST, RESERVED_NAMES};
use crate::plan::naming::scope::Scope;
use crate::source::Span;

/// The index of a module among [`crate::plan::Plan::modules`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) struct ModuleId(pub usize);

/// A module of `models`: one namespace.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Module {
    /// The namespace. For a module that only contains modules, the common part of their namespaces.
    pub namespace: String,
    /// The names of the modules below `models` that lead to this module, the last of which is its own. Empty for
    /// `models`.
    pub path: Vec<Ident>,
    /// The file, e.g. `src/models/call_records.rs`; below `types/` if types are in a crate of their own.
    pub file: String,
    /// The modules within this one.
    pub children: Vec<ModuleId>,
    /// For each type or enum, the module name of its file and its Rust name: `user` and `User`. If a type has an enum
    /// of derived types, both are in the same file.
    pub items: Vec<(Ident, Ident)>,
}

impl Module {
    /// Whether the module contains neither types nor submodules, so that it is not generated.
    #[must_use]
    pub(crate) fn is_empty(&self) -> bool {
        self.items.is_empty() && self.children.is_empty()
    }

    /// The full path of the item `name` in the module: `crate::models::call_records::Session`.
    #[must_use]
    pub(crate) fn path_of(&self, name: &Ident) -> String {
        let mut path = String::from("crate::models::");
        for part in &self.path {
            path.push_str(&format!("{part}::"));
        }
        path.push_str(&name.to_string());
        path
    }
}

/// Where a type or enum is defined: its module, its file, and its Rust name.
#[derive(Clone, Hash)]
pub(in crate::plan) struct TypeLocation {
    pub(in crate::plan) module: ModuleId,
    pub(in crate::plan) file: String,
    pub(in crate::plan) name: Ident,
}

/// The module tree under construction.
pub(in crate::plan) struct ModuleTree {
    root: String,
    modules: Vec<Module>,
    scopes: Vec<(Scope, Scope)>,
    by_segment: BTreeMap<(ModuleId, String), ModuleId>,
}

impl ModuleTree {
    /// Makes a module for each namespace. The namespace with the most types and enums becomes `models` itself, and
    /// `file` is its source file.
    pub(in crate::plan) fn new(api: &Api, file: String) -> ModuleTree {
        let names = api.types.iter().map(|ty| &ty.name).chain(api.enums.iter().map(|ty| &ty.name));
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for name in names {
            *counts.entry(&name.namespace).or_default() += 1;
        }
        let root =
            counts.iter().fold(("", 0), |best, (&name, &count)| if count > best.1 { (name, count) } else { best }).0;
        let mut tree =
            ModuleTree { root: root.to_owned(), modules: Vec::new(), scopes: Vec::new(), by_segment: BTreeMap::new() };
        tree.add(root.to_owned(), Vec::new(), file);
        for namespace in counts.keys() {
            tree.module(namespace);
        }
        tree
    }

    fn add(&mut self, namespace: String, path: Vec<Ident>, file: String) -> ModuleId {
        self.modules.push(Module { namespace, path, file, children: Vec::new(), items: Vec::new() });
        self.scopes.push((Scope::new(&[], "_"), Scope::new(RESERVED_NAMES, "Type")));
        ModuleId(self.modules.len() - 1)
    }

    fn module(&mut self, namespace: &str) -> ModuleId {
        let below = match namespace.strip_prefix(self.root.as_str()) {
            Some("") => return ModuleId(0),
            Some(rest) if rest.starts_with('.') && !self.root.is_empty() => &rest[1..],
            _ => namespace,
        };
        if below.is_empty() {
            return ModuleId(0);
        }
        let mut module = ModuleId(0);
        for segment in below.splitn(DEEPEST, '.') {
            let key = (module, segment.to_owned());
            module = match self.by_segment.get(&key) {
                Some(&known) => known,
                None => {
                    let name = self.scopes[module.0].0.make_unique(Ident::new(segment, NameCase::Module));
                    let parent = &self.modules[module.0];
                    let mut path = parent.path.clone();
                    let file = format!("{}/{}.rs", parent.file.trim_end_matches(".rs"), name.as_str());
                    let full = match parent.path.is_empty() {
                        true => segment.to_owned(),
                        false => format!("{}.{segment}", parent.namespace),
                    };
                    path.push(name);
                    let added = self.add(full, path, file);
                    self.modules[module.0].children.push(added);
                    self.by_segment.insert(key, added);
                    added
                }
            };
        }
        namespace.clone_into(&mut self.modules[module.0].namespace);
        module
    }

    /// The finished modules: their items are sorted, and parents no longer list submodules that are empty.
    pub(in crate::plan) fn finish(self) -> Vec<Module> {
        let mut modules = self.modules;
        // Submodules have higher indexes than their parents, so this loop finishes them before their parents.
        for index in (0..modules.len()).rev() {
            let mut children = std::mem::take(&mut modules[index].children);
            children.retain(|child| !modules[child.0].is_empty());
            modules[index].children = children;
            modules[index].items.sort();
        }
        modules
    }

    /// Chooses the module, file and name of a type or enum. If the item is not selected (`stays` is false), its name
    /// and file are reserved all the same, so that selecting the item later renames no other item.
    pub(in crate::plan) fn place(
        &mut self,
        name: &QualifiedName,
        span: Option<Span>,
        stays: bool,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> TypeLocation {
        let module = self.module(&name.namespace);
        let (files, types) = &mut self.scopes[module.0];
        let ident = types.name(&name.name, NameCase::Camel, span.unwrap_or_default(), diagnostics);
        let file = files.make_unique(Ident::new(&name.name, NameCase::Module));
        let path = format!("{}/{}.rs", self.modules[module.0].file.trim_end_matches(".rs"), file.as_str());
        if stays {
            self.modules[module.0].items.push((file, ident.clone()));
        }
        TypeLocation { module, file: path, name: ident }
    }

    /// A name for an item that the generator adds to the file of a type: the name of the type with a suffix, as in
    /// `OperationDerived`.
    pub(in crate::plan) fn place_beside(&mut self, place: &TypeLocation, suffix: &str, stays: bool) -> Ident {
        let ident = self.scopes[place.module.0].1.make_unique(place.name.with_suffix(suffix));
        let items = &mut self.modules[place.module.0].items;
        let file = items.iter().find(|(_, name)| *name == place.name).map(|(file, _)| file.clone());
        if let Some(file) = file.filter(|_| stays) {
            items.push((file, ident.clone()));
        }
        ident
    }
}
