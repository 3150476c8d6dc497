//! What an entry is about: the qualified name of a type, or the path of a page.

/// Whether a name is the path of a page.
pub(super) fn is_page(name: &str) -> bool {
    name.ends_with(".md")
}

/// Whether a name is one of a type in its namespace.
pub(super) fn is_qualified(name: &str) -> bool {
    name.contains('.') && name.split('.').all(crate::text::identifier::is_identifier)
}
