//! What is known of the pages, from one run to the next: parsing and reading declarations is most of a run, and an edit
//! changes a page or two.
//!
//! The records are spread over a few files, so that an edit writes one of them again, and two threads read them. A record
//! counts only while the program, the set of files, the page and the fragments it includes are the same by digest. Any
//! doubt means that the page is read.

use std::path::{Path, PathBuf};

use graph_codegen::Tree;
use graph_codegen::tree::{PageFacts, PageFactsRef};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::cache::stored;
use crate::cache::stored::Digest;
use crate::disk;
use crate::docs::pages::Pages;

/// Over how many files the records are spread.
const SHARDS: usize = 64;

/// What is known of the pages of one run.
pub(crate) struct Cache {
    folder: PathBuf,
    /// The program and the set of files.
    key: Digest,
}

/// What is known of one page: `T` is a [`PageFacts`] when it is read, and [`PageFactsRef`] when it is written.
#[derive(Serialize, Deserialize)]
struct Record<'n, T> {
    name: &'n str,
    digest: Digest,
    /// The fragments it includes, which are part of it.
    #[serde(borrow)]
    included: Vec<(&'n str, Digest)>,
    known: T,
}

#[derive(Serialize, Deserialize)]
struct Shard<'n, T> {
    key: Digest,
    #[serde(borrow)]
    records: Vec<Record<'n, T>>,
}

impl Cache {
    /// The one in `folder`, for runs of this program over the files of `pages`.
    pub(crate) fn of(folder: &Path, program: &str, pages: &Pages) -> Cache {
        let key = stored::digest(std::iter::once(program).chain(pages.names()));
        Cache { folder: folder.to_path_buf(), key: Digest::new(*key.as_bytes()) }
    }

    /// What is known of pages that are as they were, each with the number of its file.
    pub(crate) fn recall(&self, pages: &Pages) -> Vec<(usize, Box<PageFacts>)> {
        let same = |name: &str, digest: Digest| pages.find(name).filter(|(_, now)| *now == digest);
        let known = |record: Record<'_, Box<PageFacts>>| {
            let (index, _) = same(record.name, record.digest)?;
            let holds = record.included.iter().all(|(name, digest)| same(name, *digest).is_some());
            holds.then_some((index, record.known))
        };
        // A thread needs memory for one file at a time.
        let shard = |bytes: &mut Vec<u8>, index| {
            let shard: Option<Shard<'_, Box<PageFacts>>> =
                disk::read_into(&self.file(index), bytes).ok().and_then(|()| stored::value(bytes));
            let records = shard.filter(|shard| shard.key == self.key).map(|shard| shard.records);
            records.into_iter().flatten().filter_map(known).collect::<Vec<_>>()
        };
        (0..SHARDS).into_par_iter().map_init(Vec::new, shard).flatten_iter().collect()
    }

    /// Keeps what the reader knows, for the next run. A file that holds none but recalled pages is as it should be. What
    /// cannot be kept will be read again.
    pub(crate) fn keep(&self, tree: &Tree, pages: &Pages) {
        let mut is_same = [true; SHARDS];
        let mut shards = [const { Vec::new() }; SHARDS];
        for known in tree.facts() {
            let name = tree.sources().get(known.source()).path.as_str();
            let shard = shard_of(name);
            is_same[shard] &= pages.is_recalled(name);
            shards[shard].push((name, known));
        }
        if disk::create_folder(&self.folder).is_err() {
            return;
        }
        shards.into_par_iter().enumerate().filter(|(index, _)| !is_same[*index]).for_each(|(index, known)| {
            let records = known.into_iter().filter_map(|(name, known)| record(tree, pages, name, known)).collect();
            drop(stored::keep(&self.file(index), &Shard { key: self.key, records }));
        });
    }

    fn file(&self, shard: usize) -> PathBuf {
        self.folder.join(shard.to_string())
    }
}

/// A page of which a digest is missing cannot be recognised.
fn record<'a>(
    tree: &'a Tree,
    pages: &Pages,
    name: &'a str,
    known: PageFactsRef<'a>,
) -> Option<Record<'a, PageFactsRef<'a>>> {
    let included = known.included().iter().map(|&id| {
        let name = tree.sources().get(id).path.as_str();
        let (_, digest) = pages.find(name)?;
        Some((name, digest))
    });
    let included = included.collect::<Option<_>>()?;
    let (_, digest) = pages.find(name)?;
    Some(Record { name, digest, included, known })
}

/// Which file has the record of a page.
fn shard_of(name: &str) -> usize {
    usize::try_from(stored::hash(name.as_bytes()) % SHARDS as u64).unwrap_or_default()
}
