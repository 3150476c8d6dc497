//! Finds folders of pages outside of the repository: named by an environment variable, or beside the workspace.
//!
//! If such a folder is missing, the tests that need it print that and pass, unless `GRAPH_DOCS_REQUIRED` is `1`.

use std::io::Write;
use std::path::{Path, PathBuf};

/// The folder that `variable` names, else `path` beside the workspace; `None` if there is no such folder and it is not
/// required.
pub(crate) fn find(variable: &str, path: &str) -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path);
    let folder = std::env::var_os(variable).filter(|value| !value.is_empty()).map_or_else(beside, PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    let required = std::env::var_os("GRAPH_DOCS_REQUIRED").is_some_and(|value| value == "1");
    assert!(!required, "GRAPH_DOCS_REQUIRED is 1, but {} is no folder; {variable} names it", folder.display());
    // Written directly to the standard error, because the test harness hides the output of tests that pass.
    let _ = writeln!(std::io::stderr(), "NOT RUN: {} is no folder; {variable} names it", folder.display());
    None
}
