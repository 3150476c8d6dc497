//! Percent-encodes the arguments of a template, as the place of each requires.
//!
//! In: a text and the set of bytes to encode. Out: a text without bytes that would end the segment or query option that
//! it is written to. Invariant: all sets but `TEMPLATE` contain `%`, so that decoding returns the original text.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// A set of ASCII bytes to percent-encode. The bytes of non-ASCII characters are always encoded.
pub(crate) type Encoded = &'static AsciiSet;

/// Encodes everything but letters, digits and `-._~`. Used for arguments in literals, such as `'{q}'`, and in the query
/// of the template.
pub(crate) const STRICT: Encoded = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// Encodes an argument that is a whole segment. `@` and `,` are not encoded: they occur in keys, and are no separators
/// in a segment.
pub(crate) const SEGMENT: Encoded = &STRICT.remove(b'@').remove(b',');
/// Encodes the name of a query option, but not the `$` of `$select` or the `@` of an alias.
pub(crate) const QUERY_NAME: Encoded = &STRICT.remove(b'$').remove(b'@');
/// Encodes the value of a query option. `&` is encoded because it ends the value, and `+` because it means a space.
pub(crate) const QUERY_VALUE: Encoded = &PUNCTUATION.remove(b'=');
/// Encodes the fixed text of a template. `%` is not encoded, because the text may contain percent-encoded characters.
pub(crate) const TEMPLATE: Encoded = &PUNCTUATION.remove(b'=').remove(b'&').remove(b'%').remove(b'+');

/// Encodes what cannot stand in a path or a query, and `=`, `&`, `%` and `+`. Other punctuation, such as `:` and `(`,
/// is not encoded.
const PUNCTUATION: Encoded = &SEGMENT
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b':')
    .remove(b';')
    .remove(b'/')
    .remove(b'?');

/// Appends `text`, percent-encoded.
pub(crate) fn push(target: &mut String, text: &str, encoded: Encoded) {
    target.extend(utf8_percent_encode(text, encoded));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_bytes_but_letters_digits_and_exceptions_are_encoded() {
        let mut target = String::new();
        push(&mut target, "aZ0-._~/%é\n@", SEGMENT);
        assert_eq!(target, "aZ0-._~%2F%25%C3%A9%0A@");
    }

    #[test]
    fn each_part_of_a_url_keeps_the_punctuation_that_it_may_contain() {
        let punctuation = "!$&'()*+,/:;=?@%\" #";
        for (encoded, expected) in [
            (STRICT, "%21%24%26%27%28%29%2A%2B%2C%2F%3A%3B%3D%3F%40%25%22%20%23"),
            (SEGMENT, "%21%24%26%27%28%29%2A%2B,%2F%3A%3B%3D%3F@%25%22%20%23"),
            (QUERY_NAME, "%21$%26%27%28%29%2A%2B%2C%2F%3A%3B%3D%3F@%25%22%20%23"),
            (QUERY_VALUE, "!$%26'()*%2B,/:;=?@%25%22%20%23"),
            (TEMPLATE, "!$&'()*+,/:;=?@%%22%20%23"),
        ] {
            let mut target = String::new();
            push(&mut target, punctuation, encoded);
            assert_eq!(target, expected);
        }
    }
}
