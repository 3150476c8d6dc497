//! The names of types and enumerations that `overrides.toml` adds and no page describes.

use crate::link::names::spelling::{key, qualify};
use crate::link::names::{Collector, TypeEntry};

impl Collector<'_> {
    /// Adds the types and enumerations of `overrides.toml` that no page describes.
    pub(super) fn added(&mut self) {
        let Some(id) = self.tree.overrides() else { return };
        let page = &self.decls[id.index()];
        for (position, decl) in page.types.iter().enumerate() {
            let Some(name) = &decl.annotated else { continue };
            let name = qualify(&name.value, self.tree.namespace(id));
            let key = key(&name);
            if !self.enums.contains_key(&key) {
                let decls = vec![(id, position)];
                let entry = TypeEntry { name, aliases: Vec::new(), decls, made: Vec::new(), referred: None };
                self.types.entry(key).or_insert(entry);
            }
        }
        for (position, decl) in page.enums.iter().enumerate() {
            let name = qualify(&decl.name.value, self.tree.namespace(id));
            let key = key(&name);
            if !self.types.contains_key(&key) && !self.enums.contains_key(&key) {
                self.enum_entry(key, name).tables.push((id, position));
            }
        }
    }
}
