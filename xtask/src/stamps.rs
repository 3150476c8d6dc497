//! What tells whether files are as a run left them: paths in, stamps out, and whether they still hold.

use std::path::Path;

use foldhash::{HashMap, HashSet};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::disk::{self, Stamp};
use crate::manifest;

/// The stamps of files of one folder.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stamps {
    files: HashMap<String, Stamp>,
}

impl Stamps {
    /// The stamps of these files, paths within `folder`; of those that are `as_left` the known ones. A file that is gone
    /// has none.
    pub(crate) fn renewed(&self, folder: &Path, paths: &[String], as_left: &HashSet<String>) -> Stamps {
        let known = |path: &String| self.files.get(path).copied().filter(|_| as_left.contains(path));
        let stamp = |path: &String| Some((path.clone(), known(path).or_else(|| disk::stamp(&folder.join(path)))?));
        Stamps { files: paths.par_iter().filter_map(stamp).collect() }
    }

    /// The files that are as they were.
    pub(crate) fn as_left(&self, folder: &Path) -> HashSet<String> {
        let is_same = |(path, stamp): &(&String, &Stamp)| disk::stamp(&folder.join(path)) == Some(**stamp);
        self.files.par_iter().filter(is_same).map(|(path, _)| path.clone()).collect()
    }

    /// Whether all are as they were.
    pub(crate) fn are_same(&self, folder: &Path) -> bool {
        self.files.par_iter().all(|(path, stamp)| disk::stamp(&folder.join(path)) == Some(*stamp))
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.files.len()
    }

    /// How many there are beside that of the manifest.
    pub(crate) fn files(&self) -> usize {
        self.files.keys().filter(|path| *path != manifest::NAME).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_another_length_is_another() {
        let folder = tempfile::TempDir::new().expect("a temporary folder");
        let folder = folder.path();
        disk::write(&folder.join("a.rs"), b"one").expect("a written file");
        let paths = ["a.rs", "b.rs"].map(str::to_owned);
        let stamps = Stamps::default().renewed(folder, &paths, &HashSet::default());
        assert_eq!(stamps.as_left(folder), HashSet::from_iter(["a.rs".to_owned()]));
        assert!(stamps.are_same(folder) && stamps.len() == 1);

        disk::write(&folder.join("a.rs"), b"three").expect("a written file");
        assert!(stamps.as_left(folder).is_empty() && !stamps.are_same(folder));
        assert!(stamps.renewed(folder, &paths, &HashSet::default()).are_same(folder));
        // Whoever says that a file is as it was is believed.
        assert_eq!(stamps.renewed(folder, &paths, &HashSet::from_iter(["a.rs".to_owned()])), stamps);
    }
}
