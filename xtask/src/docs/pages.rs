//! The pages of a run of `gen`: the folder and what the last run held of it in, a [`Tree`] out.
//!
//! Texts are read only when they are needed: when the file is not what the last run found, when nothing is known of what
//! it declares, or when a finding is shown with its place.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};
use foldhash::HashMap;
use foldhash::fast::RandomState;
use graph_codegen::source::{Source, SourceId, Sources};
use graph_codegen::{PageFacts, Tree};
use indexmap::IndexMap;
use rayon::prelude::*;

use crate::cache::declarations::Cache;
use crate::cache::stored;
use crate::cache::stored::Digest;
use crate::console;
use crate::docs::file_state::{self, Held, Look};
use crate::docs::load::{self, File, Listing};
use crate::report::progress::Progress;

/// Every file of a run.
pub(crate) struct Pages {
    /// By name, sorted.
    files: IndexMap<String, Page, RandomState>,
    /// What could not be read, one sentence each.
    pub(crate) warnings: Vec<String>,
}

struct Page {
    path: PathBuf,
    held: Held,
    /// Its text, when it had to be read.
    source: Option<Source>,
    /// Whether the cache knew what it declares.
    is_recalled: bool,
}

impl Pages {
    /// Looks at every file of `docs`. Those of which `held` knows that they are as they were are not read.
    pub(crate) fn look(
        docs: &Path,
        listing: Listing,
        held: &HashMap<String, Held>,
        progress: &Progress,
    ) -> Result<Pages> {
        if listing.pages == 0 {
            listing.warnings.iter().for_each(|warning| console::remark("warning", warning));
            return Err(load::no_page(docs));
        }
        progress.stage("reading", listing.files.len());
        let look = |file: File| {
            let look = file_state::look(held.get(&file.name), &file);
            progress.advance();
            (file, look)
        };
        let mut looks: Vec<_> = listing.files.into_par_iter().map(look).collect();
        looks.par_sort_by(|(a, _), (b, _)| a.name.cmp(&b.name));

        let files = IndexMap::with_capacity_and_hasher(looks.len(), RandomState::default());
        let mut pages = Pages { files, warnings: listing.warnings };
        for (File { name, path }, look) in looks {
            let (held, source) = match look {
                Look::Same(held) => (held, None),
                Look::Other(held, source) => (held, Some(source)),
                Look::Unreadable(warning) => {
                    pages.warnings.push(warning);
                    continue;
                }
                Look::Gone => continue,
            };
            // Of two files of one name the first counts, as it does in `Sources`.
            pages.files.entry(name).or_insert(Page { path, held, source, is_recalled: false });
        }
        pages.warnings.sort();
        for warning in &pages.warnings {
            console::remark("warning", warning);
        }
        Ok(pages)
    }

    /// Whether some text is none that was held.
    pub(crate) fn are_news(&self) -> bool {
        self.files.values().any(|page| page.source.is_some())
    }

    /// Digest of all names and bytes.
    pub(crate) fn digest(&self) -> String {
        let parts = self.files.iter().flat_map(|(name, page)| [name.as_bytes(), page.held.digest.as_slice()]);
        stored::digest(parts).to_hex().to_string()
    }

    /// The number of a file, and the digest of its bytes.
    pub(crate) fn find(&self, name: &str) -> Option<(usize, Digest)> {
        self.files.get_full(name).map(|(index, _, page)| (index, page.held.digest))
    }

    /// The names, sorted.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Whether the cache knew what the page declares.
    pub(crate) fn is_recalled(&self, name: &str) -> bool {
        self.files.get(name).is_some_and(|page| page.is_recalled)
    }

    /// What the next run is to hold.
    pub(crate) fn held(&self) -> Vec<(&str, Held)> {
        self.files.iter().map(|(name, page)| (name.as_str(), page.held)).collect()
    }

    /// A reader that knows what `cache` knows. What it does not know is read.
    pub(crate) fn tree(&mut self, cache: Option<&Cache>) -> Result<Tree> {
        let recalled = cache.map(|cache| cache.recall(self)).unwrap_or_default();
        let mut kept: Vec<Box<PageFacts>> = Vec::with_capacity(recalled.len());
        for (index, known) in recalled {
            self.files[index].is_recalled = true;
            kept.push(known);
        }
        self.files
            .par_iter_mut()
            .filter(|(_, page)| page.source.is_none() && !page.is_recalled)
            .try_for_each(|(name, page)| page.read(name))?;
        let source =
            |(name, page): (&String, &mut Page)| page.source.take().unwrap_or_else(|| Source::unread(name.as_str()));
        Ok(Tree::restore(Sources::new(self.files.iter_mut().map(source).collect()), kept))
    }

    /// Gives the reader the texts of these files, as far as they were not read.
    pub(crate) fn supply(&self, tree: &mut Tree, files: &BTreeSet<SourceId>) -> Result<()> {
        for &id in files {
            let file = tree.sources().get(id);
            if file.text.is_empty()
                && let Some(page) = self.files.get(&file.path)
            {
                let read = load::read(&File { name: file.path.clone(), path: page.path.clone() });
                tree.supply(read.map_err(|warning| anyhow!(warning))?.source);
            }
        }
        Ok(())
    }
}

impl Page {
    /// Reads what nothing is known of. Were it another text than the one that was looked at, the next run must see that.
    fn read(&mut self, name: &str) -> Result<()> {
        let file = File { name: name.to_owned(), path: self.path.clone() };
        match file_state::look(None, &file) {
            Look::Same(held) => self.held = held,
            Look::Other(held, source) => (self.held, self.source) = (held, Some(source)),
            Look::Unreadable(warning) => return Err(anyhow!(warning)),
            Look::Gone => return Err(anyhow!("`{name}` was removed while it was read; run again")),
        }
        Ok(())
    }
}
