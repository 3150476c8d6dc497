//! Hides secrets in `Debug`.
//!
//! In: the name of a member of `Extra` or `Annotations`. Out: whether `Debug` hides its value. Invariant: `Debug` of
//! these types never prints the value of a member whose name contains one of [`WORDS`] or ends with one of
//! [`ADDRESSES`].

use std::fmt;

/// Words in names of members whose values are secrets, in lower case.
const WORDS: [&str; 5] = ["password", "passphrase", "secret", "token", "credential"];

/// The ends of the names of members that contain a URL, in lower case. Whoever has the URL has access without a token.
const ADDRESSES: [&str; 2] = ["downloadurl", "uploadurl"];

/// Stands in place of a secret in the output of `Debug`.
pub(crate) struct Redacted;

impl fmt::Debug for Redacted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("<redacted>")
    }
}

/// Whether the name of a member shows that its value is a secret, such as `access_token`.
pub(crate) fn is_sensitive(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    WORDS.iter().any(|word| name.contains(word)) || ADDRESSES.iter().any(|address| name.ends_with(address))
}

#[cfg(test)]
mod tests {
    use super::is_sensitive;

    #[test]
    fn member_names_that_mean_a_secret_are_recognised() {
        for name in ["password", "newPassword", "secretText", "access_token", "@microsoft.graph.downloadUrl", "Token"] {
            assert!(is_sensitive(name), "{name}");
        }
        for name in ["subject", "keyId", "@odata.nextLink", "webUrl"] {
            assert!(!is_sensitive(name), "{name}");
        }
    }
}
