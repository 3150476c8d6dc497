//! Reads and writes files. This is the only module that uses `std::fs`.
//!
//! A file is written under a temporary name in its folder and then renamed, so that it appears complete or not at all.

use std::fs::{self, File, FileType, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use walkdir::{DirEntry, WalkDir};

/// What there is at a path. Links are not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileKind {
    Nothing,
    File,
    Folder,
    /// A symbolic link, to any target.
    Link,
    /// A pipe, a socket or a device.
    Other,
}

/// A file, a folder or a link that [`walk`] found.
pub(crate) struct Entry {
    pub(crate) path: PathBuf,
    pub(crate) kind: FileKind,
}

/// Every entry below `folder`. A folder for whose name `skips` returns true is left out with all its contents. A link
/// is an entry and is not followed, so loops do no harm. A folder that cannot be listed gives an error instead of its
/// entries. The folders directly in `folder` are walked in parallel.
pub(crate) fn walk(folder: &Path, skips: fn(&str) -> bool) -> Vec<Result<Entry, walkdir::Error>> {
    let top: Vec<_> = found(WalkDir::new(folder).max_depth(1), skips).collect();
    let with_what_is_below = |entry: Result<Entry, walkdir::Error>| {
        let below = match &entry {
            Ok(Entry { path, kind: FileKind::Folder }) => found(WalkDir::new(path), skips).collect(),
            Ok(_) | Err(_) => Vec::new(),
        };
        std::iter::once(entry).chain(below)
    };
    top.into_par_iter().with_max_len(1).flat_map_iter(with_what_is_below).collect()
}

fn found(walk: WalkDir, skips: fn(&str) -> bool) -> impl Iterator<Item = Result<Entry, walkdir::Error>> {
    let wanted = move |entry: &DirEntry| {
        entry.depth() == 0 || !entry.file_type().is_dir() || !entry.file_name().to_str().is_some_and(skips)
    };
    let found = |entry: DirEntry| Entry { kind: kind_of(entry.file_type()), path: entry.into_path() };
    walk.min_depth(1).into_iter().filter_entry(wanted).map(move |entry| entry.map(found))
}

/// The sorted names of the entries in a folder. Empty if the folder does not exist.
pub(crate) fn names(folder: &Path) -> Result<Vec<String>> {
    let mut names = names_of(folder, |_| true)?;
    names.sort();
    Ok(names)
}

/// The names of the temporary files that [`write()`] or a [`Stage`] left in `folder`.
pub(crate) fn temporaries(folder: &Path) -> Result<Vec<String>> {
    names_of(folder, is_temporary)
}

fn names_of(folder: &Path, is_wanted: impl Fn(&str) -> bool) -> Result<Vec<String>> {
    let listing = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        listing => listing.with_context(|| format!("cannot list `{}`", folder.display()))?,
    };
    let mut names = Vec::new();
    for entry in listing {
        let entry = entry.with_context(|| format!("cannot list `{}`", folder.display()))?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if is_wanted(&name) {
            names.push(name.into_owned());
        }
    }
    Ok(names)
}

/// Reads a file into `bytes`, whose old contents are lost and whose memory is reused.
pub(crate) fn read_into(path: &Path, bytes: &mut Vec<u8>) -> io::Result<()> {
    bytes.clear();
    File::open(path)?.read_to_end(bytes)?;
    Ok(())
}

/// What there is at `path`: nothing, a file, a folder, a link or something else.
pub(crate) fn kind(path: &Path) -> Result<FileKind> {
    match fs::symlink_metadata(path) {
        Ok(metadata) => Ok(kind_of(metadata.file_type())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(FileKind::Nothing),
        // If a parent is a file, nothing exists below it.
        Err(error) if error.kind() == ErrorKind::NotADirectory => Ok(FileKind::Nothing),
        Err(error) => Err(error).with_context(|| format!("cannot look at `{}`", path.display())),
    }
}

/// The bytes of a page. A file of 4 GiB or more is refused before it is read, because offsets have 32 bits.
pub(crate) fn read_page(path: &Path) -> io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    let length = u32::try_from(file.metadata()?.len())
        .map_err(|_| io::Error::new(ErrorKind::FileTooLarge, "it is larger than 4 GiB"))?;
    let mut bytes = Vec::with_capacity(length as usize);
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The bytes of a file that is not a page, such as a settings file or a file that this program wrote.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read `{}`", path.display()))
}

/// Creates a folder and the folders above it.
pub(crate) fn create_folder(path: &Path) -> Result<()> {
    fs::create_dir_all(path).with_context(|| format!("cannot create the folder `{}`", path.display()))
}

/// Writes `bytes` to `path`, completely or not at all. A link at `path` is replaced, not followed.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    write_with(path, |file| Ok(file.write_all(bytes)?))
}

fn write_with(path: &Path, content: impl FnOnce(&mut File) -> Result<()>) -> Result<()> {
    let temporary = temporary_beside(path);
    let create = || OpenOptions::new().write(true).create_new(true).open(&temporary);
    let put = || -> Result<()> {
        let mut file = match create() {
            // A run that was killed and had the same process id may have left this file.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                remove_if_present(&temporary)?;
                create()?
            }
            created => created?,
        };
        content(&mut file)?;
        drop(file);
        Ok(fs::rename(&temporary, path)?)
    };
    put()
        .inspect_err(|_| drop(fs::remove_file(&temporary)))
        .with_context(|| format!("cannot write `{}`", path.display()))
}

/// Creates a file directly. It is visible before it is complete, so use it only in folders with a temporary name.
pub(crate) fn create(path: &Path, bytes: &[u8]) -> Result<()> {
    let put = || OpenOptions::new().write(true).create_new(true).open(path)?.write_all(bytes);
    put().with_context(|| format!("cannot write `{}`", path.display()))
}

/// A folder with a temporary name in which files are written before it is renamed to its final path.
pub(crate) struct Stage(PathBuf);

impl Stage {
    /// A stage beside `path`, in the same parent folder. The folder of the stage is created with the first file in it,
    /// and is removed on drop with all files that are still in it.
    pub(crate) fn beside(path: &Path) -> Stage {
        Stage(temporary_beside(path))
    }

    /// The path of the temporary folder in which the files of the stage are written.
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// Moves the folder `name` out of the stage to its final `path`.
    pub(crate) fn release(&self, name: &str, path: &Path) -> Result<()> {
        fs::rename(self.0.join(name), path).with_context(|| format!("cannot create the folder `{}`", path.display()))
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // Files remain only after a run that failed and reported its error. If they cannot be removed here, the next
        // run removes them.
        drop(fs::remove_dir_all(&self.0));
    }
}

/// Writes `content` to a path that the user chose. A file is written completely or not at all. If the path is a link,
/// the target of the link is written. A pipe or a device is written directly.
pub(crate) fn write_to(path: &Path, content: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    let buffered = |file: &mut File| {
        let mut out = BufWriter::new(file);
        content(&mut out)?;
        Ok(out.flush()?)
    };
    match kind(path)? {
        FileKind::Nothing | FileKind::File => write_with(path, buffered),
        FileKind::Folder | FileKind::Link | FileKind::Other => {
            let written = File::create(path).map_err(anyhow::Error::from).and_then(|mut file| buffered(&mut file));
            written.with_context(|| format!("cannot write `{}`", path.display()))
        }
    }
}

/// Removes a file. If the path is a link, only the link is removed. A missing file is not an error.
pub(crate) fn remove(path: &Path) -> Result<()> {
    remove_if_present(path).with_context(|| format!("cannot remove `{}`", path.display()))
}

/// Removes a temporary file of an interrupted run, or a [`Stage`] with its contents.
pub(crate) fn remove_temporary(path: &Path) -> Result<()> {
    match kind(path)? {
        FileKind::Folder => fs::remove_dir_all(path).with_context(|| format!("cannot remove `{}`", path.display())),
        FileKind::Nothing | FileKind::File | FileKind::Link | FileKind::Other => remove(path),
    }
}

/// Removes a folder if it is empty. Returns whether the folder was removed.
pub(crate) fn remove_empty_folder(path: &Path) -> bool {
    fs::remove_dir(path).is_ok()
}

/// Whether `name` has the form of the names that [`write()`] and [`Stage`] give to temporary files and folders.
pub(crate) fn is_temporary(name: &str) -> bool {
    name.starts_with('.') && name.ends_with(TEMPORARY)
}

/// The size and the times of a file. If the stamp is unchanged, so are the bytes, and the file need not be read again.
/// This does not hold for two changes in quick succession (see `docs/snapshot.rs`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stamp {
    pub(crate) length: u64,
    pub(crate) modified: u64,
    /// The time of the last change of the file or its metadata, such as its name; 0 if the system does not report it.
    changed: u64,
}

impl Stamp {
    /// The time of the last change of the bytes or of the metadata, whichever is later.
    pub(crate) fn youngest(&self) -> u64 {
        self.modified.max(self.changed)
    }
}

/// The stamp of a regular file; `None` for a link.
pub(crate) fn stamp(path: &Path) -> Option<Stamp> {
    let metadata = fs::symlink_metadata(path).ok().filter(fs::Metadata::is_file)?;
    let since = metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH).duration_since(UNIX_EPOCH).ok()?;
    #[cfg(unix)]
    let changed = {
        use std::os::unix::fs::MetadataExt;
        let (seconds, nanoseconds) =
            (u64::try_from(metadata.ctime()).ok()?, u64::try_from(metadata.ctime_nsec()).ok()?);
        seconds.checked_mul(1_000_000_000)?.checked_add(nanoseconds)?
    };
    #[cfg(not(unix))]
    let changed = 0;
    Some(Stamp { length: metadata.len(), modified: u64::try_from(since.as_nanos()).ok()?, changed })
}

/// A number that identifies the folder at `path`; `None` if there is nothing at `path`. On Unix it is the inode number,
/// so that a new folder at the same path has another number.
pub(crate) fn identity(path: &Path) -> Option<u64> {
    let metadata = fs::symlink_metadata(path).ok()?;
    #[cfg(unix)]
    return Some(std::os::unix::fs::MetadataExt::ino(&metadata));
    #[cfg(not(unix))]
    return Some(u64::from(metadata.is_dir()));
}

/// Resolves links and `..` in the part of the path that exists.
pub(crate) fn resolve(path: &Path) -> Result<PathBuf> {
    let absolute = std::path::absolute(path).with_context(|| format!("cannot resolve `{}`", path.display()))?;
    let mut missing = Vec::new();
    let mut existing = absolute.as_path();
    loop {
        match (fs::canonicalize(existing), existing.parent(), existing.file_name()) {
            (Ok(resolved), _, _) => return Ok(missing.iter().rev().fold(resolved, |path, name| path.join(name))),
            (Err(error), Some(parent), Some(name)) if error.kind() == ErrorKind::NotFound => {
                missing.push(name.to_owned());
                existing = parent;
            }
            (Err(error), _, _) => {
                return Err(error).with_context(|| format!("cannot resolve `{}`", path.display()));
            }
        }
    }
}

/// Keeps other processes from locking the same path until this value is dropped.
pub(crate) struct Lock {
    _open: File,
}

/// Waits for the lock of `path`. On a file system without locks it returns at once. Two runs may then do the same work,
/// but every file still appears complete.
pub(crate) fn lock(path: &Path) -> Result<Lock> {
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(path);
    let file = file.with_context(|| format!("cannot open `{}`", path.display()))?;
    drop(file.lock());
    Ok(Lock { _open: file })
}

/// The peak memory of this process in bytes, if the system reports it.
pub(crate) fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

const TEMPORARY: &str = ".xtask-tmp";

fn temporary_beside(path: &Path) -> PathBuf {
    // The temporary name contains a digest of the file name, not the name itself, which may already have the maximum
    // length.
    let name = path.file_name().unwrap_or_default().as_encoded_bytes();
    let digest = blake3::hash(name).to_hex();
    path.with_file_name(format!(".{}.{}{TEMPORARY}", &digest[..16], std::process::id()))
}

fn remove_if_present(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        result => result,
    }
}

fn kind_of(file_type: FileType) -> FileKind {
    if file_type.is_symlink() {
        FileKind::Link
    } else if file_type.is_dir() {
        FileKind::Folder
    } else if file_type.is_file() {
        FileKind::File
    } else {
        FileKind::Other
    }
}
