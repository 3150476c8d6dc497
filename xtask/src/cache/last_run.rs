//! What the last run into an out folder read, said and wrote, so that a run with nothing to do can say so at once, and one
//! with little to do leaves the rest alone.
//!
//! The memory counts only while everything is as it was: the pages, this program, the options, and the stamps of every file
//! written. Any doubt, a damaged memory included, means that the work is done again. `--check` never asks it.

use std::path::{Path, PathBuf};

use anyhow::Result;
use foldhash::HashMap;
use graph_codegen::Fingerprints;
use serde::{Deserialize, Serialize};

use crate::cache::stored;
use crate::disk;
use crate::docs::file_state::Held;
use crate::folders;
use crate::out::stamps::Stamps;

/// The memory of one out folder.
pub(crate) struct Memory {
    file: PathBuf,
    folder: PathBuf,
}

/// What the last run left behind.
#[derive(Default, Deserialize)]
pub(crate) struct Last {
    /// The digest of everything that determined it, this program among it.
    pub(crate) key: String,
    /// The program that ran.
    pub(crate) program: String,
    /// Its report, up to the line that counts files and time.
    pub(crate) report: String,
    /// Whether a page had an error.
    pub(crate) errors: bool,
    /// The files it answers for, the manifest among them, as it left them.
    pub(crate) stamps: Stamps,
    /// The pages as it found them, by name.
    pub(crate) held: HashMap<String, Held>,
}

/// A finished run, lent to be written. What was written is read as [`Last`]: it has the same parts in the same order.
#[derive(Serialize)]
pub(crate) struct Finished<'a> {
    pub(crate) key: &'a str,
    pub(crate) program: String,
    pub(crate) report: &'a str,
    pub(crate) errors: bool,
    pub(crate) stamps: &'a Stamps,
    /// Names and what was found under them, which is a map to postcard.
    pub(crate) held: Vec<(&'a str, Held)>,
}

/// What the files that a run answers for are made of: `T` is [`Fingerprints`] when it is read, and lent when it is written. It is
/// kept beside the rest, since a run with nothing to do has no use for it.
#[derive(Serialize, Deserialize)]
struct Made<T> {
    /// The key of the run, which a run without an end may have left.
    key: String,
    fingerprints: T,
}

impl Memory {
    /// The memory of `folder`.
    pub(crate) fn of(folder: &Path) -> Memory {
        let name = blake3::hash(folder.as_os_str().as_encoded_bytes()).to_hex();
        Memory { file: folders::scratch().join(&name[..16]), folder: folder.to_path_buf() }
    }

    /// The folder beside it for what is known of pages.
    pub(crate) fn cache(&self) -> PathBuf {
        self.file.with_extension("pages")
    }

    /// Keeps other runs away from the folder while the value lives. A repository that cannot be written to has no
    /// place for locks and memories, and does well without them.
    pub(crate) fn lock(&self) -> Option<disk::Lock> {
        disk::create_folder(&folders::scratch()).ok()?;
        disk::lock(&self.file.with_extension("lock")).ok()
    }

    /// What the last run left, whether or not it was determined by other inputs. What another program left is nothing to
    /// rely on.
    pub(crate) fn load(&self) -> Last {
        let last: Option<Last> = stored::recall(&self.file);
        last.filter(|last| last.program == program()).unwrap_or_default()
    }

    /// Whether there is nothing to do for a run that is determined by what `key` is made of.
    pub(crate) fn is_up_to_date(&self, last: &Last, key: &str) -> bool {
        last.key == key && last.stamps.are_same(&self.folder)
    }

    /// Forgets, before anything is changed: a run that is interrupted must not be taken for a finished one.
    pub(crate) fn forget(&self) -> Result<()> {
        disk::remove(&self.file)
    }

    /// What the files of the last run are made of.
    pub(crate) fn fingerprints(&self, last: &Last) -> Fingerprints {
        let made: Option<Made<Fingerprints>> = stored::recall(&self.fingerprints_file());
        made.filter(|made| made.key == last.key).map(|made| made.fingerprints).unwrap_or_default()
    }

    /// Remembers what the files of a run are made of, for the time when it is finished.
    pub(crate) fn keep_fingerprints(&self, key: &str, fingerprints: &Fingerprints) {
        drop(stored::keep(&self.fingerprints_file(), &Made { key: key.to_owned(), fingerprints }));
    }

    /// Remembers a finished run, which wrote so many files. When that cannot be remembered, the next run does its work
    /// again.
    pub(crate) fn keep(&self, run: &Finished<'_>, files: usize) {
        // A file that is gone already leaves nothing to rely on.
        if run.stamps.len() == files {
            drop(stored::keep(&self.file, run));
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

/// This program, which any change to the generator makes another one.
pub(crate) fn program() -> String {
    let program = std::env::current_exe().unwrap_or_default();
    // Not when its entry changed: linking or naming it anew makes it no other.
    format!("{} {:?}", program.display(), disk::stamp(&program).map(|stamp| (stamp.length, stamp.modified)))
}
