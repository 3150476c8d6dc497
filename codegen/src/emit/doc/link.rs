//! The links of prose while its words are distributed over lines.

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
