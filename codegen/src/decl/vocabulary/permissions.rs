//! Words of permission tables: titles, kinds of caller, cells, scopes.

use super::PERMISSIONS;

/// The title of the first column of a permission table.
pub(crate) const PERMISSION_TYPE: &str = "permission type";

/// Other titles of the first column of a permission table.
pub(crate) const ACCOUNT_TITLES: &[&str] = &[
    "account",
    "account type",
    "type of account",
    "caller",
    "caller type",
    "kind of caller",
    "type of permission",
    "kind of permission",
    "permission kind",
    "permissions type",
    "permission",
    "type",
    "access type",
    "type of access",
    "token type",
    "authentication type",
    "authorization type",
    "consent type",
];

/// The words with which the name of a kind of caller begins, as in `Delegated (work or school account)`.
pub(crate) const ACCOUNTS: &[&str] = &["application", "app-only", "delegated"];

/// The word that distinguishes a personal account from a work or school account.
pub(crate) const PERSONAL: &str = "personal";

/// Words for a work or school account.
pub(crate) const OF_WORK: &[&str] = &["work", "school"];

/// Cells that say that no scope gives the kind of caller access.
pub(crate) const NO_SCOPE: &[&str] = &[
    "not supported",
    "unsupported",
    "none",
    "not applicable",
    "n/a",
    "not available",
    "not allowed",
    "not permitted",
    "no",
    "not supported for this api",
    "-",
    "–",
    "—",
    "",
];

/// Phrases that say that a kind of caller, such as an application, needs no permission.
const NONE_NEEDED: &[&str] = &[
    "no permissions are required",
    "no permission is required",
    "no permissions required",
    "no permission required",
    "no permissions are needed",
    "no permission is needed",
    "no permissions needed",
    "no permission needed",
    "no permissions are necessary",
    "no permission is necessary",
    "no scopes are required",
    "no scope is required",
    "no scopes required",
    "no scope required",
    "no scopes are needed",
    "no scope is needed",
    "no consent is required",
    "doesn't require any permission",
    "does not require any permission",
    "doesn't need any permission",
    "does not need any permission",
    "doesn't require permission",
    "does not require permission",
    "permissions are not required",
    "permissions aren't required",
    "requires no permission",
    "needs no permission",
    "requires no scope",
    "needs no scope",
    "no special permission",
    "no specific permission",
    "no additional permission",
    "can be called without permission",
    "without any permission",
];

/// Cells that consist of one of these words say that no permission is needed.
const NOT_NEEDED: &[&str] = &["not required", "not needed", "none required", "none needed", "no permissions"];

/// Whether a text says that callers need no permission.
pub(crate) fn needs_none(text: &str) -> bool {
    let lower = text.to_lowercase().replace('’', "'");
    let words = lower.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '*' | '_'));
    NOT_NEEDED.contains(&words) || NONE_NEEDED.iter().any(|phrase| lower.contains(phrase))
}

/// Whether a heading announces only permissions, such as `Permissions` or `Required scopes`. `Prerequisites` does not,
/// because such a section may be about other things too.
pub(crate) fn is_section(heading: &str) -> bool {
    PERMISSIONS.contains(&heading) && (heading.contains("permission") || heading.contains("scope"))
}

/// Words in titles of columns whose cells contain no scopes.
pub(crate) const NO_SCOPE_COLUMNS: &[&str] = &["consent", "description", "remark", "note", "display name"];

/// Words between scopes of which one is enough.
pub(crate) const OR: &[&str] = &["or"];

/// Words between scopes that are all needed.
pub(crate) const AND: &[&str] = &["and", "+", "&", "plus"];

/// Scopes without a dot in their names.
const BARE_SCOPES: &[&str] = &["email", "openid", "profile", "offline_access"];

/// Words in labels of permission tables that say on whom the caller acts, such as `Acting on self`. Such a label names
/// no resource.
pub(crate) const LABEL_ACTORS: &[&str] = &["acting", "self", "other", "others", "another"];

/// Whether a word of a cell is a scope: a dotted name such as `Mail.ReadWrite` or `User.Read.All`, a name such as
/// `full_access_as_user`, or a known scope without a dot such as `email`.
pub(crate) fn is_scope(word: &str) -> bool {
    let dotted = word.contains('.')
        && word
            .split('.')
            .all(|part| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_')));
    // Scopes that start with a small letter have a capital in the same or the next part, as in `eDiscovery.Read.All`.
    // Names such as `contoso.com` have none.
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

/// Whether a word in prose is certainly a scope: capitalised names joined by dots.
pub(crate) fn is_dotted_scope(word: &str) -> bool {
    let is_name = |part: &str| {
        part.starts_with(char::is_uppercase) && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    word.contains('.') && word.split('.').all(is_name)
}
