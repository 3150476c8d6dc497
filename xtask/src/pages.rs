//! The pages of a run of `gen`: the folder and what the last run held of it in, a [`Reader`] out.
//!
//! Texts are read only when they are needed: when the file is not what the last run found, when nothing is known of what
//! it declares, or when a finding is shown with its place.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};
use foldhash::HashSet;
use graph_codegen::reader::{Kept, Reader};
use graph_codegen::source::{Source, SourceId, Sources};
use rayon::prelude::*;

use crate::cache::Cache;
use crate::held::{self, Held, Look};
use crate::keepsake::Digest;
use crate::load::{self, File, Listing};
use crate::progress::Progress;
use crate::{console, keepsake};

/// Every file of a run.
pub(crate) struct Pages {
    /// By name.
    files: BTreeMap<String, Page>,
    /// What could not be read, one sentence each.
    pub(crate) warnings: Vec<String>,
    /// The pages of which the cache knew what they declare.
    recalled: HashSet<String>,
}

struct Page {
    path: PathBuf,
    held: Held,
    /// Its text, when it had to be read.
    source: Option<Source>,
}

impl Pages {
    /// Looks at every file of `docs`. Those of which `held` knows that they are as they were are not read.
    pub(crate) fn look(
        docs: &Path,
        listing: Listing,
        held: &BTreeMap<String, Held>,
        progress: &Progress,
    ) -> Result<Pages> {
        if listing.pages == 0 {
            listing.warnings.iter().for_each(|warning| console::remark("warning", warning));
            return Err(load::no_page(docs));
        }
        progress.stage("reading", listing.files.len());
        let look = |file: File| {
            let (name, path) = (file.name.clone(), file.path.clone());
            let look = held::look(held.get(&name), file);
            progress.advance();
            (name, path, look)
        };
        let looks: Vec<_> = listing.files.into_par_iter().map(look).collect();

        let mut pages = Pages { files: BTreeMap::new(), warnings: listing.warnings, recalled: HashSet::default() };
        for (name, path, look) in looks {
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
            pages.files.entry(name).or_insert(Page { path, held, source });
        }
        pages.warnings.sort();
        for warning in &pages.warnings {
            console::remark("warning", warning);
        }
        Ok(pages)
    }

    /// Digest of all names and bytes.
    pub(crate) fn digest(&self) -> String {
        let parts = self.files.iter().flat_map(|(name, page)| [name.as_bytes(), page.held.digest.as_slice()]);
        keepsake::digest(parts).to_hex().to_string()
    }

    /// The digest of the bytes of a file.
    pub(crate) fn digest_of(&self, name: &str) -> Option<Digest> {
        self.files.get(name).map(|page| page.held.digest)
    }

    /// The names, sorted.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Whether the cache knew what the page declares.
    pub(crate) fn is_recalled(&self, name: &str) -> bool {
        self.recalled.contains(name)
    }

    /// What the next run is to hold.
    pub(crate) fn held(&self) -> BTreeMap<String, Held> {
        self.files.iter().map(|(name, page)| (name.clone(), page.held)).collect()
    }

    /// A reader that knows what `cache` knows. What it does not know is read.
    pub(crate) fn reader(&mut self, cache: Option<&Cache>) -> Result<Reader> {
        let (recalled, kept): (HashSet<String>, Vec<Box<Kept>>) =
            cache.map(|cache| cache.recall(self)).into_iter().flatten().unzip();
        self.recalled = recalled;
        let is_unknown = |name: &str, page: &Page| page.source.is_none() && !self.recalled.contains(name);
        self.files
            .par_iter_mut()
            .filter(|(name, page)| is_unknown(name, page))
            .try_for_each(|(name, page)| page.read(name))?;
        let source = |(name, page): (&String, &mut Page)| page.source.take().unwrap_or_else(|| Source::unread(name));
        Ok(Reader::knowing(Sources::new(self.files.iter_mut().map(source).collect()), kept))
    }

    /// Gives the reader the texts of these files, as far as they were not read.
    pub(crate) fn supply(&self, reader: &mut Reader, files: &BTreeSet<SourceId>) -> Result<()> {
        for &id in files {
            let file = reader.sources().get(id);
            if file.text.is_empty()
                && let Some(page) = self.files.get(&file.path)
            {
                let read = load::read(File { name: file.path.clone(), path: page.path.clone() });
                reader.supply(read.map_err(|warning| anyhow!(warning))?.source);
            }
        }
        Ok(())
    }
}

impl Page {
    /// Reads what nothing is known of. Were it another text than the one that was looked at, the next run must see that.
    fn read(&mut self, name: &str) -> Result<()> {
        let file = File { name: name.to_owned(), path: self.path.clone() };
        match held::look(None, file) {
            Look::Same(held) => self.held = held,
            Look::Other(held, source) => (self.held, self.source) = (held, Some(source)),
            Look::Unreadable(warning) => return Err(anyhow!(warning)),
            Look::Gone => return Err(anyhow!("`{name}` was removed while it was read; run again")),
        }
        Ok(())
    }
}
