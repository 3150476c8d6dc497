//! Documentation: the prose of the pages, with its links resolved.

use crate::api::ids::{EnumId, PageId, TypeId};

/// Prose of a page, in its own markdown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Doc {
    /// Paragraphs and list items in CommonMark. HTML, includes and the marks of notes are removed, and entities are
    /// decoded. Links are unchanged; `link` resolves their destinations to [`DocLink`]s.
    pub markdown: String,
    /// The links of `markdown`, in order: byte range of the whole `[text](destination)`, and its target.
    pub links: Vec<DocLink>,
}

/// A link within a [`Doc`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DocLink {
    /// First byte of the link in `markdown`.
    pub start: u32,
    /// The byte after the last byte of the link.
    pub end: u32,
    /// The text of the link, as markdown.
    pub text: String,
    /// What the link leads to.
    pub target: LinkTarget,
}

/// What a link in the prose of a page leads to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum LinkTarget {
    /// A type of this API.
    Type(TypeId),
    /// An enum of this API.
    Enum(EnumId),
    /// A page of this tree that is not a type.
    Page(PageId),
    /// An absolute URL.
    Url(String),
    /// A path outside the tree, or a missing page: only the text of the link is displayed.
    Nowhere,
}
