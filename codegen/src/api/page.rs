//! The pages below the docs folder.

use crate::source::SourceId;
use compact_str::CompactString;
use serde::{Deserialize, Serialize};

/// One page below the docs folder.
#[derive(Clone, Debug, Hash)]
pub struct Page {
    /// The file that contains the page.
    pub source: SourceId,
    /// The path of the file relative to the docs folder, such as `api/user-get.md`.
    pub path: String,
    /// The text of the level-1 heading.
    pub title: String,
    /// What the page describes, as its headings and annotations show.
    pub kind: PageKind,
    /// The URL at which the page is published; `None` if `overrides.toml` does not state it.
    pub url: Option<String>,
    /// Who is responsible for the page: the product area in its front matter, or else its author. May be empty.
    pub owner: CompactString,
}

/// What a page describes.
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
