//! Reads a folder of pages as a run does.
//!
//! In: a folder. Out: its markdown files, its overrides, its tables of contents, and the fragments in `includes` beside
//! the folder. Each file is named as in a run: by its path in the folder, or `../includes/x.md`. Invariant: the order
//! of the listing has no effect, because `Sources` sorts the files.

use std::path::Path;

use graph_codegen::source::Source;

/// Every file that a run reads, in the order of the listing.
pub(crate) fn files(folder: &Path) -> Vec<Source> {
    let mut files = Vec::new();
    list(folder, "", &mut files);
    if let Ok(overrides) = std::fs::read(folder.join("overrides.toml")) {
        files.push(Source::from_bytes("overrides.toml", overrides));
    }
    if let Some(fragments) = folder.parent().map(|parent| parent.join("includes")).filter(|path| path.is_dir()) {
        list(&fragments, "../includes/", &mut files);
    }
    files
}

fn list(folder: &Path, prefix: &str, files: &mut Vec<Source>) {
    for entry in std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let entry = entry.expect("the entry is readable");
        let name = entry.file_name().into_string().expect("a name in UTF-8");
        let path = entry.path();
        if path.is_dir() {
            list(&path, &format!("{prefix}{name}/"), files);
        } else if name.ends_with(".md") || name.eq_ignore_ascii_case("toc.yml") {
            let bytes = std::fs::read(&path).expect("the page is readable");
            files.push(Source::from_bytes(format!("{prefix}{name}"), bytes));
        }
    }
}
