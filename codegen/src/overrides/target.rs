//! Tells entries about types from entries about pages, by the form of their keys.

/// Whether a key is the path of a page, such as `api/user-get.md`.
pub(super) fn is_page(name: &str) -> bool {
    name.ends_with(".md")
}

/// Whether a key is a qualified name, such as `microsoft.graph.user`.
pub(super) fn is_qualified(name: &str) -> bool {
    name.contains('.') && name.split('.').all(crate::text::identifier::is_identifier)
}
