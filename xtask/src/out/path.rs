//! Paths inside the out folder, checked so that no path leads out of it.
//!
//! An [`OutPath`] is relative, `/`-separated, and each part is a valid file name on every platform. In the out folder,
//! files are written and removed only by an [`OutPath`].

use std::borrow::Borrow;
use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Result, bail};

/// The name of the manifest in the out folder. No generated file has this name.
pub(crate) const MANIFEST: &str = ".manifest";

/// A path within the out folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct OutPath(Arc<str>);

impl OutPath {
    /// Accepts a path if each of its parts is a valid file name on every platform.
    pub(crate) fn new(text: &str) -> Result<OutPath> {
        for part in text.split('/') {
            if let Some(reason) = objection(part) {
                bail!("refusing the path {text:?}: {reason}");
            }
        }
        if text == crate::out::path::MANIFEST || text == "target" || text.starts_with("target/") {
            bail!("refusing the path {text:?}: it is reserved");
        }
        Ok(OutPath(text.into()))
    }

    /// The path as text, `/`-separated.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The path of the file on the disk if the out folder is `folder`.
    pub(crate) fn below(&self, folder: &Path) -> PathBuf {
        let mut path = PathBuf::with_capacity(folder.as_os_str().len() + self.0.len() + 2);
        path.push(folder);
        path.extend(self.0.split('/'));
        path
    }

    /// The first part of the path: `src` for `src/models/user.rs`.
    pub(crate) fn outermost(&self) -> &str {
        outermost(&self.0)
    }

    /// The folders between the out folder and the file, outermost first.
    pub(crate) fn folders(&self) -> impl Iterator<Item = &str> {
        self.parent().into_iter().flat_map(down_to)
    }

    /// The folder of the file, unless it is the out folder itself.
    fn parent(&self) -> Option<&str> {
        self.0.rsplit_once('/').map(|(parent, _)| parent)
    }
}

/// The folders that contain these files, except the out folder itself.
pub(crate) fn parents<'p>(paths: impl Iterator<Item = &'p OutPath>) -> BTreeSet<&'p str> {
    // The callers pass sorted paths, so files of one folder are usually neighbours, and `dedup` leaves few duplicates.
    let mut parents: Vec<&str> = paths.filter_map(OutPath::parent).collect();
    parents.dedup();
    parents.into_iter().collect()
}

/// All folders on the way to a folder and this folder itself: `src`, `src/models`.
pub(crate) fn down_to(folder: &str) -> impl Iterator<Item = &str> {
    folder.match_indices('/').map(|(at, _)| &folder[..at]).chain([folder])
}

/// The first part of a path: `src` for `src/models/user.rs`.
pub(crate) fn outermost(path: &str) -> &str {
    path.split('/').next().unwrap_or(path)
}

/// Lets maps with paths as keys be searched by `&str`.
impl Borrow<str> for OutPath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OutPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The reason why a name cannot be part of a path on every platform.
fn objection(part: &str) -> Option<&'static str> {
    let stem = part.split('.').next().unwrap_or(part);
    let is_plain = part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'));
    if part.is_empty() {
        Some("a part of it is empty, or it is absolute")
    } else if part == "." || part == ".." {
        Some("it leaves its folder")
    } else if !is_plain && part.contains(|c: char| c.is_control()) {
        Some("it has a control character")
    } else if !is_plain && part.contains(['\\', ':', '<', '>', '"', '|', '?', '*']) {
        Some("it has a character that some platforms do not allow in file names")
    } else if part.ends_with(['.', ' ']) {
        Some("a part of it ends with a dot or a blank")
    } else if matches!(stem.len(), 3 | 4) && DEVICES.iter().any(|device| stem.eq_ignore_ascii_case(device)) {
        Some("it names a Windows device")
    } else if part.len() > 255 {
        Some("a part of it is longer than 255 bytes")
    } else if crate::disk::is_temporary(part) {
        Some("it looks like a temporary file")
    } else {
        None
    }
}

const DEVICES: &[&str] = &[
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::path::Component;

    #[test]
    fn plain_paths_are_accepted() {
        for path in
            ["Cargo.toml", "src/models/user.rs", "tests/bodies/user-get/1-request.json", ".gitignore", "src/con_.rs"]
        {
            assert_eq!(OutPath::new(path).map(|path| path.to_string()).ok().as_deref(), Some(path));
        }
    }

    #[test]
    fn hostile_paths_are_refused() {
        let hostile = [
            "",
            "/etc/passwd",
            "../x",
            "src/../../x",
            "src//x",
            "src/",
            "./x",
            "a\\b",
            "C:/x",
            "C:x",
            "a\0b",
            "a\nb",
            "src/nul.rs",
            "src/AUX",
            "a. /b",
            "b./c",
            "a*",
            ".manifest",
            "target/x",
            "target",
            ".x.1.xtask-tmp",
        ];
        for path in hostile {
            assert!(OutPath::new(path).is_err(), "{path:?}");
        }
        assert!(OutPath::new(&"a".repeat(256)).is_err());
    }

    #[test]
    fn folders_are_listed_from_the_outermost() {
        let path = OutPath::new("a/b/c.rs").expect("a plain path");
        assert_eq!(path.folders().collect::<Vec<_>>(), ["a", "a/b"]);
    }

    proptest! {
        #[test]
        fn whatever_is_accepted_stays_below_the_folder(text in "[a./\\\\:\0 ~-]{0,12}|\\PC{0,12}") {
            if let Ok(path) = OutPath::new(&text) {
                let full = path.below(Path::new("/out"));
                let below = full.strip_prefix("/out").expect("below the folder");
                prop_assert!(below.components().all(|part| matches!(part, Component::Normal(_))));
                prop_assert!(below.components().count() > 0);
            }
        }
    }
}
