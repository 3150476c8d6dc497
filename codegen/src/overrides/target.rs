//! Whether an entry is about a type or about a page, by the form of its key.

/// Whether a name is the path of a page.
pub(super) fn is_page(name: &str) -> bool {
    name.ends_with(".md")
}

/// Whether a name is a qualified name.
pub(super) fn is_qualified(name: &str) -> bool {
    name.contains('.') && name.split('.').all(crate::text::identifier::is_identifier)
}
