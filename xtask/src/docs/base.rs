//! Loads the earlier state of the pages, with which `diff` and `report` compare the current one.

use std::path::Path;

use anyhow::{Context, Result};
use graph_codegen::diff::Surface;
use graph_codegen::source::Sources;

use crate::disk::{self, FileKind};
use crate::docs::earlier;
use crate::report::progress::Progress;

/// The earlier state of the pages, with which a command compares the current one.
pub(crate) enum Base {
    /// The state was given as a JSON export, which has no texts of pages.
    Export(Box<Surface>),
    /// The state was given as a folder or a Git revision; these are the texts of its pages.
    Pages(Sources),
}

/// Reads the state that `name` names: a file from `export --format json`, a folder of pages, or a Git revision of the
/// docs folder. `zone` is an API version such as `beta`: where a page has parts for several versions, those of `zone`
/// are read.
pub(crate) fn load(docs: &Path, zone: &str, name: &str, progress: &Progress) -> Result<Base> {
    let path = Path::new(name);
    match disk::kind(path) {
        Ok(FileKind::File) => {
            let text = String::from_utf8_lossy(&disk::read(path)?).into_owned();
            let surface = Surface::from_export(&text).map_err(anyhow::Error::msg);
            Ok(Base::Export(Box::new(surface.with_context(|| format!("`{name}`"))?)))
        }
        _ => Ok(Base::Pages(earlier::load(docs, zone, name, progress)?)),
    }
}
