//! Which texts are identifiers.

/// Letters, digits and underscores, not starting with a digit.
#[must_use]
pub(crate) fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_alphabetic() || c == '_') && name.chars().all(|c| c.is_alphanumeric() || c == '_')
}
