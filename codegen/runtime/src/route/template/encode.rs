//! Percent-encoding.
//!
//! In: text and the bytes that stay. Out: text of which no byte has a meaning to the reader of a URI.
//! Invariant: `%` never stays, so that decoding gives the text back.

/// The bytes that stay as they are, besides letters, digits and `-._~`.
pub(crate) type Kept = &'static [u8];

/// A whole segment. `@` and `,` occur in keys and separate nothing there.
pub(crate) const SEGMENT: Kept = b"@,";
/// Part of a literal or of a query option of the template.
pub(crate) const STRICT: Kept = b"";
/// The name of a query option.
pub(crate) const QUERY_NAME: Kept = b"$@";
/// The value of a query option, where only `&` and `+` separate.
pub(crate) const QUERY_VALUE: Kept = b"!$'()*,:;@/?=";
/// The text of a template. What is encoded there already stays.
pub(crate) const TEMPLATE: Kept = b"!$'()*,:;@/?=&%+";

/// Appends `text`, percent-encoded.
pub(crate) fn push(target: &mut String, text: &str, kept: Kept) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) || kept.contains(&byte) {
            target.push(char::from(byte));
        } else {
            target.push('%');
            target.push(digit(byte >> 4));
            target.push(digit(byte & 0xf));
        }
    }
}

fn digit(value: u8) -> char {
    char::from(if value < 10 { b'0' + value } else { b'A' + value - 10 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_but_letters_digits_and_the_kept_is_encoded() {
        let mut target = String::new();
        push(&mut target, "aZ0-._~/%é\n@", SEGMENT);
        assert_eq!(target, "aZ0-._~%2F%25%C3%A9%0A@");
    }
}
