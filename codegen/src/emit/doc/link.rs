//! A link of a page's text while the text is broken into lines: one character stands for the link until its markdown is
//! written.

/// A link of the prose, as the markdown that is written for it.
pub(crate) struct Link {
    /// The markdown of the link, or its text if it has no target.
    pub(crate) markdown: String,
    /// The text alone, for places that cannot contain a link.
    pub(crate) plain: String,
}

/// The character in place of each link in a text. It is a private use character, which is removed from the text of
/// pages.
pub(crate) const MARK: char = '\u{e000}';
