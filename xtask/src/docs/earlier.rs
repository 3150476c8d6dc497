//! Reads an earlier state of the pages. In: the name of a Git revision or of a folder. Out: the texts of its pages.

use std::path::Path;

use anyhow::Result;
use graph_codegen::source::Sources;

use crate::disk::{self, FileKind};
use crate::docs::{load, revision};
use crate::folders;
use crate::report::progress::Progress;

/// Reads the pages in the folder `name`, or else in the Git revision `name` of `docs`. `zone` is the API version to
/// read where a page has parts for several, such as `beta`.
pub(crate) fn load(docs: &Path, zone: &str, name: &str, progress: &Progress) -> Result<Sources> {
    let folder = Path::new(name);
    if let Ok(FileKind::Folder) = disk::kind(folder) {
        return load::load(&folders::docs(Some(folder))?, zone, progress);
    }
    progress.stage("reading the revision", 0);
    revision::load(docs, zone, name)
}
