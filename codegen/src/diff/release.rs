//! The release that changes demand, by the rules of semantic versioning.

use serde::Serialize;

use super::change::Change;
use super::kind::Level;

/// The version that has to follow, by the rules of semantic versioning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Release {
    /// Nothing changed.
    None,
    /// Words changed.
    Patch,
    /// Something was added, or is deprecated.
    Minor,
    /// Programs may stop to compile or to work.
    Major,
}

/// The release that the changes demand. A change on the wire breaks programs as a change of a signature does.
#[must_use]
pub fn release(changes: &[Change]) -> Release {
    let of = |change: &Change| match change.level() {
        Level::WireBreaking | Level::RustBreaking => Release::Major,
        Level::Risk | Level::Deprecated | Level::Additive => Release::Minor,
        Level::Docs => Release::Patch,
    };
    changes.iter().map(of).max().unwrap_or(Release::None)
}

impl Release {
    /// The word of semantic versioning.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Release::None => "none",
            Release::Patch => "patch",
            Release::Minor => "minor",
            Release::Major => "major",
        }
    }
}
