//! Compares the out folder with the generated files, and applies the differences.
//!
//! Only files in the manifest are changed or removed, links are never followed, and every refusal comes before the
//! first write. During writing the manifest has both the old and the new digests, so that the run after an interrupted
//! one recognises the files. A file with CR LF in place of LF counts as equal, because Git may convert line endings.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use foldhash::{HashMap, HashSet};
use graph_codegen::Output;
use rayon::prelude::*;

use crate::disk::{self, FileKind};
use crate::folders::shown;
use crate::out::folder::FolderState;
use crate::out::manifest::{self, Manifest, Memory};
use crate::out::path::{self, OutPath};

/// What a run has to change in the out folder, and what it leaves as it is.
pub(crate) struct Changes {
    /// For each file that differs, by its path: what has to be done with it.
    pub(crate) files: BTreeMap<OutPath, Change>,
    /// Files that are no longer generated, but are kept because they were edited by hand.
    pub(crate) kept: Vec<OutPath>,
    /// The number of files that already have the generated text.
    pub(crate) unchanged: usize,
    /// The files whose size and times are unchanged since the last run, without those that this run writes or removes.
    pub(crate) untouched: HashSet<String>,
    /// The text of the manifest before the run (empty if there was none) and after it.
    pub(crate) manifest: (String, String),
    folder: PathBuf,
    /// The names in the folder, in lower case because some file systems ignore case. If the first part of a path is not
    /// among these names, nothing exists at the path.
    names: BTreeSet<String>,
    /// The manifest while files are written, with old and new digests.
    pending: Manifest,
    /// Every folder that has files after this run or had files after the last run.
    folders: BTreeSet<String>,
}

/// What has to be done with a file.
pub(crate) enum Change {
    /// The file does not exist and is created with this text.
    Create(String),
    /// The file has another text and is written again; the old bytes and the new text.
    Update(Vec<u8>, String),
    /// The file is no longer generated and is removed.
    Remove,
}

/// Compares the files in `folder` with those of `output`, and the manifest in `state` with the new one, which lists
/// these files and stores `memory`. Writes nothing.
///
/// A file that is unchanged since the last run is not read: the manifest has its digest. `output` may lack the text of
/// an unchanged file.
pub(crate) fn compare(folder: &Path, state: FolderState, output: Output, memory: &Memory) -> Result<Changes> {
    let digested = |(path, text): (OutPath, String)| {
        let digest = manifest::digest(text.as_bytes());
        (state.unchanged_digest(&path) == Some(digest.as_str()), path, digest, text)
    };
    let digested: Vec<(bool, OutPath, String, String)> = checked(output.files)?.into_par_iter().map(digested).collect();
    let FolderState { manifest: old, text: old_text, names, unchanged: mut untouched } = state;
    let mut new = Manifest::of(memory.clone());
    for (path, digest) in old.single().filter(|(path, _)| output.unchanged.contains(path.as_str())) {
        new.add(path.clone(), digest.to_owned());
    }
    let mut unchanged = new.paths().len();
    let mut texts: Vec<(OutPath, String)> = Vec::with_capacity(digested.len());
    for (is_same, path, digest, text) in digested {
        new.add(path.clone(), digest);
        if is_same {
            unchanged += 1;
        } else {
            texts.push((path, text));
        }
    }
    let folders: BTreeSet<String> =
        path::parents(old.paths()).union(&path::parents(new.paths())).map(|&folder| folder.to_owned()).collect();
    refuse_detours(folder, &folders, &names)?;

    let stale: Vec<OutPath> = old.paths().filter(|path| !new.names(path)).cloned().collect();
    let rendered = new.render();
    let mut changes = Changes {
        files: BTreeMap::new(),
        kept: Vec::new(),
        unchanged,
        untouched: HashSet::default(),
        manifest: (old_text, rendered),
        folder: folder.to_path_buf(),
        names,
        pending: new,
        folders,
    };
    changes.compare_texts(&old, texts)?;
    changes.compare_stale(&old, stale)?;
    if !changes.files.is_empty() {
        old.into_files().for_each(|(path, digest)| changes.pending.add(path, digest));
    }
    if !changes.is_none() {
        untouched.remove(path::MANIFEST);
    }
    for path in changes.files.keys() {
        untouched.remove(path.as_str());
    }
    changes.untouched = untouched;
    Ok(changes)
}

impl Changes {
    /// Whether there is nothing to do: no file is to be written or removed, and the manifest stays the same.
    pub(crate) fn is_none(&self) -> bool {
        self.files.is_empty() && self.manifest.0 == self.manifest.1
    }

    /// Creates, writes and removes the files.
    pub(crate) fn apply(&self) -> Result<()> {
        disk::create_folder(&self.folder)?;
        self.remove_temporary_files()?;
        let manifest = self.folder.join(path::MANIFEST);
        if !self.files.is_empty() {
            disk::write(&manifest, self.pending.render().as_bytes())?;
            self.change_files()?;
        }
        if !self.is_none() {
            disk::write(&manifest, self.manifest.1.as_bytes())?;
        }
        Ok(())
    }

    /// Whether the first part of the path, such as `src`, exists in the out folder.
    fn has(&self, path: &str) -> bool {
        is_there(&self.names, path)
    }

    fn change_files(&self) -> Result<()> {
        // A new folder is filled under a temporary name and renamed as a whole, so that its files need not be renamed
        // one by one.
        let stage = disk::Stage::beside(&self.folder.join(path::MANIFEST));
        let staged: BTreeSet<&str> = self
            .files
            .keys()
            .filter(|path| path.folders().next().is_some() && !self.has(path.as_str()))
            .map(OutPath::outermost)
            .collect();
        let is_staged = |path: &OutPath| staged.contains(path.outermost());
        let root = |outermost: &str| if staged.contains(outermost) { stage.path() } else { &self.folder };
        let full = |path: &OutPath| path.below(root(path.outermost()));
        let written = self.files.iter().filter(|(_, change)| !matches!(change, Change::Remove)).map(|(path, _)| path);
        let folders: Vec<PathBuf> =
            path::parents(written).into_iter().map(|folder| root(path::outermost(folder)).join(folder)).collect();
        folders.par_iter().try_for_each(|folder| disk::create_folder(folder))?;
        self.files.par_iter().try_for_each(|(path, change)| match change {
            Change::Create(text) if is_staged(path) => disk::create(&full(path), text.as_bytes()),
            Change::Create(text) | Change::Update(_, text) => disk::write(&full(path), text.as_bytes()),
            Change::Remove => disk::remove(&full(path)),
        })?;
        staged.into_iter().try_for_each(|name| stage.release(name, &self.folder.join(name)))?;
        for (path, change) in &self.files {
            if matches!(change, Change::Remove) {
                remove_empty_folders(&self.folder, path);
            }
        }
        Ok(())
    }

    /// Removes temporary files of an interrupted run.
    fn remove_temporary_files(&self) -> Result<()> {
        let there = self.folders.iter().filter(|folder| self.has(folder));
        let folders: Vec<PathBuf> = there.map(|folder| self.folder.join(folder)).chain([self.folder.clone()]).collect();
        folders.par_iter().try_for_each(|folder| {
            if disk::kind(folder)? == FileKind::Folder {
                for name in &disk::temporaries(folder)? {
                    disk::remove_temporary(&folder.join(name))?;
                }
            }
            Ok(())
        })
    }

    fn compare_texts(&mut self, old: &Manifest, texts: Vec<(OutPath, String)>) -> Result<()> {
        let compared: Result<Vec<_>> =
            texts.into_par_iter().map(|(path, text)| self.compare_text(old, path, text)).collect();
        let mut foreign = Vec::new();
        for compared in compared? {
            match compared {
                Compared::Same => self.unchanged += 1,
                Compared::Differs(path, change) => drop(self.files.insert(path, change)),
                Compared::Foreign(path) => foreign.push(path),
            }
        }
        if let Some(first) = foreign.first() {
            let more = if foreign.len() > 1 { format!(" and {} more", foreign.len() - 1) } else { String::new() };
            bail!(
                "refusing to overwrite `{first}`{more} in `{}`: no earlier run wrote it; move it away first",
                shown(&self.folder)
            );
        }
        Ok(())
    }

    fn compare_text(&self, old: &Manifest, path: OutPath, text: String) -> Result<Compared> {
        if !self.has(path.as_str()) {
            return Ok(Compared::Differs(path, Change::Create(text)));
        }
        let full = path.below(&self.folder);
        match disk::kind(&full)? {
            FileKind::Nothing => Ok(Compared::Differs(path, Change::Create(text))),
            FileKind::File => {
                let bytes = disk::read(&full)?;
                if is_same_text(&bytes, &text) {
                    Ok(Compared::Same)
                } else if old.names(&path) {
                    Ok(Compared::Differs(path, Change::Update(bytes, text)))
                } else {
                    Ok(Compared::Foreign(path))
                }
            }
            FileKind::Folder | FileKind::Link | FileKind::Other => {
                bail!("`{}` is in the way: it is not a regular file", shown(&full))
            }
        }
    }

    fn compare_stale(&mut self, old: &Manifest, stale: Vec<OutPath>) -> Result<()> {
        for path in stale {
            let full = path.below(&self.folder);
            match disk::kind(&full)? {
                FileKind::Nothing => {}
                FileKind::File if old.holds(&path, &manifest::digest(&without_cr(&disk::read(&full)?))) => {
                    self.files.insert(path, Change::Remove);
                }
                FileKind::File | FileKind::Folder | FileKind::Link | FileKind::Other => self.kept.push(path),
            }
        }
        Ok(())
    }
}

enum Compared {
    Same,
    Differs(OutPath, Change),
    Foreign(OutPath),
}

/// Whether the bytes equal the text, possibly with CR LF in place of LF.
fn is_same_text(bytes: &[u8], text: &str) -> bool {
    bytes == text.as_bytes() || (bytes.len() > text.len() && without_cr(bytes).as_ref() == text.as_bytes())
}

/// The bytes with LF in place of each CR LF.
fn without_cr(bytes: &[u8]) -> Cow<'_, [u8]> {
    if !bytes.contains(&b'\r') {
        return Cow::Borrowed(bytes);
    }
    let next = bytes.iter().skip(1).map(Some).chain([None]);
    let is_kept = |(byte, next): &(&u8, Option<&u8>)| **byte != b'\r' || *next != Some(&b'\n');
    Cow::Owned(bytes.iter().zip(next).filter(is_kept).map(|(byte, _)| *byte).collect())
}

/// Checks that each path stays inside the folder. Refuses two paths that are the same file on some file systems.
fn checked(texts: BTreeMap<String, String>) -> Result<BTreeMap<OutPath, String>> {
    let mut folded = HashMap::default();
    let mut checked = BTreeMap::new();
    for (path, text) in texts {
        if let Some(other) = folded.insert(path.to_lowercase(), path.clone()) {
            bail!("refusing the paths {other:?} and {path:?}: they are one file on some disks");
        }
        checked.insert(OutPath::new(&path)?, text);
    }
    Ok(checked)
}

/// Whether the first part of the path is among `names` in any letter case. `names` has to be in lower case.
fn is_there(names: &BTreeSet<String>, path: &str) -> bool {
    let outermost = path::outermost(path);
    names.contains(outermost) || names.contains(&outermost.to_lowercase())
}

/// Refuses paths whose folders are links or files, because a link could lead outside the out folder.
fn refuse_detours(folder: &Path, folders: &BTreeSet<String>, names: &BTreeSet<String>) -> Result<()> {
    let there = folders.iter().filter(|folder| is_there(names, folder));
    let folders: BTreeSet<&str> = there.flat_map(|folder| path::down_to(folder)).collect();
    for within in folders {
        let path = folder.join(within);
        match disk::kind(&path)? {
            FileKind::Nothing | FileKind::Folder => {}
            FileKind::Link => bail!("refusing to write through `{}`: it is a symbolic link", shown(&path)),
            FileKind::File | FileKind::Other => bail!("`{}` is in the way: it is not a folder", shown(&path)),
        }
    }
    Ok(())
}

fn remove_empty_folders(folder: &Path, path: &OutPath) {
    let mut folders: Vec<&str> = path.folders().collect();
    while let Some(within) = folders.pop() {
        if !disk::remove_empty_folder(&folder.join(within)) {
            break;
        }
    }
}
