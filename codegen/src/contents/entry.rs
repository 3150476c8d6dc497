//! The entries of a table of contents.

use crate::source::Spanned;

/// The keys whose value is the file or URL that an entry leads to.
pub(super) const TARGETS: [&str; 3] = ["href", "topicHref", "tocHref"];

/// The entries of one table of contents, flattened, in the order of the file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Contents {
    pub(crate) entries: Vec<Entry>,
}

/// One entry, such as `- name: Get user` with `href: ../api/user-get.md` below it.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// The path or URL to which the entry leads, and where the file has it. `None` for an entry that is only a title.
    pub(crate) target: Option<Spanned<String>>,
    /// The words that readers see, and where the file has them. `None` if the entry has none, or if the file was read
    /// by the YAML parser.
    pub(crate) name: Option<Spanned<String>>,
    /// Where the lines of the entry are, so that an edit can add another entry beside it. `None` if the file was read
    /// by the YAML parser, which does not report positions.
    pub(crate) layout: Option<Layout>,
}

/// Where the lines of an entry are, and how they are indented.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    /// The index of the entry that contains this one under `items`; `None` at the top level.
    pub(crate) parent: Option<usize>,
    /// The number of spaces before the dash with which the entry begins.
    pub(crate) dash: usize,
    /// The column at which the keys of the entry begin, counted in characters from 0.
    pub(crate) keys: usize,
    /// The byte offset at which the first line of the entry starts.
    pub(crate) start: usize,
    /// The byte offset of the end of its last line, before the line break. The entries under its `items` are included.
    pub(crate) end: usize,
    /// Whether the entry has the key `items`, below which further entries may stand.
    pub(crate) has_items: bool,
}
