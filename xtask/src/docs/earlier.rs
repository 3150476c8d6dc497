//! Reads an earlier state of the pages. In: the name of a Git revision or of a folder. Out: the texts of its pages.

use std::path::Path;

use anyhow::Result;
use graph_codegen::source::Sources;

use crate::console;
use crate::disk::{self, FileKind};
use crate::docs::{load, revision};
use crate::folders;
use crate::report::progress::Progress;

/// Reads the pages in the folder `name` or, if there is no such folder, those of `docs` in the Git revision `name`.
/// `zone` is an API version such as `beta`: where a page has parts for several versions, those of `zone` are read.
pub(crate) fn load(docs: &Path, zone: &str, name: &str, progress: &Progress) -> Result<Sources> {
    let folder = Path::new(name);
    // A link to a folder counts as a folder.
    if disk::resolve(folder).is_ok_and(|path| matches!(disk::kind(&path), Ok(FileKind::Folder))) {
        return load::load(&folders::docs(Some(folder))?, zone, progress);
    }
    progress.stage("reading the revision", 0);
    revision::load(docs, zone, name)
}

/// Warns if no page has the same path in the earlier state `name` and in the current one. Probably `name` is then the
/// wrong folder or revision, and every finding and every item would count as new.
pub(crate) fn warn_if_apart(name: &str, before: &Sources, after: &Sources) {
    let pages = before.pages();
    let mut paths = pages.iter().map(|id| before.get(*id).path.as_str());
    let Some(first) = paths.next().filter(|first| after.find(first).is_none()) else { return };
    if !after.pages().is_empty() && paths.all(|page| after.find(page).is_none()) {
        let text = format!("`{name}` has none of the pages of the docs folder, but others such as `{first}`");
        console::message("warning", &text);
    }
}
