//! The two sides of the comparison: the pages and the metadata.

use crate::drift::metadata::Metadata;
use crate::drift::place::Places;
use crate::source::Span;

/// The pages and the metadata in the same form, and where the pages document each item.
pub(super) struct Sides<'a> {
    pub(super) pages: &'a Metadata,
    pub(super) metadata: &'a Metadata,
    pub(super) places: &'a Places<'a>,
}

/// A list for messages with at most three names: `a`, `b`, `c` and 4 more.
pub(super) fn listed(names: &[&str]) -> String {
    const MAX_NAMES: usize = 3;
    let shown: Vec<String> = names.iter().take(MAX_NAMES).map(|name| format!("`{name}`")).collect();
    match names.len().saturating_sub(MAX_NAMES) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// The place on the pages, or the given place in the metadata if the pages have none.
pub(super) fn or_metadata(place: Option<Span>, metadata: Span) -> Span {
    place.unwrap_or(metadata)
}
