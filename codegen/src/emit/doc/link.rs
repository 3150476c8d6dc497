//! A link of the prose while the words around it are broken into lines.

/// A link of the prose, ready to be written.
pub(crate) struct Link {
    /// The markdown of the link, or its text if it has no target.
    pub(crate) markdown: String,
    /// The text alone, for a place where there can be no link.
    pub(crate) plain: String,
}

/// Stands for a link in the text. From the private use area; the text's own ones are removed.
pub(crate) const MARK: char = '\u{e000}';
