//! The fixed word of a path segment.
//!
//! In: a segment. Out: its word; a placeholder has none.

use crate::api::Segment;

/// The word of a segment: `messages`, or `delta` for `microsoft.graph.delta(token='{token}')`. `None` for a
/// placeholder.
pub(super) fn fixed_word(segment: &Segment) -> Option<&str> {
    match segment {
        Segment::Literal(text) => Some(text),
        Segment::Cast(name) | Segment::Call { name, .. } => Some(unqualified(name)),
        Segment::Key(_) | Segment::Mixed(_) => None,
    }
}

/// A name without its namespace: `delta` for `microsoft.graph.delta`.
fn unqualified(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(_, name)| name)
}
