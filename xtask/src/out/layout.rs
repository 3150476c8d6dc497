//! Whether the types are in a crate of their own, below that of the routes.
//!
//! A setting decides. Without one a crate that is there stays as it is, whatever becomes of its pages, and the first run decides by
//! the size of the API: a compiler takes about half a megabyte for each type, enumeration and operation of a crate.

use graph_codegen::select::Selection;

/// The manifest of the crate of types in the out folder.
const TYPES_MANIFEST: &str = "types/Cargo.toml";

/// The number of types, enumerations and operations from which two crates pay: a gigabyte of memory.
const LARGE: usize = 2_000;

/// What is known of a crate. Each part is whether its types are in a crate of their own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Layout {
    /// What a setting says.
    asked: Option<bool>,
    /// What the last run wrote.
    written: Option<bool>,
}

impl Layout {
    /// The layout of the crate that lists these files, one for each line of its manifest.
    pub(crate) fn of_files(manifest: &str) -> Layout {
        let is_listed = |line: &str| {
            line.strip_prefix("file ")
                .and_then(|file| file.split_once(' '))
                .is_some_and(|(_, path)| path == TYPES_MANIFEST)
        };
        Layout { asked: None, written: Some(manifest.lines().any(is_listed)) }
    }

    /// The layout with what a setting says.
    pub(crate) fn asked(self, asked: Option<bool>) -> Layout {
        Layout { asked, ..self }
    }

    /// Whether the types are in a crate of their own, as far as is known before the pages are read.
    pub(crate) fn is_apart(self) -> bool {
        self.asked.or(self.written).unwrap_or_default()
    }

    /// Decides by the size of the API if nothing else has decided.
    pub(crate) fn decide(self, selection: &Selection) -> Layout {
        let written = self.asked.or(self.written).unwrap_or_else(|| is_large(selection));
        Layout { written: Some(written), ..self }
    }

    /// What a person has to know of it, as a sentence; empty for a crate of ordinary size.
    pub(crate) fn report(self, selection: &Selection) -> &'static str {
        match (self.asked, self.is_apart()) {
            (_, true) => {
                "two crates: the types are in one of their own, in the folder `types`, so that compiling takes less memory \
                 (`--set types=inside` makes one crate)\n"
            }
            (None, false) if is_large(selection) => {
                "the crate is large: `--set types=apart` puts the types into a crate of their own, so that compiling takes less \
                 memory\n"
            }
            (_, false) => "",
        }
    }
}

fn is_large(selection: &Selection) -> bool {
    let [types, enums, operations, ..] = selection.shares();
    [types, enums, operations].iter().map(|share| share.kept).sum::<usize>() >= LARGE
}
