//! Tells in which section of an operation page a block stands.

use crate::decl::outline::BlockPlace;
use crate::decl::vocabulary::{BODY, HEADERS, PARAMETERS, PERMISSIONS, RESPONSE};

/// Whether the block is in the section of examples.
pub(super) fn is_example(place: &BlockPlace) -> bool {
    place.section.starts_with("example") || place.heading.starts_with("example")
}

/// Whether the block is in a section with one of these headings, and not in the section of examples.
pub(super) fn is_section(place: &BlockPlace, headings: &[&str]) -> bool {
    if is_example(place) {
        return false;
    }
    let heading = place.heading.as_str();
    // A heading such as `Request body` ends the section before it, whatever its level is.
    let is_another =
        || [HEADERS, PARAMETERS, BODY, RESPONSE, PERMISSIONS].into_iter().flatten().any(|usual| *usual == heading);
    headings.contains(&heading) || headings.contains(&place.section.as_str()) && !is_another()
}
