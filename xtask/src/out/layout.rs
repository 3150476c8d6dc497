//! Decides whether the generated types are in a crate of their own, `types/` in the folder of the crate with the
//! routes.
//!
//! The setting `types` (`apart` or `inside`) decides. Without it, the first run decides by the size of the API, because
//! rustc takes about half a megabyte of memory for each type, enumeration and operation of a crate. Later runs keep
//! that layout even if the pages change.

use anyhow::{Result, ensure};
use graph_codegen::Options;
use graph_codegen::select::Selection;

/// The manifest of the crate of types in the out folder.
const TYPES_MANIFEST: &str = "types/Cargo.toml";

/// With at least this number of types, enumerations and operations, two crates are written. Compiling all of them as
/// one crate would take a gigabyte of memory.
const LARGE: usize = 2_000;

/// The longest name of a crate whose types can be in a crate of their own. The crate of types is called `NAME-types`,
/// and crates.io accepts names of up to 64 characters.
const LONGEST_NAME: usize = 64 - "-types".len();

/// Whether the types are in a crate of their own: what the setting says, and what the last run did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Layout {
    /// Whether a setting puts the types in a crate of their own; `None` if no setting decides this.
    asked: Option<bool>,
    /// Whether the last run put the types in a crate of their own; `None` before the first run.
    written: Option<bool>,
}

impl Layout {
    /// Reads from the text of a manifest how the last run wrote the crate.
    pub(crate) fn of_files(manifest: &str) -> Layout {
        let is_listed = |line: &str| {
            line.strip_prefix("file ")
                .and_then(|file| file.split_once(' '))
                .is_some_and(|(_, path)| path == TYPES_MANIFEST)
        };
        Layout { asked: None, written: Some(manifest.lines().any(is_listed)) }
    }

    /// Replaces what the setting says; `None` if the setting is absent.
    pub(crate) fn with_setting(self, asked: Option<bool>) -> Layout {
        Layout { asked, ..self }
    }

    /// Whether the types are in a crate of their own, by the setting or else by the last run. `false` if neither
    /// decides: then [`Layout::decide`] does so after the pages were read.
    pub(crate) fn is_apart(self) -> bool {
        self.asked.or(self.written).unwrap_or_default()
    }

    /// Sets `types_apart` of the options to [`Layout::is_apart`]. It is an error if the types are to be in a crate of
    /// their own and the name of the crate is too long for that.
    pub(crate) fn apply(self, options: &mut Options) -> Result<()> {
        options.types_apart = self.is_apart();
        ensure!(
            !options.types_apart || options.crate_name.len() <= LONGEST_NAME,
            "the name `{}` has more than {LONGEST_NAME} characters, so that the name of the crate of types would be too long: \
             choose a shorter one, or `--set types=inside`",
            options.crate_name
        );
        Ok(())
    }

    /// Decides by the size of the API and the length of the name if neither a setting nor the last run has decided.
    pub(crate) fn decide(self, selection: &Selection, options: &Options) -> Layout {
        let has_room = options.crate_name.len() <= LONGEST_NAME;
        let written = self.asked.or(self.written).unwrap_or_else(|| has_room && is_large(selection));
        Layout { written: Some(written), ..self }
    }

    /// A sentence for the user if the types are in a crate of their own, or if a large crate has them inside and no
    /// setting asks for that. Otherwise empty.
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
