//! The state of the out folder before a run: its manifest and its unchanged files.
//!
//! A folder that has files but no manifest was not written by this program, so `gen` refuses it.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result, bail};
use foldhash::HashSet;
use graph_codegen::Fingerprints;

use crate::disk::{self, FileKind};
use crate::folders::shown;
use crate::out::layout::Layout;
use crate::out::manifest::{Manifest, Memory};
use crate::out::path::{self, OutPath};
use crate::out::stamps::Stamps;

/// What is in an out folder before a run writes to it.
#[derive(Default)]
pub(crate) struct FolderState {
    /// The list of the files that earlier runs wrote, and the flags that they stored for later runs.
    pub(crate) manifest: Manifest,
    /// The text of the manifest. Empty if there is no manifest.
    pub(crate) text: String,
    /// The names of the files and folders directly in the folder, in lower case.
    pub(crate) names: BTreeSet<String>,
    /// The files whose size and times are still those that the last run recorded.
    pub(crate) unchanged: HashSet<String>,
}

impl FolderState {
    /// Looks at what is in `folder`. Writes nothing.
    pub(crate) fn of(folder: &Path, stamps: &Stamps) -> Result<FolderState> {
        let (owned, unchanged) = rayon::join(|| owned(folder), || stamps.unchanged(folder));
        Ok(FolderState { unchanged, ..owned? })
    }

    /// The fingerprints in `known` of files that are unchanged since the last run and have one digest in the manifest.
    /// The other files may have another text than the fingerprint says.
    pub(crate) fn still_valid(&self, mut known: Fingerprints) -> Fingerprints {
        let single: HashSet<&str> = self.manifest.single().map(|(path, _)| path.as_str()).collect();
        known.retain(|path, _| single.contains(path.as_str()) && self.is_unchanged(path));
        known
    }

    /// The digest of a file that is unchanged since the last run. `None` for a changed file, and after an interrupted
    /// run.
    pub(crate) fn unchanged_digest(&self, path: &OutPath) -> Option<&str> {
        self.manifest.only_digest(path).filter(|_| self.is_unchanged(path.as_str()))
    }

    /// Whether both the file and the manifest, which has the digest of the file, are unchanged since the last run.
    fn is_unchanged(&self, path: &str) -> bool {
        self.unchanged.contains(path::MANIFEST) && self.unchanged.contains(path)
    }
}

/// Reads from the manifest in `folder` the flags that earlier runs stored, and whether the types are in a crate of
/// their own. Without a manifest both are the default.
pub(crate) fn memory(folder: &Path) -> Result<(Memory, Layout)> {
    match listed(folder)? {
        FolderContent::Nothing | FolderContent::Foreign(_) => Ok((Memory::default(), Layout::default())),
        FolderContent::Ours { text, .. } => {
            Ok((Manifest::parse_memory(&text).with_context(|| damaged(folder))?, Layout::of_files(&text)))
        }
    }
}

fn owned(folder: &Path) -> Result<FolderState> {
    let lower = |names: &[String]| names.iter().map(|name| name.to_lowercase()).collect();
    match listed(folder)? {
        FolderContent::Nothing => Ok(FolderState::default()),
        FolderContent::Ours { names, text } => {
            let manifest = Manifest::parse(&text).with_context(|| damaged(folder))?;
            Ok(FolderState { manifest, text, names: lower(&names), ..FolderState::default() })
        }
        FolderContent::Foreign(names) => match names.iter().find(|name| !is_tolerated(name)) {
            None => Ok(FolderState { names: lower(&names), ..FolderState::default() }),
            Some(name) => bail!(
                "the out folder `{}` has files that no earlier run wrote (such as `{name}`); choose an empty folder",
                shown(folder)
            ),
        },
    }
}

/// What is directly in a folder: nothing, files of somebody else, or files that this program wrote.
enum FolderContent {
    Nothing,
    /// The folder has entries with these names, but no manifest.
    Foreign(Vec<String>),
    /// The folder has a manifest, so earlier runs wrote to it: the names of its entries, and the text of the manifest.
    Ours {
        names: Vec<String>,
        text: String,
    },
}

fn listed(folder: &Path) -> Result<FolderContent> {
    match disk::kind(folder)? {
        FileKind::Nothing => return Ok(FolderContent::Nothing),
        FileKind::Folder => {}
        FileKind::File | FileKind::Link | FileKind::Other => {
            bail!("the out folder `{}` is not a folder", shown(folder))
        }
    }
    let names = disk::names(folder)?;
    if !names.iter().any(|name| name == path::MANIFEST) {
        return Ok(FolderContent::Foreign(names));
    }
    let path = folder.join(path::MANIFEST);
    if disk::kind(&path)? != FileKind::File {
        bail!("`{}` is in the way: it is not a regular file", shown(&path));
    }
    // Git may have converted the line endings.
    let text = String::from_utf8_lossy(&disk::read(&path)?).replace("\r\n", "\n");
    Ok(FolderContent::Ours { names, text })
}

fn damaged(folder: &Path) -> String {
    format!("`{}` is damaged; restore it, or remove the folder", shown(&folder.join(path::MANIFEST)))
}

/// Whether an entry may be in a folder that has no manifest yet: cargo or an interrupted first run may have created it.
fn is_tolerated(name: &str) -> bool {
    name == "target" || name == "Cargo.lock" || disk::is_temporary(name)
}
