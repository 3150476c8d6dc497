//! The entries of a table of contents.

use crate::source::Spanned;

/// The keys of an entry that say where it leads.
pub(super) const TARGETS: [&str; 3] = ["href", "topicHref", "tocHref"];

/// The entries of a file, in their order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Contents {
    pub(crate) entries: Vec<Entry>,
}

/// One entry.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// Where it leads, and the place of exactly these words.
    pub(crate) target: Option<Spanned<String>>,
    /// How it is laid out; none where a YAML reader found it.
    pub(crate) layout: Option<Layout>,
}

/// The lines of an entry.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    /// The position of the entry above it in the hierarchy.
    pub(crate) parent: Option<usize>,
    /// How many blanks stand before its dash.
    pub(crate) dash: usize,
    /// How many characters stand before its keys.
    pub(crate) keys: usize,
    /// Where its last line ends, before the line break. The lines of entries below it are among its lines.
    pub(crate) end: usize,
    /// Whether it has the key `items`.
    pub(crate) has_items: bool,
}
