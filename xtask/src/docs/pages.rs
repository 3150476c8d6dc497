//! The pages that `gen` and `mock` read: the whole docs folder first, later only the files that changed. A page need
//! not be parsed if the cache has what an earlier run read from it.
//!
//! A file is read in three cases only: it changed since the last run or the last refresh; the cache does not have what
//! was read from the page (its facts); or the report needs the text, to quote a line of the page.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};
use foldhash::HashMap;
use foldhash::fast::RandomState;
use graph_codegen::source::{Source, SourceId, Sources};
use graph_codegen::{PageFacts, Reading, Tree};
use indexmap::IndexMap;
use rayon::prelude::*;

use crate::cache::stored::{self, Digest};
use crate::console;
use crate::docs::load::{self, File, Listing};
use crate::docs::snapshot::{self, Comparison, Snapshot};
use crate::report::progress::Progress;

/// All files of a docs folder, which of them changed, and what was read from them.
pub(crate) struct Pages {
    docs: PathBuf,
    /// The API version whose parts of the pages are read, such as `beta`; empty for the default.
    zone: String,
    /// All files by their paths in the tree, sorted.
    files: IndexMap<String, Page, RandomState>,
    /// A sentence for each file that could not be read at the last [`Pages::refresh`], sorted.
    warnings: Vec<String>,
    /// What was read from the files; `None` before the first [`Pages::read`].
    tree: Option<Tree>,
}

struct Page {
    path: PathBuf,
    snapshot: Snapshot,
    /// The new text of the file, until [`Pages::read`] moves it into the tree.
    text: Option<Source>,
    /// Whether the cache had the facts of the page, so that this process did not parse it.
    is_cached: bool,
}

/// What [`Pages::refresh`] found: the differences from the state at the previous refresh.
pub(crate) struct FolderChanges {
    /// Whether there is anything to do: a file was added, changed or removed, or there is a new warning.
    pub(crate) is_news: bool,
    /// The old texts of files that changed or were removed.
    pub(crate) replaced: Sources,
    /// The warnings that are new since the previous refresh.
    pub(crate) warnings: Vec<String>,
}

impl Pages {
    /// A docs folder of which nothing was read yet.
    pub(crate) fn of(docs: &Path) -> Pages {
        Pages {
            docs: docs.to_path_buf(),
            zone: String::new(),
            files: IndexMap::default(),
            warnings: Vec::new(),
            tree: None,
        }
    }

    /// Sets the API version whose parts of the pages are read. Returns whether the version changed.
    pub(crate) fn choose(&mut self, zone: String) -> bool {
        if self.zone == zone {
            return false;
        }
        if let Some(tree) = &mut self.tree {
            *tree = Tree::new(std::mem::take(tree).into_sources().with_zone(&zone));
        }
        self.zone = zone;
        true
    }

    /// Finds the files of `listing` that changed since the last call. A file that was unknown until now is compared
    /// with its snapshot in `stored`, which comes from the last run. If `listing` has no page, returns an error and
    /// keeps the known files.
    pub(crate) fn refresh(
        &mut self,
        listing: Listing,
        stored: &HashMap<String, Snapshot>,
        progress: &Progress,
    ) -> Result<FolderChanges> {
        if listing.pages == 0 {
            listing.warnings.iter().for_each(|warning| console::message("warning", warning));
            return Err(load::no_page(&self.docs));
        }
        progress.stage("reading", listing.files.len());
        let last = |name: &str| self.files.get(name).map(|page| &page.snapshot).or_else(|| stored.get(name));
        let compare = |file: File| {
            let comparison = snapshot::compare(last(&file.name), &file);
            progress.advance();
            (file, comparison)
        };
        let mut compared: Vec<_> = listing.files.into_par_iter().map(compare).collect();
        compared.par_sort_by(|(a, _), (b, _)| a.name.cmp(&b.name));

        let mut warnings = listing.warnings;
        let mut files = IndexMap::with_capacity_and_hasher(compared.len(), RandomState::default());
        for (File { name, path }, comparison) in compared {
            let (snapshot, text) = match comparison {
                Comparison::Same(snapshot) => (snapshot, None),
                Comparison::Changed(snapshot, source) => (snapshot, Some(source)),
                Comparison::Unreadable(warning) => {
                    warnings.push(warning);
                    continue;
                }
                Comparison::Gone => continue,
            };
            // If two files have the same name, the first counts, as in `Sources`.
            files.entry(name).or_insert(Page { path, snapshot, text, is_cached: false });
        }
        warnings.sort();
        let new_warnings: Vec<String> =
            warnings.iter().filter(|warning| !self.warnings.contains(warning)).cloned().collect();
        self.warnings = warnings;

        let is_same_set = files.keys().eq(self.files.keys());
        let has_changes = files.values().any(|page| page.text.is_some());
        self.files = files;
        Ok(FolderChanges {
            is_news: !is_same_set || has_changes || !new_warnings.is_empty(),
            replaced: Sources::new(self.update_tree(is_same_set)),
            warnings: new_warnings,
        })
    }

    /// Moves the new texts of changed files into the tree. Returns the old texts, including those of removed files.
    /// `is_same_set` says that no file was added or removed.
    fn update_tree(&mut self, is_same_set: bool) -> Vec<Source> {
        let Some(tree) = &mut self.tree else { return Vec::new() };
        let texts = self.files.values_mut().filter_map(|page| page.text.take());
        if is_same_set {
            return texts.filter_map(|text| tree.update(text).ok()).collect();
        }
        let before = std::mem::take(tree).into_sources().into_files();
        let mut files: BTreeMap<String, Source> = before.into_iter().map(|file| (file.path.clone(), file)).collect();
        let mut replaced: Vec<Source> = texts.filter_map(|text| files.insert(text.path.clone(), text)).collect();
        let (present, removed): (Vec<_>, Vec<_>) =
            files.into_values().partition(|file| self.files.contains_key(&file.path));
        replaced.extend::<Vec<Source>>(removed);
        *tree = Tree::new(Sources::new(present).with_zone(&self.zone));
        replaced
    }

    /// Parses the new and changed pages, and returns the model. `facts` is what the cache has for unchanged pages, each
    /// with the index of its file; only the first call uses it.
    pub(crate) fn read(&mut self, facts: Vec<(usize, Box<PageFacts>)>) -> Result<Reading> {
        if self.tree.is_none() {
            let known = facts.into_iter().map(|(index, facts)| {
                self.files[index].is_cached = true;
                facts
            });
            let known = known.collect();
            self.files
                .par_iter_mut()
                .filter(|(_, page)| page.text.is_none() && !page.is_cached)
                .try_for_each(|(name, page)| page.read(name))?;
            let text =
                |(name, page): (&String, &mut Page)| page.text.take().unwrap_or_else(|| Source::unread(name.as_str()));
            let sources = Sources::new(self.files.iter_mut().map(text).collect()).with_zone(&self.zone);
            self.tree = Some(Tree::restore(sources, known));
        }
        Ok(self.tree.get_or_insert_default().read())
    }

    /// Loads the texts of these files into the tree, for a report that quotes lines of them. The tree has no text of a
    /// page whose facts came from the cache.
    pub(crate) fn supply(&mut self, files: &BTreeSet<SourceId>) -> Result<()> {
        let Some(tree) = &mut self.tree else { return Ok(()) };
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

    /// What was read from the files; `None` before the first [`Pages::read`].
    pub(crate) fn tree(&self) -> Option<&Tree> {
        self.tree.as_ref()
    }

    /// A digest of the API version to read, the warnings, and the paths and bytes of all files. Unless it changes,
    /// reading gives the same result.
    pub(crate) fn digest(&self) -> String {
        let files = self.files.iter().flat_map(|(name, page)| [name.as_bytes(), page.snapshot.digest.as_slice()]);
        let texts = std::iter::once(&self.zone).chain(&self.warnings).map(String::as_bytes);
        stored::digest(texts.chain(files)).to_hex().to_string()
    }

    /// The index of a file among all files, and the digest of its bytes; `None` if there is no such file.
    pub(crate) fn find(&self, name: &str) -> Option<(usize, Digest)> {
        self.files.get_full(name).map(|(index, _, page)| (index, page.snapshot.digest))
    }

    /// The API version whose parts of the pages are read; empty for the default.
    pub(crate) fn zone(&self) -> &str {
        &self.zone
    }

    /// The names of the files, sorted.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Whether the cache had the facts of the page, so that this process did not parse it.
    pub(crate) fn is_cached(&self, name: &str) -> bool {
        self.files.get(name).is_some_and(|page| page.is_cached)
    }

    /// The path of each file, with its size, times and digest when it was read.
    pub(crate) fn snapshots(&self) -> Vec<(&str, Snapshot)> {
        self.files.iter().map(|(name, page)| (name.as_str(), page.snapshot)).collect()
    }
}

impl Page {
    /// Reads the text of the file, and updates the snapshot, because the file may have changed since the refresh.
    fn read(&mut self, name: &str) -> Result<()> {
        let file = File { name: name.to_owned(), path: self.path.clone() };
        match snapshot::compare(None, &file) {
            Comparison::Same(snapshot) => self.snapshot = snapshot,
            Comparison::Changed(snapshot, source) => (self.snapshot, self.text) = (snapshot, Some(source)),
            Comparison::Unreadable(warning) => return Err(anyhow!(warning)),
            Comparison::Gone => return Err(anyhow!("`{name}` was removed while it was read; run again")),
        }
        Ok(())
    }
}
