//! Stores what was read from each page (its facts) for the next run, because parsing pages takes most of a run, and an
//! edit changes only a page or two.
//!
//! The cache spreads the records over several files, so that an edit rewrites only one file and all threads read in
//! parallel. A record is valid only if the digests of the program, the API version to read, the set of files, the page
//! and its fragments are unchanged. A page without a valid record is parsed again.

use std::path::{Path, PathBuf};

use graph_codegen::Tree;
use graph_codegen::{PageFacts, PageFactsRef};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::cache::stored::{self, Digest};
use crate::disk;
use crate::docs::pages::Pages;

/// The number of files that the records are spread over.
const SHARDS: usize = 64;

/// The store for what was read from the pages of one docs folder. It belongs to one version of the program and one set
/// of files.
pub(crate) struct FactsCache {
    folder: PathBuf,
    /// The digest of the program, of the API version whose `:::zone` sections are read (such as `v1.0`), and of the
    /// names of all files. Records that were stored with another key are not used.
    key: Digest,
}

/// What was read from one page, with the digests by which a later run sees whether it still applies. `T` is
/// [`PageFacts`] for reading and [`PageFactsRef`] for writing.
#[derive(Serialize, Deserialize)]
struct Record<'n, T> {
    name: &'n str,
    digest: Digest,
    /// The name and the digest of each file in `includes` that the page includes.
    #[serde(borrow)]
    included: Vec<(&'n str, Digest)>,
    facts: T,
}

#[derive(Serialize, Deserialize)]
struct Shard<'n, T> {
    key: Digest,
    #[serde(borrow)]
    records: Vec<Record<'n, T>>,
}

impl FactsCache {
    /// Opens the store in `folder`. It has records only from runs of the same `program` over the same files.
    pub(crate) fn of(folder: &Path, program: &str, pages: &Pages) -> FactsCache {
        let key = stored::digest([program, pages.zone()].into_iter().chain(pages.names()));
        FactsCache { folder: folder.to_path_buf(), key: Digest::new(*key.as_bytes()) }
    }

    /// What the last run read from the pages that have not changed since, each with the index of its file.
    pub(crate) fn load(&self, pages: &Pages) -> Vec<(usize, Box<PageFacts>)> {
        let unchanged = |name: &str, digest: Digest| pages.find(name).filter(|(_, now)| *now == digest);
        let valid = |record: Record<'_, Box<PageFacts>>| {
            let (index, _) = unchanged(record.name, record.digest)?;
            let are_unchanged = record.included.iter().all(|(name, digest)| unchanged(name, *digest).is_some());
            are_unchanged.then_some((index, record.facts))
        };
        // Each thread uses one buffer for all its files.
        let load = |bytes: &mut Vec<u8>, index| {
            let shard: Option<Shard<'_, Box<PageFacts>>> =
                disk::read_into(&self.file(index), bytes).ok().and_then(|()| stored::decode(bytes));
            let records = shard.filter(|shard| shard.key == self.key).map(|shard| shard.records);
            records.into_iter().flatten().filter_map(valid).collect::<Vec<_>>()
        };
        (0..SHARDS).into_par_iter().map_init(Vec::new, load).flatten_iter().collect()
    }

    /// Stores what was read from the pages of `tree`. Skips a file of records if all its pages came from the cache. If
    /// storing fails, the next run reads these pages again.
    pub(crate) fn save(&self, tree: &Tree, pages: &Pages) {
        let mut is_unchanged = [true; SHARDS];
        let mut shards = [const { Vec::new() }; SHARDS];
        for facts in tree.facts() {
            let name = tree.sources().get(facts.source()).path.as_str();
            let shard = shard_of(name);
            is_unchanged[shard] &= pages.is_cached(name);
            shards[shard].push((name, facts));
        }
        if disk::create_folder(&self.folder).is_err() {
            return;
        }
        shards.into_par_iter().enumerate().filter(|(index, _)| !is_unchanged[*index]).for_each(|(index, facts)| {
            let records = facts.into_iter().filter_map(|(name, facts)| record(tree, pages, name, facts)).collect();
            drop(stored::save(&self.file(index), &Shard { key: self.key, records }));
        });
    }

    fn file(&self, shard: usize) -> PathBuf {
        self.folder.join(shard.to_string())
    }
}

/// The record of a page. `None` if the digest of a file is unknown: a later run could not see that the file changed.
fn record<'a>(
    tree: &'a Tree,
    pages: &Pages,
    name: &'a str,
    facts: PageFactsRef<'a>,
) -> Option<Record<'a, PageFactsRef<'a>>> {
    let included = facts.included().iter().map(|&id| {
        let name = tree.sources().get(id).path.as_str();
        let (_, digest) = pages.find(name)?;
        Some((name, digest))
    });
    let included = included.collect::<Option<_>>()?;
    let (_, digest) = pages.find(name)?;
    Some(Record { name, digest, included, facts })
}

/// The index of the cache file that has the record of a page.
fn shard_of(name: &str) -> usize {
    usize::try_from(stored::hash(name.as_bytes()) % SHARDS as u64).unwrap_or_default()
}
