//! Length and time of change of files, taken when a run was done: paths in, whether a file is as it was left out.

use std::collections::HashMap;
use std::path::Path;

use rayon::prelude::*;

use crate::disk;

/// The stamps of files of one folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Stamps {
    files: HashMap<String, (u64, u64)>,
}

impl Stamps {
    /// The stamps of these files, paths within `folder`. A file that is gone has none.
    pub(crate) fn of(folder: &Path, paths: &[String]) -> Stamps {
        let stamp = |path: &String| Some((path.clone(), disk::stamp(&folder.join(path))?));
        Stamps { files: paths.par_iter().filter_map(stamp).collect() }
    }

    /// Whether a file is as it was.
    pub(crate) fn is_same(&self, folder: &Path, path: &str) -> bool {
        self.files.get(path).is_some_and(|stamp| disk::stamp(&folder.join(path)) == Some(*stamp))
    }

    /// Whether all are as they were.
    pub(crate) fn are_same(&self, folder: &Path) -> bool {
        self.files.par_iter().all(|(path, stamp)| disk::stamp(&folder.join(path)) == Some(*stamp))
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.files.len()
    }

    /// One line each, sorted: length, time of change, path. Paths of generated files hold no line breaks.
    pub(crate) fn render(&self) -> String {
        let mut lines: Vec<String> =
            self.files.iter().map(|(path, (length, changed))| format!("{length} {changed} {path}")).collect();
        lines.sort();
        lines.join("\n")
    }

    /// Reads what [`Stamps::render`] wrote; none when it is damaged.
    pub(crate) fn parse(text: &str) -> Option<Stamps> {
        let line = |line: &str| {
            let mut words = line.splitn(3, ' ');
            let (length, changed) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
            Some((words.next()?.to_owned(), (length, changed)))
        };
        Some(Stamps { files: text.lines().map(line).collect::<Option<_>>()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let files = [("a b.rs".to_owned(), (1, 2)), ("c.rs".to_owned(), (0, 7))];
        let stamps = Stamps { files: files.into() };
        assert_eq!(Stamps::parse(&stamps.render()), Some(stamps));
        assert_eq!(Stamps::parse("1 2"), None);
        assert_eq!(Stamps::parse("1 x a.rs"), None);
    }

    #[test]
    fn a_file_of_another_length_is_another() {
        let folder = tempfile::TempDir::new().expect("a temporary folder");
        let path = folder.path().join("a.rs");
        disk::write(&path, b"one").expect("a written file");
        let stamps = Stamps::of(folder.path(), &["a.rs".to_owned(), "b.rs".to_owned()]);
        assert!(stamps.is_same(folder.path(), "a.rs") && stamps.are_same(folder.path()));
        assert!(!stamps.is_same(folder.path(), "b.rs") && stamps.len() == 1);
        disk::write(&path, b"three").expect("a written file");
        assert!(!stamps.is_same(folder.path(), "a.rs") && !stamps.are_same(folder.path()));
    }
}
