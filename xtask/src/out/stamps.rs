//! Records the size and times (the stamp) of each written file, so that a later run sees which files changed.

use std::path::Path;

use foldhash::{HashMap, HashSet};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::disk::{self, Stamp};
use crate::out::path;

/// The stamp (size and times) of each file in the out folder, by the path of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stamps {
    files: HashMap<String, Stamp>,
}

impl Stamps {
    /// Reads the stamps of the files with these `paths` in `folder`. For `unchanged` files the recorded stamps are
    /// kept. A missing file gets no stamp.
    pub(crate) fn read_stamps<'p>(
        &mut self,
        folder: &Path,
        paths: impl ExactSizeIterator<Item = &'p str> + Clone,
        unchanged: &HashSet<String>,
    ) {
        let is_known = |path: &str| unchanged.contains(path) && self.files.contains_key(path);
        let others: Vec<&str> = paths.clone().filter(|path| !is_known(path)).collect();
        let stamped: Vec<_> = others.par_iter().map(|path| (*path, disk::stamp(&folder.join(path)))).collect();
        for (path, stamp) in stamped {
            match stamp {
                Some(stamp) => _ = self.files.insert(path.to_owned(), stamp),
                None => _ = self.files.remove(path),
            }
        }
        if self.files.len() > paths.len() {
            let paths: HashSet<&str> = paths.collect();
            self.files.retain(|path, _| paths.contains(path.as_str()));
        }
    }

    /// The paths of the files that still have the recorded size and times.
    pub(crate) fn unchanged(&self, folder: &Path) -> HashSet<String> {
        let is_same = |(path, stamp): &(&String, &Stamp)| disk::stamp(&folder.join(path)) == Some(**stamp);
        self.files.par_iter().filter(is_same).map(|(path, _)| path.clone()).collect()
    }

    /// Whether no file has changed since its stamp was recorded.
    pub(crate) fn are_same(&self, folder: &Path) -> bool {
        self.files.par_iter().all(|(path, stamp)| disk::stamp(&folder.join(path)) == Some(*stamp))
    }

    /// The number of files with a stamp.
    pub(crate) fn len(&self) -> usize {
        self.files.len()
    }

    /// The number of files with a stamp, without the manifest.
    pub(crate) fn files(&self) -> usize {
        self.files.keys().filter(|path| *path != path::MANIFEST).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_whose_length_changed_counts_as_changed() {
        let folder = tempfile::TempDir::new().expect("a temporary folder");
        let folder = folder.path();
        disk::write(&folder.join("a.rs"), b"one").expect("a written file");
        let mut stamps = Stamps::default();
        stamps.read_stamps(folder, ["a.rs", "b.rs"].into_iter(), &HashSet::default());
        assert_eq!(stamps.unchanged(folder), HashSet::from_iter(["a.rs".to_owned()]));
        assert!(stamps.are_same(folder) && stamps.len() == 1);

        disk::write(&folder.join("a.rs"), b"three").expect("a written file");
        assert!(stamps.unchanged(folder).is_empty() && !stamps.are_same(folder));
        // This call lists `a.rs` as unchanged, so its recorded stamp is kept although the file has changed.
        let before = stamps.clone();
        stamps.read_stamps(folder, ["a.rs"].into_iter(), &HashSet::from_iter(["a.rs".to_owned()]));
        assert_eq!(stamps, before);
        stamps.read_stamps(folder, ["a.rs"].into_iter(), &HashSet::default());
        assert!(stamps.are_same(folder));
    }

    #[test]
    fn a_file_that_is_not_listed_has_no_stamp() {
        let folder = tempfile::TempDir::new().expect("a temporary folder");
        let folder = folder.path();
        let mut stamps = Stamps::default();
        for (written, asked) in [(&["a", "b"][..], &["a", "b"][..]), (&["c"], &["a", "c"]), (&[], &["c"])] {
            for name in written {
                disk::write(&folder.join(name), name.as_bytes()).expect("a written file");
            }
            stamps.read_stamps(folder, asked.iter().copied(), &stamps.unchanged(folder));
            assert_eq!(stamps.unchanged(folder), asked.iter().map(|name| (*name).to_owned()).collect());
            assert_eq!(stamps.len(), asked.len());
        }
        disk::remove(&folder.join("c")).expect("a removed file");
        stamps.read_stamps(folder, ["c"].into_iter(), &HashSet::default());
        assert_eq!(stamps, Stamps::default());
    }
}
