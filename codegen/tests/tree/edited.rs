//! Reads a folder of pages again and again, each time with other edits.
//!
//! Pages that an edit does not change are parsed once: a test makes hundreds of edits of the same folder.

use graph_codegen::source::{Source, Sources};
use graph_codegen::{Reading, Tree, read};

/// The files of a folder, and what was read from their pages.
pub(crate) struct Folder {
    files: Vec<Source>,
    tree: Tree,
}

impl Folder {
    /// Reads these files, and returns the result with the folder.
    pub(crate) fn new(mut files: Vec<Source>) -> (Folder, Reading) {
        files.sort_by(|one, other| one.path.cmp(&other.path));
        let mut tree = Tree::new(Sources::new(files.clone()));
        let reading = tree.read();
        (Folder { files, tree }, reading)
    }

    /// The files without an edit.
    pub(crate) fn files(&self) -> &[Source] {
        &self.files
    }

    /// Reads the folder again. `edited` has all its files with their texts after the edit. Pages that the edit does not
    /// affect are not parsed again, unless files were added or removed.
    pub(crate) fn read(&self, mut edited: Vec<Source>) -> (Reading, Sources) {
        edited.sort_by(|one, other| one.path.cmp(&other.path));
        let has_same_paths = edited.len() == self.files.len()
            && self.files.iter().zip(&edited).all(|(before, after)| before.path == after.path);
        if !has_same_paths {
            let sources = Sources::new(edited);
            return (read(&sources), sources);
        }
        let mut tree = self.tree.clone();
        for (before, after) in self.files.iter().zip(edited) {
            if before.text != after.text {
                tree.update(after).expect("the tree has this path");
            }
        }
        (tree.read(), tree.into_sources())
    }
}
