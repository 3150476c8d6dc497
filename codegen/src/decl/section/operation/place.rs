//! The section of an operation page that contains a block.

use crate::decl::outline::BlockPlace;
use crate::decl::vocabulary::{BODY, HEADERS, PARAMETERS, PERMISSIONS, RESPONSE};

/// Whether the place is among the examples.
pub(super) fn is_example(place: &BlockPlace) -> bool {
    place.section.starts_with("example") || place.heading.starts_with("example")
}

/// Whether the place is in a section with one of the headings, and not among the examples.
pub(super) fn is_section(place: &BlockPlace, headings: &[&str]) -> bool {
    if is_example(place) {
        return false;
    }
    let heading = place.heading.as_str();
    // A heading of another kind of section starts that section, at any level.
    let is_another =
        || [HEADERS, PARAMETERS, BODY, RESPONSE, PERMISSIONS].into_iter().flatten().any(|usual| *usual == heading);
    headings.contains(&heading) || headings.contains(&place.section.as_str()) && !is_another()
}
