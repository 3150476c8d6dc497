//! A table of contents with the pages of its tree.

use crate::api::PageId;
use crate::contents::{Contents, Entry};

/// One `toc.yml` of the tree with its entries, and the pages that these lead to.
pub(super) struct Table<'a> {
    pub(super) path: &'a str,
    pub(super) text: &'a str,
    pub(super) contents: Contents,
    /// For each entry the page that it leads to, or `None` if it leads to no page of the tree.
    pub(super) pages: Vec<Option<PageId>>,
}

impl Table<'_> {
    /// The entries that lead to pages, with the pages.
    pub(super) fn listed(&self) -> impl Iterator<Item = (PageId, &Entry)> {
        self.pages.iter().zip(&self.contents.entries).filter_map(|(page, entry)| Some(((*page)?, entry)))
    }
}
