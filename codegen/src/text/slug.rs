//! Anchors of headings, with which a link leads to a section.

/// The anchor of a heading, `get-a-user` for `Get a user`: its letters and digits in lower case, its hyphens and
/// underscores, and a hyphen for each space.
#[must_use]
pub(crate) fn slug(heading: &str) -> String {
    let kept = heading.trim().chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).flat_map(char::to_lowercase).collect()
}
