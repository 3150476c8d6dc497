//! Hides secrets in `Debug`.
//!
//! In: the name of a member. Out: whether its value is shown.
//! Invariant: `Debug` never shows a value whose name says that it is a secret.

use std::fmt;

/// Words of names whose values are secrets, in lower case.
const WORDS: [&str; 5] = ["password", "passphrase", "secret", "token", "credential"];

/// The names of addresses that grant access without a token.
const ADDRESSES: [&str; 2] = ["downloadurl", "uploadurl"];

/// Stands in place of a secret in the output of `Debug`.
pub(crate) struct Redacted;

impl fmt::Debug for Redacted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("<redacted>")
    }
}

/// Whether the name of an undocumented member says that it holds a secret.
pub(crate) fn is_sensitive(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    WORDS.iter().any(|word| name.contains(word)) || ADDRESSES.iter().any(|address| name.ends_with(address))
}

#[cfg(test)]
mod tests {
    use super::is_sensitive;

    #[test]
    fn names_of_secrets_are_known() {
        for name in ["password", "newPassword", "secretText", "access_token", "@microsoft.graph.downloadUrl", "Token"] {
            assert!(is_sensitive(name), "{name}");
        }
        for name in ["subject", "keyId", "@odata.nextLink", "webUrl"] {
            assert!(!is_sensitive(name), "{name}");
        }
    }
}
