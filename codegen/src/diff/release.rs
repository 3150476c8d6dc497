//! Says whether a set of changes needs a major, a minor or a patch release.

use serde::Serialize;

use super::change::Change;
use super::kind::Level;

/// The release that a set of changes needs at least, by the rules of semantic versioning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Release {
    /// Nothing changed.
    None,
    /// Only texts changed.
    Patch,
    /// Something was added or deprecated, or a client may receive something that it does not expect.
    Minor,
    /// Programs may stop compiling or working.
    Major,
}

/// The release that these changes need. A change of the wire format that breaks clients needs a major release, just as
/// a change of a signature does.
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
    /// `none`, `patch`, `minor` or `major`.
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
