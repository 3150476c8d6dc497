//! The pages while they are watched: a folder in, what is different since the last look out.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Result;
use graph_codegen::Tree;
use graph_codegen::source::{Source, Sources};
use rayon::prelude::*;

use crate::docs::file_state::{self, Held, Look};
use crate::docs::load;

/// The pages as the last look found them.
pub(crate) struct Shelf {
    docs: PathBuf,
    held: BTreeMap<String, Held>,
    tree: Tree,
    warnings: Vec<String>,
}

/// What a look found.
#[derive(Default)]
pub(crate) struct Found {
    /// The texts that are no more, of files that changed or are gone.
    pub(crate) before: Sources,
    /// What cannot be read now and was not told yet, one sentence each.
    pub(crate) warnings: Vec<String>,
}

impl Shelf {
    /// Knows nothing yet.
    pub(crate) fn of(docs: &Path) -> Shelf {
        Shelf { docs: docs.to_path_buf(), held: BTreeMap::new(), tree: Tree::default(), warnings: Vec::new() }
    }

    /// The texts, for reading them.
    pub(crate) fn tree(&mut self) -> &mut Tree {
        &mut self.tree
    }

    /// The texts.
    pub(crate) fn sources(&self) -> &Sources {
        self.tree.sources()
    }

    /// Looks at the folder again; none when all is as it was. A folder without pages changes nothing.
    pub(crate) fn look(&mut self) -> Result<Option<Found>> {
        let listing = load::list(&self.docs);
        if listing.pages == 0 {
            return Err(load::no_page(&self.docs));
        }
        let held = &self.held;
        let looks: Vec<(String, Look)> = listing
            .files
            .into_par_iter()
            .map(|file| {
                let look = file_state::look(held.get(&file.name), &file);
                (file.name, look)
            })
            .collect();

        let mut warnings = listing.warnings;
        let (mut now, mut changed) = (BTreeMap::new(), Vec::new());
        for (name, look) in looks {
            match look {
                Look::Same(held) => drop(now.insert(name, held)),
                Look::Other(held, source) => {
                    now.insert(name, held);
                    changed.push(source);
                }
                Look::Unreadable(warning) => warnings.push(warning),
                Look::Gone => {}
            }
        }
        warnings.sort();
        let is_same_set = now.len() == self.held.len() && now.keys().eq(self.held.keys());
        self.held = now;
        let told = std::mem::replace(&mut self.warnings, warnings);
        let warnings: Vec<String> = self.warnings.iter().filter(|warning| !told.contains(warning)).cloned().collect();
        if is_same_set && changed.is_empty() && warnings.is_empty() {
            return Ok(None);
        }
        let before = if is_same_set { self.replace(changed) } else { self.start_over(changed) };
        Ok(Some(Found { before: Sources::new(before), warnings }))
    }

    fn replace(&mut self, changed: Vec<Source>) -> Vec<Source> {
        // A text that finds no place cannot be: the set of files is the same.
        changed.into_iter().filter_map(|source| self.tree.update(source).ok()).collect()
    }

    fn start_over(&mut self, changed: Vec<Source>) -> Vec<Source> {
        let tree = std::mem::take(&mut self.tree);
        let mut files: BTreeMap<String, Source> =
            tree.into_sources().into_files().into_iter().map(|file| (file.path.clone(), file)).collect();
        let mut before: Vec<Source> =
            changed.into_iter().filter_map(|source| files.insert(source.path.clone(), source)).collect();
        let (there, gone): (Vec<Source>, Vec<Source>) =
            files.into_values().partition(|file| self.held.contains_key(&file.path));
        before.extend::<Vec<Source>>(gone);
        self.tree = Tree::new(Sources::new(there));
        before
    }
}
