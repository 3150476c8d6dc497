//! The pages of the tree.

use crate::source::SourceId;
use compact_str::CompactString;
use serde::{Deserialize, Serialize};

/// One page of the tree.
#[derive(Clone, Debug, Hash)]
pub struct Page {
    /// The file that contains the page.
    pub source: SourceId,
    /// The path of the file relative to the docs folder, such as `api/user-get.md`.
    pub path: String,
    /// The level-1 heading.
    pub title: String,
    /// The kind of page, decided by its structure.
    pub kind: PageKind,
    /// The address of the published page, if `overrides.toml` has it.
    pub url: Option<String>,
    /// The owner of the page: the product area in its front matter, or else its author. May be empty.
    pub owner: CompactString,
}

/// The kinds of page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PageKind {
    /// Describes operations.
    Operation,
    /// Describes an entity or complex type.
    Resource,
    /// Describes one or more enumerations.
    Enum,
    /// Describes no operation and no type, such as an overview.
    Conceptual,
}
