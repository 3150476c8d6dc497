//! Compares names without regard to letter case, hyphens and the like.
//!
//! In: a name. Out: its letters and digits in lower case: `userid` for both `user_id` and `userId`.

/// The letters and digits of a name, in lower case.
pub(crate) fn letters(name: &str) -> impl Iterator<Item = char> + '_ {
    name.chars().filter(|char| char.is_alphanumeric()).map(|char| char.to_ascii_lowercase())
}
