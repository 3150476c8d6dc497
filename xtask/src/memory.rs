//! What the last run into an out folder read, said and wrote, so that a run with nothing to do can say so at once.
//!
//! The memory counts only while everything is as it was: the pages, this program, the options, and length and time of
//! change of every file written. Any doubt, a damaged memory included, means that the work is done again. `--check`
//! never asks it.

use std::path::{Path, PathBuf};

use anyhow::Result;
use serde_json::{Value, json};

use crate::disk;
use crate::folders;
use crate::stamps::Stamps;

/// The memory of one out folder.
pub(crate) struct Memory {
    file: PathBuf,
    folder: PathBuf,
    key: String,
}

/// What the last run had to say.
pub(crate) struct Remembered {
    /// Its report, up to the line that counts files and time.
    pub(crate) report: String,
    /// Whether a page had an error.
    pub(crate) errors: bool,
    /// How many files it is responsible for.
    pub(crate) files: usize,
}

/// What the last run left behind.
pub(crate) struct Last {
    key: String,
    report: String,
    errors: bool,
    /// The files it answers for, as it left them.
    pub(crate) stamps: Stamps,
}

impl Memory {
    /// The memory of `folder` for a run that is determined by `inputs`.
    pub(crate) fn of(folder: &Path, inputs: &[&str]) -> Memory {
        let name = blake3::hash(folder.as_os_str().as_encoded_bytes()).to_hex();
        Memory {
            file: folders::scratch().join(format!("{}.json", &name[..16])),
            folder: folder.to_path_buf(),
            key: key(inputs),
        }
    }

    /// Keeps other runs away from the folder while the value lives. A repository that cannot be written to has no
    /// place for locks and memories, and does well without them.
    pub(crate) fn lock(&self) -> Option<disk::Lock> {
        disk::create_folder(&folders::scratch()).ok()?;
        disk::lock(&self.file.with_extension("lock")).ok()
    }

    /// What the last run left, whether or not it was determined by other inputs.
    pub(crate) fn load(&self) -> Option<Last> {
        let value: Value = serde_json::from_slice(&disk::read(&self.file).ok()?).ok()?;
        Some(Last {
            key: value.get("key")?.as_str()?.to_owned(),
            report: value.get("report")?.as_str()?.to_owned(),
            errors: value.get("errors")?.as_bool()?,
            stamps: Stamps::parse(value.get("files")?.as_str()?)?,
        })
    }

    /// What the last run said, if nothing has changed since.
    pub(crate) fn recall(&self, last: &Last) -> Option<Remembered> {
        let is_same = last.key == self.key && last.stamps.are_same(&self.folder);
        is_same.then(|| Remembered {
            report: last.report.clone(),
            errors: last.errors,
            files: last.stamps.len().saturating_sub(1),
        })
    }

    /// Forgets, before anything is changed: a run that is interrupted must not be taken for a finished one.
    pub(crate) fn forget(&self) -> Result<()> {
        disk::remove(&self.file)
    }

    /// Remembers a finished run: its report and the files (the manifest among them) that it answers for.
    /// When that cannot be remembered, the next run does its work again.
    pub(crate) fn keep(&self, report: &str, errors: bool, files: &[String]) {
        let stamps = Stamps::of(&self.folder, files);
        // A file that is gone already leaves nothing to rely on.
        if stamps.len() == files.len() {
            let value = json!({ "key": self.key, "errors": errors, "report": report, "files": stamps.render() });
            drop(disk::write(&self.file, value.to_string().as_bytes()));
        }
    }
}

/// The digest of the inputs and of this program, which any change to the generator makes another one.
fn key(inputs: &[&str]) -> String {
    let program = std::env::current_exe().unwrap_or_default();
    let program = format!("{} {:?}", program.display(), disk::stamp(&program));
    let mut hasher = blake3::Hasher::new();
    for input in inputs.iter().copied().chain([program.as_str()]) {
        hasher.update(&input.len().to_le_bytes());
        hasher.update(input.as_bytes());
    }
    hasher.finalize().to_hex().to_string()
}
