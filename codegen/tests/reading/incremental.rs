//! Reading only the changed pages and writing only the affected files gives the same findings and bytes as a full run,
//! after any edits of the pages in `docs/`.

use crate::tree::folder;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use crate::tree::written::written;
use graph_codegen::select::Selection;
use graph_codegen::source::{Source, Sources};
use graph_codegen::{Fingerprints, Options, PageFacts, Reading, Tree, diagnostic, plan, read, render};
use proptest::prelude::*;
use proptest::sample::Index;

static FILES: LazyLock<Vec<Source>> =
    LazyLock::new(|| folder::files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs")));

/// A random edit of one file. An [`Index`] is a random position in a list whose length is known only later, here of
/// lines or of files.
#[derive(Clone, Debug)]
enum Edit {
    /// Removes the line with this index.
    Remove(Index),
    /// Inserts a line that is copied from any file. The indexes choose where to insert it, the file to copy from, and
    /// the line in that file.
    Insert(Index, Index, Index),
    /// Replaces the text of the file by that of another file.
    Replace(Index),
    /// Restores the original text of the file.
    Restore,
}

fn edit() -> impl Strategy<Value = Edit> {
    let place = any::<Index>;
    prop_oneof![
        4 => place().prop_map(Edit::Remove),
        4 => (place(), place(), place()).prop_map(|(at, file, line)| Edit::Insert(at, file, line)),
        1 => place().prop_map(Edit::Replace),
        2 => Just(Edit::Restore),
    ]
}

fn edited(before: &Source, first: &Source, edit: &Edit) -> Source {
    let mut lines: Vec<&str> = before.text.split_inclusive('\n').collect();
    match edit {
        Edit::Remove(at) if !lines.is_empty() => drop(lines.remove(at.index(lines.len()))),
        Edit::Remove(_) => {}
        Edit::Insert(at, file, line) => {
            let others: Vec<&str> = file.get(&FILES).text.split_inclusive('\n').collect();
            if !others.is_empty() {
                lines.insert(at.index(lines.len() + 1), *line.get(&others));
            }
        }
        Edit::Replace(file) => lines = vec![file.get(&FILES).text.as_str()],
        Edit::Restore => lines = vec![first.text.as_str()],
    }
    Source::from_bytes(before.path.clone(), lines.concat().into_bytes())
}

fn options() -> Options {
    Options::new("graph-models", "cargo xtask gen", "../codegen/runtime")
}

/// The findings of a run as text, and the files that it writes.
#[derive(PartialEq)]
struct Result {
    said: String,
    files: BTreeMap<String, String>,
}

fn everything(mut reading: Reading) -> Result {
    let output = written(&mut reading, &options());
    Result { said: format!("{:?}\n{:?}", reading.diagnostics, reading.ledger), files: output.files }
}

/// The files of the crate that earlier runs wrote, and the fingerprints that the last run returned.
#[derive(Default)]
struct Folder {
    files: BTreeMap<String, String>,
    fingerprints: Fingerprints,
}

impl Folder {
    /// Renders the files whose fingerprints changed, and leaves all other files as they are.
    fn write(&mut self, mut reading: Reading) -> Result {
        let mut planned = plan(&reading.api, &Selection::everything(&reading.api), &options());
        reading.diagnostics.append(&mut planned.diagnostics);
        diagnostic::sort(&mut reading.diagnostics);
        let output = render(&reading.api, &planned, std::mem::take(&mut self.fingerprints));
        self.fingerprints = output.fingerprints;
        self.files.retain(|path, _| output.unchanged.contains(path));
        assert!(self.files.keys().eq(&output.unchanged), "an unchanged file was never written");
        self.files.extend(output.files);
        Result { said: format!("{:?}\n{:?}", reading.diagnostics, reading.ledger), files: self.files.clone() }
    }
}

/// The tree that a new process would make after one file was edited. It reads this file and the pages that include it.
/// For the other pages it uses the facts that an earlier process read and stored.
fn another(tree: &Tree, edited: &Source) -> Tree {
    let facts = tree.facts().filter(|facts| {
        let mut files = facts.included().iter().copied().chain([facts.source()]).map(|id| tree.sources().get(id));
        files.all(|file| file.path != edited.path)
    });
    let facts: Vec<(String, Box<PageFacts>)> = facts
        .map(|facts| {
            let bytes = postcard::to_allocvec(&facts).expect("bytes");
            (tree.sources().get(facts.source()).path.clone(), postcard::from_bytes(&bytes).expect("the stored facts"))
        })
        .collect();
    let file = |file: &Source| match facts.iter().any(|(path, _)| *path == file.path) {
        true => Source::unread(file.path.clone()),
        false if file.path == edited.path => edited.clone(),
        false => file.clone(),
    };
    let files = tree.sources().iter().map(|(_, source)| file(source)).collect();
    Tree::restore(Sources::new(files), facts.into_iter().map(|(_, facts)| facts).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    #[test]
    fn reading_only_changed_pages_gives_the_result_of_a_full_run(edits in prop::collection::vec((any::<Index>(), edit()), 1..6)) {
        let mut now: Vec<Source> = FILES.clone();
        let mut tree = Tree::new(Sources::new(now.clone()));
        let mut folder = Folder::default();
        folder.write(tree.read());
        for (file, edit) in edits {
            let at = file.index(now.len());
            now[at] = edited(&now[at], &FILES[at], &edit);
            let everything = everything(read(&Sources::new(now.clone())));
            let said = another(&tree, &now[at]).read();
            prop_assert!(folder.write(said) == everything, "another process, after {:?} of {}", edit, now[at].path);
            prop_assert!(tree.update(now[at].clone()).is_ok());
            prop_assert!(folder.write(tree.read()) == everything, "after {:?} of {}", edit, now[at].path);
        }
    }
}
