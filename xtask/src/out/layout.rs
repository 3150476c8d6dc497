//! Decides whether the types are in a crate of their own, in a folder below the crate of the routes.
//!
//! A setting decides. Without a setting, the first run decides by the size of the API, and later runs keep that layout
//! even if the pages change: a compiler takes about half a megabyte for each type, enumeration and operation of a
//! crate.

use graph_codegen::select::Selection;

/// The manifest of the crate of types in the out folder.
const TYPES_MANIFEST: &str = "types/Cargo.toml";

/// From this number of types, enumerations and operations on, two crates are worth it: compiling one would take a
/// gigabyte of memory.
const LARGE: usize = 2_000;

/// The layout of a crate as far as it is known. In each field, true means that the types are in a crate of their own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Layout {
    /// The layout that a setting demands.
    asked: Option<bool>,
    /// The layout that the last run wrote.
    written: Option<bool>,
}

impl Layout {
    /// The layout of the crate whose manifest lists these files, one a line.
    pub(crate) fn of_files(manifest: &str) -> Layout {
        let is_listed = |line: &str| {
            line.strip_prefix("file ")
                .and_then(|file| file.split_once(' '))
                .is_some_and(|(_, path)| path == TYPES_MANIFEST)
        };
        Layout { asked: None, written: Some(manifest.lines().any(is_listed)) }
    }

    /// Adds the layout that a setting demands.
    pub(crate) fn asked(self, asked: Option<bool>) -> Layout {
        Layout { asked, ..self }
    }

    /// Whether the types are in a crate of their own, as far as is known before the pages are read.
    pub(crate) fn is_apart(self) -> bool {
        self.asked.or(self.written).unwrap_or_default()
    }

    /// Decides by the size of the API if neither a setting nor the last run has decided.
    pub(crate) fn decide(self, selection: &Selection) -> Layout {
        let written = self.asked.or(self.written).unwrap_or_else(|| is_large(selection));
        Layout { written: Some(written), ..self }
    }

    /// A sentence for the user about the layout; empty for a crate of ordinary size.
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
