//! Reads the files in the docs folder that a run needs.
//!
//! A file that cannot be read is left out with a warning. A folder without pages is an error, because it is probably
//! the wrong folder. Symbolic links are not followed: their targets are outside the tree, and a link to a parent folder
//! would make the tree infinite.

use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use anyhow::{Result, anyhow};
use graph_codegen::is_read;
use graph_codegen::source::{Source, Sources};
use rayon::prelude::*;

use crate::console;
use crate::disk::{self, FileKind};
use crate::folders::{shown, slashed};
use crate::report::progress::Progress;

/// Reads every page below `docs`, its `overrides.toml`, its tables of contents, and the fragments in `../includes` that
/// pages may include. `zone` is an API version such as `beta`: where a page has parts for several versions, those of
/// `zone` are read.
pub(crate) fn load(docs: &Path, zone: &str, progress: &Progress) -> Result<Sources> {
    let listing = list(docs);
    progress.stage("reading", listing.files.len());
    let read: Vec<Result<LoadedFile, String>> =
        listing.files.par_iter().map(|file| read(file).inspect(|_| progress.advance())).collect();

    let mut warnings = listing.warnings;
    let mut files = Vec::with_capacity(read.len());
    for file in read {
        match file {
            Ok(file) => files.push(file),
            Err(warning) => warnings.push(warning),
        }
    }
    warnings.sort();
    for warning in &warnings {
        console::message("warning", warning);
    }
    if listing.pages == 0 {
        return Err(no_page(docs));
    }
    Ok(Sources::new(files.into_iter().map(|file| file.source).collect()).with_zone(zone))
}

/// Lists every file that a run reads: pages, `overrides.toml` and tables of contents below `docs`, and, if there is at
/// least one page, the fragments in `../includes`.
pub(crate) fn list(docs: &Path) -> Listing {
    let mut listing = Listing::default();
    listing.pages(docs, "");
    listing.pages = listing.files.iter().filter(|file| is_page(&file.name)).count();
    if listing.pages > 0 {
        listing.fragments(docs);
    }
    listing
}

/// The error for a docs folder without pages.
pub(crate) fn no_page(docs: &Path) -> anyhow::Error {
    anyhow!("the docs folder `{}` holds no page (no file whose name ends in .md)", shown(docs))
}

/// A file to read: its path on disk, and its path in the tree of pages, such as `resources/user.md`.
pub(crate) struct File {
    pub(crate) path: PathBuf,
    pub(crate) name: String,
}

/// A file that was read: its text, and the digest of its bytes.
pub(crate) struct LoadedFile {
    pub(crate) source: Source,
    pub(crate) digest: blake3::Hash,
}

/// The files in the docs folder, and those in the folder `includes` beside it.
#[derive(Default)]
pub(crate) struct Listing {
    pub(crate) files: Vec<File>,
    /// The number of pages below the docs folder. Fragments, `overrides.toml` and tables of contents do not count.
    pub(crate) pages: usize,
    /// One sentence for each file that cannot be read.
    pub(crate) warnings: Vec<String>,
}

impl Listing {
    /// Adds the files below `folder` that a run reads. The name of each is `prefix`, such as `../includes/`, followed
    /// by its path relative to `folder`.
    fn pages(&mut self, folder: &Path, prefix: &str) {
        for found in disk::walk(folder, is_no_folder_of_pages) {
            match found {
                Ok(found) => self.page(folder, prefix, found),
                Err(error) => self.warnings.push(error.to_string()),
            }
        }
    }

    fn page(&mut self, folder: &Path, prefix: &str, found: disk::Entry) {
        let within = within(folder, &found.path);
        let name = [prefix, &slashed(within)].concat();
        match (found.kind, is_read(&name)) {
            (FileKind::File, true) if within.to_str().is_none() => self.skipped(&found.path, "its name is not UTF-8"),
            (FileKind::File, true) => {
                self.files.push(File { name, path: found.path });
            }
            (FileKind::Link, _) => self.skipped(&found.path, "it is a symbolic link, and links are not followed"),
            (FileKind::Other, true) => self.skipped(&found.path, "it is no regular file"),
            (FileKind::File | FileKind::Other, false) | (FileKind::Folder | FileKind::Nothing, _) => {}
        }
    }

    /// Adds the fragments: files in the folder `includes` beside the docs folder, whose text pages include. Several
    /// docs folders may share one folder of fragments.
    fn fragments(&mut self, docs: &Path) {
        let Some(includes) = docs.parent().map(|parent| parent.join("includes")) else { return };
        if includes != docs && matches!(disk::kind(&includes), Ok(FileKind::Folder)) {
            self.pages(&includes, "../includes/");
        }
    }

    fn skipped(&mut self, path: &Path, reason: &str) {
        self.warnings.push(format!("not read: `{}`: {reason}", shown(path)));
    }
}

/// The part of `path` after `folder`; the whole path if it is not in `folder`.
fn within<'p>(folder: &Path, path: &'p Path) -> &'p Path {
    let rest = path.to_str().zip(folder.to_str()).and_then(|(path, folder)| path.strip_prefix(folder));
    match rest {
        Some(rest) => Path::new(rest.trim_start_matches(MAIN_SEPARATOR)),
        None => path.strip_prefix(folder).unwrap_or(path),
    }
}

/// Whether the file `name` is a page or a fragment, which means that its extension is `md`.
pub(crate) fn is_page(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("md"))
}

pub(crate) fn is_no_folder_of_pages(name: &str) -> bool {
    name == "target" || name.starts_with('.')
}

/// Reads a file. The error is a sentence with the reason.
pub(crate) fn read(file: &File) -> Result<LoadedFile, String> {
    let bytes = disk::read_page(&file.path).map_err(|error| format!("not read: `{}`: {error}", shown(&file.path)))?;
    let digest = blake3::hash(&bytes);
    Ok(LoadedFile { digest, source: Source::from_bytes(file.name.as_str(), bytes) })
}
