//! Names of page files.

/// The name of a file without folder and extension: `user-get` for `api/user-get.md`.
#[must_use]
pub(crate) fn stem(path: &str) -> &str {
    let file = path.rsplit('/').next().unwrap_or(path);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}
