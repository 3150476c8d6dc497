//! An earlier state of the pages: the name of a Git revision or of a folder in, its texts out.

use std::path::Path;

use anyhow::Result;
use graph_codegen::source::Sources;

use crate::disk::{self, FileKind};
use crate::docs::{load, revision};
use crate::folders;
use crate::report::progress::Progress;

/// Reads the state of `docs` that `name` stands for, and the same zone of it. A folder counts before a revision of the same
/// name.
pub(crate) fn load(docs: &Path, zone: &str, name: &str, progress: &Progress) -> Result<Sources> {
    let folder = Path::new(name);
    if let Ok(FileKind::Folder) = disk::kind(folder) {
        return load::load(&folders::docs(Some(folder))?, zone, progress);
    }
    progress.stage("reading the revision", 0);
    revision::load(docs, zone, name)
}
