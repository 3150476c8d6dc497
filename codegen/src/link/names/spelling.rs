//! Spellings of names on pages: qualified, short, or not a name.

use compact_str::CompactString;

use crate::api::QualifiedName;
use crate::text::identifier::once;

/// A qualified name unchanged (`microsoft.graph.user`), any other name (`user`) in the given namespace.
pub(in crate::link) fn qualify(name: &str, namespace: &str) -> QualifiedName {
    let name = name.trim().trim_start_matches('#').trim_matches('.');
    match name.rsplit_once('.') {
        Some((prefix, short)) if !prefix.is_empty() => {
            QualifiedName::new(if prefix == "graph" { "microsoft.graph" } else { once(prefix) }, short)
        }
        _ => QualifiedName::new(namespace, name),
    }
}

/// The qualified name in lower case, the key of all look-ups.
pub(in crate::link) fn key(name: &QualifiedName) -> CompactString {
    let mut key = CompactString::with_capacity(name.namespace.len() + 1 + name.name.len());
    for part in [&name.namespace, ".", &name.name] {
        key.push_str(part);
    }
    if key.is_ascii() {
        key.make_ascii_lowercase();
        return key;
    }
    key.to_lowercase()
}

/// The part after the last dot: `user` of `microsoft.graph.user`.
pub(in crate::link) fn short_name(name: &str) -> CompactString {
    name.rsplit('.').next().unwrap_or(name).into()
}

/// The name with its first letter in upper case: `User` for `user`.
pub(in crate::link) fn capitalised(name: &str) -> CompactString {
    let mut letters = name.chars();
    letters.next().map_or_else(CompactString::default, |first| first.to_uppercase().chain(letters).collect())
}
