//! Recognises names of secrets.
//!
//! In: the name of a member or parameter. Out: whether its values are secrets, such as passwords. The last word
//! decides: `passwordPolicies` is not a password, `newPassword` is one.

/// Last words of names that are secrets, whatever words precede them: `newPassword`.
const SECRETS: &[&str] = &["password", "passwords", "passphrase", "passcode", "secret", "secrets"];

/// Last words of names that are secrets if one of [`SECRETS`] precedes them: `secretText`, `passwordHash`.
const FORMS: &[&str] = &["bytes", "hash", "key", "text", "token", "value"];

/// Words before `token` in names of positions in a list, which are no secrets: `skipToken`.
const POSITIONS: &[&str] = &["continuation", "delta", "page", "skip", "sync"];

/// Words before `key` in names of secrets: `privateKey`. Other keys are secret only if their value is binary and no
/// word before `key` is `public`.
const SECRET_KEYS: &[&str] = &[
    "access",
    "account",
    "api",
    "decryption",
    "encryption",
    "preshared",
    "private",
    "product",
    "recovery",
    "session",
    "shared",
    "signing",
    "storage",
    "symmetric",
];

/// Whether the value of a member with this name is a secret. `is_binary` says that the value is bytes and not text.
pub(crate) fn is_secret(name: &str, is_binary: bool) -> bool {
    let words = words(name);
    let Some((last, before)) = words.split_last() else { return false };
    let has = |list: &[&str]| before.iter().any(|word| list.contains(&word.as_str()));
    match last.as_str() {
        last if SECRETS.contains(&last) => true,
        last if FORMS.contains(&last) && has(SECRETS) => true,
        "token" | "tokens" => !has(POSITIONS),
        "key" | "keys" => !has(&["public"]) && (is_binary || has(SECRET_KEYS)),
        _ => false,
    }
}

/// The words of a name in lower case: `new` and `password` for `newPassword`, `new_password` and `new-password`.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut in_word = false;
    for char in name.chars() {
        let starts = char.is_uppercase() || !in_word;
        match (char.is_alphanumeric(), starts, words.last_mut()) {
            (false, ..) => {}
            (true, false, Some(word)) => word.extend(char.to_lowercase()),
            (true, ..) => words.push(char.to_lowercase().collect()),
        }
        in_word = char.is_alphanumeric();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::is_secret;

    #[test]
    fn secrets_are_recognised_by_their_names() {
        for name in
            ["password", "newPassword", "client_secret", "secretText", "passwordHash", "accessToken", "privateKey"]
        {
            assert!(is_secret(name, false), "{name}");
        }
        assert!(is_secret("key", true));
    }

    #[test]
    fn names_of_things_around_secrets_are_not_taken_for_secrets() {
        for name in ["passwordPolicies", "secretId", "keyId", "sortKey", "skipToken", "tokenType", "key", "", "hash"] {
            assert!(!is_secret(name, false), "{name}");
        }
        assert!(!is_secret("publicKey", true));
    }
}
