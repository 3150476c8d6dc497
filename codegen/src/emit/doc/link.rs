//! A link of the prose during line breaking.

/// A link of the prose, ready to be written.
pub(crate) struct Link {
    /// The markdown of the link, or its text if it has no target.
    pub(crate) markdown: String,
    /// The text alone, for places that cannot contain a link.
    pub(crate) plain: String,
}

/// Stands for a link in the text. It is a private use character; such characters of the page are removed.
pub(crate) const MARK: char = '\u{e000}';
