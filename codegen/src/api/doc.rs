//! Prose of the pages, such as descriptions, with its links resolved.

use crate::api::ids::{EnumId, PageId, TypeId};

/// The description of a type, a property or the like, as markdown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Doc {
    /// Paragraphs and list items in CommonMark. HTML, includes and marks such as `[!NOTE]` are removed, and entities
    /// are decoded. Links stay as the page writes them; `links` says where they lead.
    pub markdown: String,
    /// The links in `markdown`, in order.
    pub links: Vec<DocLink>,
}

/// A link within a [`Doc`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DocLink {
    /// The offset in `markdown` of the first byte of `[text](destination)`.
    pub start: u32,
    /// The offset in `markdown` after the last byte of `[text](destination)`.
    pub end: u32,
    /// What stands in the square brackets, as markdown.
    pub text: String,
    /// What the link leads to, such as a type or a page.
    pub target: LinkTarget,
}

/// What a link in the prose of a page leads to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum LinkTarget {
    /// A type of this API.
    Type(TypeId),
    /// An enum of this API.
    Enum(EnumId),
    /// A page below the docs folder that describes neither a type nor an enum, for instance the page of an operation.
    Page(PageId),
    /// An absolute URL.
    Url(String),
    /// A path outside the docs folder, or a missing page: only the text of the link is displayed.
    Nowhere,
}
