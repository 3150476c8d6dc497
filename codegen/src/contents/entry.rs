//! The entries of a table of contents.

use crate::source::Spanned;

/// The keys of an entry that contain its target.
pub(super) const TARGETS: [&str; 3] = ["href", "topicHref", "tocHref"];

/// The entries of a file, in their order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Contents {
    pub(crate) entries: Vec<Entry>,
}

/// One entry.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// The target, with the place of its text.
    pub(crate) target: Option<Spanned<String>>,
    /// The layout of the entry; `None` if the YAML parser found the entry.
    pub(crate) layout: Option<Layout>,
}

/// The lines of an entry.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    /// The index of the parent entry.
    pub(crate) parent: Option<usize>,
    /// The number of spaces before its dash.
    pub(crate) dash: usize,
    /// The number of characters before its keys.
    pub(crate) keys: usize,
    /// The start of its first line.
    pub(crate) start: usize,
    /// The end of its last line, before the line break. The lines of its child entries are included.
    pub(crate) end: usize,
    /// Whether the entry has the key `items`.
    pub(crate) has_items: bool,
}
