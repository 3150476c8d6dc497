//! The words of a path.
//!
//! In: a segment. Out: its word, if it is a word.

use crate::api::Segment;

/// The word of a segment, if it is a word.
pub(super) fn fixed(segment: &Segment) -> Option<&str> {
    match segment {
        Segment::Literal(text) => Some(text),
        Segment::Cast(name) | Segment::Call { name, .. } => Some(unqualified(name)),
        Segment::Key(_) | Segment::Mixed(_) => None,
    }
}

/// A name without its namespace.
fn unqualified(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(_, name)| name)
}
