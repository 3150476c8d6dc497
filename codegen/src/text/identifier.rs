//! Recognises identifiers, and divides them into words.

/// Whether a name consists of letters, digits and underscores and does not start with a digit.
#[must_use]
pub(crate) fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_alphabetic() || c == '_') && name.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// The words of a camelCase name: `display` and `Name` for `displayName`.
pub(crate) fn camel_words(name: &str) -> impl Iterator<Item = &str> {
    let starts = name.char_indices().filter(|(at, c)| *at == 0 || c.is_ascii_uppercase()).map(|(at, _)| at);
    let mut ends = starts.clone().skip(1).chain(std::iter::once(name.len()));
    starts.filter_map(move |start| name.get(start..ends.next()?))
}
/// A namespace that is written twice, such as `contoso.shop.contoso.shop`, once. Any other namespace as it is.
pub(crate) fn once(namespace: &str) -> &str {
    let half = namespace.len() / 2;
    match (namespace.get(..half), namespace.get(half..).and_then(|rest| rest.strip_prefix('.'))) {
        (Some(first), Some(second)) if first == second && !first.is_empty() => first,
        _ => namespace,
    }
}
