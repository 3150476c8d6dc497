//! A record of what the last run into an out folder read, reported and wrote. With the record the next run ends at once
//! if nothing changed, and otherwise skips unchanged files.
//!
//! The record is valid only if nothing changed: the pages, this program, the options, and the size and times of every
//! written file. If in doubt, for instance because the record is damaged, a run does all its work. `--check` ignores
//! the record.

use std::path::{Path, PathBuf};

use anyhow::Result;
use foldhash::HashMap;
use graph_codegen::Fingerprints;
use graph_codegen::diff::Surface;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::cache::stored;
use crate::docs::snapshot::Snapshot;
use crate::out::stamps::Stamps;
use crate::{disk, folders};

/// Two parts of the record are needed by some runs only. Each is in a file of its own, with one of these extensions.
const FINGERPRINTS: &str = "fingerprints";
const SURFACE: &str = "surface";

/// Where the record of the last run into one out folder is stored.
pub(crate) struct RunStore {
    file: PathBuf,
    out: PathBuf,
}

/// What the last run into this out folder read, reported and wrote.
#[derive(Default, Deserialize)]
pub(crate) struct LastRun {
    /// The digest of every input, including this program.
    pub(crate) key: String,
    /// The identity of the program that ran, from [`program`].
    pub(crate) program: String,
    /// The report that the run printed, without its last line, which has the number of files and the time.
    pub(crate) report: String,
    /// Whether a page had an error.
    pub(crate) has_errors: bool,
    /// The size and time of each file that the run wrote or left unchanged, including the manifest.
    pub(crate) stamps: Stamps,
    /// By the name of a page: its size, time and digest when it was read.
    pub(crate) snapshots: HashMap<String, Snapshot>,
}

/// The data of a finished run, as it is stored. The next run deserialises it as [`LastRun`], which has the same fields
/// in the same order.
#[derive(Serialize)]
pub(crate) struct FinishedRun<'a> {
    pub(crate) key: &'a str,
    pub(crate) program: String,
    pub(crate) report: &'a str,
    pub(crate) has_errors: bool,
    pub(crate) stamps: &'a Stamps,
    /// In postcard a list of pairs has the same form as a map.
    pub(crate) snapshots: Vec<(&'a str, Snapshot)>,
}

/// A part of the record in a file of its own, which a run with nothing to do need not read. `T` is an owned type for
/// reading and a reference for writing.
#[derive(Serialize, Deserialize)]
struct OfRun<T> {
    /// The key of the run that wrote the file. If it differs from the key in the record, a run was interrupted.
    key: String,
    value: T,
}

impl RunStore {
    /// The place in which runs into the out folder `out` store their records.
    pub(crate) fn of(out: &Path) -> RunStore {
        let name = blake3::hash(out.as_os_str().as_encoded_bytes()).to_hex();
        RunStore { file: folders::scratch().join(&name[..16]), out: out.to_path_buf() }
    }

    /// The folder in which [`FactsCache`](super::facts::FactsCache) stores what was read from the pages.
    pub(crate) fn facts_folder(&self) -> PathBuf {
        self.file.with_extension("pages")
    }

    /// Locks the out folder against other runs until the lock is dropped. In a read-only repository there is neither a
    /// lock nor a store.
    pub(crate) fn lock(&self) -> Option<disk::Lock> {
        disk::create_folder(&folders::scratch()).ok()?;
        disk::lock(&self.file.with_extension("lock")).ok()
    }

    /// Loads the record of the last run, even if its inputs differ from those of this run. Ignores a record that
    /// another version of the program wrote.
    pub(crate) fn load(&self) -> LastRun {
        let last: Option<LastRun> = stored::load(&self.file);
        last.filter(|last| last.program == program()).unwrap_or_default()
    }

    /// Whether a run with these inputs has nothing to do, because neither the inputs nor the written files changed
    /// since the last run.
    pub(crate) fn is_up_to_date(&self, last: &LastRun, key: &str) -> bool {
        last.key == key && last.stamps.are_same(&self.out)
    }

    /// Removes the record before anything is written, because an interrupted run must not count as finished.
    pub(crate) fn forget(&self) -> Result<()> {
        disk::remove(&self.file)
    }

    /// The fingerprints of the files that the last run wrote, if they are stored.
    pub(crate) fn fingerprints(&self, last: &LastRun) -> Fingerprints {
        self.load_of(last, FINGERPRINTS).unwrap_or_default()
    }

    /// Stores the fingerprints. This happens before [`RunStore::save`], after which the run counts as finished.
    pub(crate) fn save_fingerprints(&self, key: &str, fingerprints: &Fingerprints) {
        self.save_of(key, FINGERPRINTS, fingerprints);
    }

    /// What `diff` compares, as the last run stored it; `None` if it is not stored.
    pub(crate) fn surface(&self, last: &LastRun) -> Option<Surface> {
        self.load_of(last, SURFACE)
    }

    /// Stores what `diff` compares, so that the next run can say what changed.
    pub(crate) fn save_surface(&self, key: &str, surface: &Surface) {
        self.save_of(key, SURFACE, surface);
    }

    fn load_of<T: DeserializeOwned>(&self, last: &LastRun, name: &str) -> Option<T> {
        let stored: Option<OfRun<T>> = stored::load(&self.file.with_extension(name));
        stored.filter(|stored| stored.key == last.key).map(|stored| stored.value)
    }

    fn save_of<T: Serialize>(&self, key: &str, name: &str, value: &T) {
        drop(stored::save(&self.file.with_extension(name), &OfRun { key: key.to_owned(), value }));
    }

    /// Stores a finished run of `files` files. If storing fails, the next run repeats the work.
    pub(crate) fn save(&self, run: &FinishedRun<'_>, files: usize) {
        // If a file has no stamp (size and times), another program removed it in the meantime. The run then does not
        // count as finished.
        if run.stamps.len() == files {
            drop(stored::save(&self.file, run));
        }
    }
}

/// The digest of the inputs of a run. Runs with the same digest give the same result.
pub(crate) fn key(inputs: &[&str]) -> String {
    stored::digest(inputs).to_hex().to_string()
}

/// Identifies this program: any change of the generator gives another value.
pub(crate) fn program() -> String {
    let program = std::env::current_exe().unwrap_or_default();
    // The `changed` time is left out, because a hard link or a new name changes it but not the program.
    format!("{} {:?}", program.display(), disk::stamp(&program).map(|stamp| (stamp.length, stamp.modified)))
}
