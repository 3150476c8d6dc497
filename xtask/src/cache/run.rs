//! What the last run into an out folder read, reported and wrote. A run with nothing to do ends at once, and one with little
//! to do leaves the rest alone.
//!
//! The record is valid only while nothing changed: the pages, this program, the options, and the stamps of every written
//! file. In any doubt, a damaged record included, the work is done again. `--check` does not read it.

use std::path::{Path, PathBuf};

use anyhow::Result;
use foldhash::HashMap;
use graph_codegen::Fingerprints;
use serde::{Deserialize, Serialize};

use crate::cache::stored;
use crate::docs::snapshot::Snapshot;
use crate::out::stamps::Stamps;
use crate::{disk, folders};

/// Where the record of one out folder is stored.
pub(crate) struct RunStore {
    file: PathBuf,
    out: PathBuf,
}

/// The record of the last run.
#[derive(Default, Deserialize)]
pub(crate) struct LastRun {
    /// The digest of every input, this program included.
    pub(crate) key: String,
    /// The program that ran.
    pub(crate) program: String,
    /// Its report, without the line that counts files and time.
    pub(crate) report: String,
    /// Whether a page had an error.
    pub(crate) has_errors: bool,
    /// The stamps of the files it wrote or left, the manifest included.
    pub(crate) stamps: Stamps,
    /// The pages as it read them, by name.
    pub(crate) snapshots: HashMap<String, Snapshot>,
}

/// A finished run to be stored. It is deserialized as [`LastRun`], which has the same fields in the same order.
#[derive(Serialize)]
pub(crate) struct FinishedRun<'a> {
    pub(crate) key: &'a str,
    pub(crate) program: String,
    pub(crate) report: &'a str,
    pub(crate) has_errors: bool,
    pub(crate) stamps: &'a Stamps,
    /// In postcard a list of pairs has the form of a map.
    pub(crate) snapshots: Vec<(&'a str, Snapshot)>,
}

/// The fingerprints of the files of a run: `T` is owned when it is read, and borrowed when it is written. They have a file
/// of their own, which a run with nothing to do does not read.
#[derive(Serialize, Deserialize)]
struct StoredFingerprints<T> {
    /// The key of their run. Another key shows that a run was interrupted.
    key: String,
    fingerprints: T,
}

impl RunStore {
    /// The store of an out folder.
    pub(crate) fn of(out: &Path) -> RunStore {
        let name = blake3::hash(out.as_os_str().as_encoded_bytes()).to_hex();
        RunStore { file: folders::scratch().join(&name[..16]), out: out.to_path_buf() }
    }

    /// The folder for the facts of pages.
    pub(crate) fn facts_folder(&self) -> PathBuf {
        self.file.with_extension("pages")
    }

    /// Keeps other runs away from the out folder until the lock is dropped. In a repository that cannot be written to there
    /// is no lock and no store.
    pub(crate) fn lock(&self) -> Option<disk::Lock> {
        disk::create_folder(&folders::scratch()).ok()?;
        disk::lock(&self.file.with_extension("lock")).ok()
    }

    /// The record of the last run, with any inputs. A record of another program is ignored.
    pub(crate) fn load(&self) -> LastRun {
        let last: Option<LastRun> = stored::load(&self.file);
        last.filter(|last| last.program == program()).unwrap_or_default()
    }

    /// Whether a run with the inputs of `key` has nothing to do.
    pub(crate) fn is_up_to_date(&self, last: &LastRun, key: &str) -> bool {
        last.key == key && last.stamps.are_same(&self.out)
    }

    /// Removes the record before anything is written: an interrupted run must not count as finished.
    pub(crate) fn forget(&self) -> Result<()> {
        disk::remove(&self.file)
    }

    /// The fingerprints of the files of the last run.
    pub(crate) fn fingerprints(&self, last: &LastRun) -> Fingerprints {
        let stored: Option<StoredFingerprints<Fingerprints>> = stored::load(&self.fingerprints_file());
        stored.filter(|stored| stored.key == last.key).map(|stored| stored.fingerprints).unwrap_or_default()
    }

    /// Stores the fingerprints of a run before it is finished.
    pub(crate) fn save_fingerprints(&self, key: &str, fingerprints: &Fingerprints) {
        let stored = StoredFingerprints { key: key.to_owned(), fingerprints };
        drop(stored::save(&self.fingerprints_file(), &stored));
    }

    /// Stores a finished run of `files` files. If that fails, the next run does the work again.
    pub(crate) fn save(&self, run: &FinishedRun<'_>, files: usize) {
        // If a file has no stamp, another program removed it meanwhile.
        if run.stamps.len() == files {
            drop(stored::save(&self.file, run));
        }
    }

    fn fingerprints_file(&self) -> PathBuf {
        self.file.with_extension("fingerprints")
    }
}

/// The digest of inputs.
pub(crate) fn key(inputs: &[&str]) -> String {
    stored::digest(inputs).to_hex().to_string()
}

/// Identifies this program: any change to the generator gives another one.
pub(crate) fn program() -> String {
    let program = std::env::current_exe().unwrap_or_default();
    // Without the change time of the directory entry, because a hard link or a new name does not change the program.
    format!("{} {:?}", program.display(), disk::stamp(&program).map(|stamp| (stamp.length, stamp.modified)))
}
