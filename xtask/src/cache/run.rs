//! A record of what the last run into an out folder read, reported and wrote. The next run compares it with the pages,
//! the options, and the size and times of every written file. If nothing changed, that run prints the recorded report
//! and ends at once. Otherwise it uses the record to skip unchanged files.
//!
//! A record that is damaged or that another version of this program wrote is ignored: the run then does all its work.
//! `--check` ignores every record.

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

/// The extensions of the two files that contain the parts of the record that not every run needs.
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
    /// The size and times of each file that the run wrote or left unchanged, including `.manifest`.
    pub(crate) stamps: Stamps,
    /// Maps the name of each page, such as `resources/user.md`, to its size, times and digest when it was read.
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
    /// [`LastRun`] reads these pairs as a map: in the postcard format a list of pairs and a map have the same encoding.
    pub(crate) snapshots: Vec<(&'a str, Snapshot)>,
}

/// A part of the record that is stored in a file of its own, so that a run that finds nothing changed need not read it.
/// `T` is an owned type for reading and a reference for writing.
#[derive(Serialize, Deserialize)]
struct OfRun<T> {
    /// The key of the run that wrote the file. If it differs from the key in the record, a run was interrupted.
    key: String,
    value: T,
}

impl RunStore {
    /// The store of the out folder `out`. Its files are in the folder `xtask` of the target folder of cargo.
    pub(crate) fn of(out: &Path) -> RunStore {
        let name = blake3::hash(out.as_os_str().as_encoded_bytes()).to_hex();
        RunStore { file: folders::scratch().join(&name[..16]), out: out.to_path_buf() }
    }

    /// The folder in which [`FactsCache`](super::facts::FactsCache) stores what was read from the pages.
    pub(crate) fn facts_folder(&self) -> PathBuf {
        self.file.with_extension("pages")
    }

    /// Locks the out folder against other runs until the lock is dropped. Returns `None` if the lock file cannot be
    /// created, for instance in a read-only repository. Such a run continues, but it cannot store a record.
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

    /// The digests of what each generated file of the last run depends on (see [`Fingerprints`]); empty if the last run
    /// did not store them.
    pub(crate) fn fingerprints(&self, last: &LastRun) -> Fingerprints {
        self.load_of(last, FINGERPRINTS).unwrap_or_default()
    }

    /// Stores the fingerprints. Call this before [`RunStore::save`], because after `save` the run counts as finished.
    pub(crate) fn save_fingerprints(&self, key: &str, fingerprints: &Fingerprints) {
        self.save_of(key, FINGERPRINTS, fingerprints);
    }

    /// The API and its crate as of the last run, in the form that `diff` compares; `None` if the last run did not store
    /// it.
    pub(crate) fn surface(&self, last: &LastRun) -> Option<Surface> {
        self.load_of(last, SURFACE)
    }

    /// Stores the API and its crate in the form that `diff` compares, so that the next run can say what changed.
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

    /// Stores the record of a finished run. `files` is the number of files that the out folder should have, including
    /// `.manifest`. If storing fails, the next run repeats the work.
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

/// Identifies this program by the path, the size and the modification time of its executable, so that a rebuilt
/// generator has another value.
pub(crate) fn program() -> String {
    let program = std::env::current_exe().unwrap_or_default();
    // The `changed` time (`ctime`) is left out, because adding a hard link or renaming the file changes it although the
    // program is the same.
    format!("{} {:?}", program.display(), disk::stamp(&program).map(|stamp| (stamp.length, stamp.modified)))
}
