//! Reading only what changed gives what reading everything gives: the same findings and the same bytes, whatever is done
//! to our own pages.

#[path = "tree/folder.rs"]
mod folder;

use std::path::Path;
use std::sync::LazyLock;

use graph_codegen::reader::Reader;
use graph_codegen::source::{Source, Sources};
use graph_codegen::{Options, Reading, generate, read};
use proptest::prelude::*;
use proptest::sample::Index;

static FILES: LazyLock<Vec<Source>> =
    LazyLock::new(|| folder::files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs")));

/// What somebody may do to a file.
#[derive(Clone, Debug)]
enum Edit {
    /// Takes a line away.
    Remove(Index),
    /// Puts a line of any file before one.
    Insert(Index, Index, Index),
    /// Puts the text of another file in its place.
    Replace(Index),
    /// Puts the text back that it had first.
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

/// Everything that a run says and writes.
fn result(mut reading: Reading) -> String {
    let options = Options {
        crate_name: "graph-models".to_owned(),
        command: "cargo xtask gen".to_owned(),
        runtime: "../codegen/runtime".to_owned(),
    };
    let output = generate(&reading.api, &options, &mut reading.diagnostics);
    format!("{:?}\n{:?}\n{:?}", reading.diagnostics, reading.ledger, output.files)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    #[test]
    fn what_changed_is_enough(edits in prop::collection::vec((any::<Index>(), edit()), 1..6)) {
        let mut now: Vec<Source> = FILES.clone();
        let mut reader = Reader::new(Sources::new(now.clone()));
        for (file, edit) in edits {
            let at = file.index(now.len());
            now[at] = edited(&now[at], &FILES[at], &edit);
            prop_assert!(reader.change(now[at].clone()).is_ok());
            let everything = read(&Sources::new(now.clone()));
            prop_assert!(result(reader.read()) == result(everything), "after {:?} of {}", edit, now[at].path);
        }
    }
}
