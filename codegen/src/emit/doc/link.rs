//! The links in the prose of a page. While the prose is broken into lines, the character [`MARK`] stands for each link;
//! it is replaced by the markdown of the link when the line is written.

/// A link in the prose of a page, in the form in which the documentation contains it.
pub(crate) struct Link {
    /// The markdown of the link, or its text if it has no target.
    pub(crate) markdown: String,
    /// The text alone, for places that cannot contain a link.
    pub(crate) plain: String,
}

/// The character in place of each link in a text. It is a private use character, which is removed from the text of
/// pages.
pub(crate) const MARK: char = '\u{e000}';
