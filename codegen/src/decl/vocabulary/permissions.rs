//! Permissions: kinds of account, cells, scopes, and labels of tables.

/// The first column of a permission table.
pub(crate) const PERMISSION_TYPE: &str = "permission type";

/// The words with which the kinds of account begin.
pub(crate) const ACCOUNTS: &[&str] = &["application", "app-only", "delegated"];

/// The word that tells a personal account from one of work or school.
pub(crate) const PERSONAL: &str = "personal";

/// Words that tell an account of work or school.
pub(crate) const OF_WORK: &[&str] = &["work", "school"];

/// Texts of cells that say that no scope helps.
pub(crate) const NO_SCOPE: &[&str] =
    &["not supported", "none", "not applicable", "n/a", "not available", "no", "not supported for this api", "-", ""];

/// Words between scopes of which one is enough.
pub(crate) const OR: &[&str] = &["or"];

/// Words between scopes that are needed together.
pub(crate) const AND: &[&str] = &["and", "+", "&", "plus"];

/// Scopes without a dot.
const BARE_SCOPES: &[&str] = &["email", "openid", "profile", "offline_access"];

/// Words of a table's label that name whom the caller acts on, not the resource.
pub(crate) const LABEL_ACTORS: &[&str] = &["acting", "self", "other", "others", "another"];

/// Whether a word of a cell is a scope: a dotted name such as `Mail.ReadWrite` or `User.Read.All`, a name such as
/// `full_access_as_user`, or a known bare one such as `email`.
pub(crate) fn is_scope(word: &str) -> bool {
    let dotted = word.contains('.')
        && word
            .split('.')
            .all(|part| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_')));
    // Some names start with a small letter, as products do: a capital letter stands behind it, or in the part that follows.
    let is_name = |word: &str| {
        let mut parts = word.split('.');
        let first = parts.next().unwrap_or_default();
        first.contains(|c: char| c.is_ascii_uppercase())
            || first.starts_with(char::is_alphabetic)
                && parts.all(|part| part.starts_with(|c: char| c.is_ascii_uppercase()))
    };
    (dotted && is_name(word))
        || word.contains('_') && word.chars().all(|c| c.is_ascii_lowercase() || c == '_')
        || BARE_SCOPES.contains(&word)
}

/// Whether a word of prose is surely a scope: names with capital letters joined by dots.
pub(crate) fn is_dotted_scope(word: &str) -> bool {
    let is_name = |part: &str| {
        part.starts_with(char::is_uppercase) && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    word.contains('.') && word.split('.').all(is_name)
}
