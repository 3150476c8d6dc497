//! The words of a name, and their joining.
//!
//! In: ASCII text. Out: its words: runs of letters and digits, split where a capital follows a small letter, and before
//! the last of several capitals that a small letter follows. Invariant: the rules are those of the crate `heck`, for ASCII
//! alone, since names are in nearly everything that is planned.

/// `a_b`
pub(super) fn snake(text: &str) -> String {
    let mut joined = joined(text);
    joined.make_ascii_lowercase();
    joined
}

/// `A_B`
pub(super) fn shouty(text: &str) -> String {
    let mut joined = joined(text);
    joined.make_ascii_uppercase();
    joined
}

/// Adds `AB`.
pub(super) fn push_upper_camel(out: &mut String, text: &str) {
    words(text, |word| {
        let start = out.len();
        out.push_str(word);
        out[start..].make_ascii_lowercase();
        out[start..start + 1].make_ascii_uppercase();
    });
}

fn joined(text: &str) -> String {
    // Room for a `_` before every other letter, so that it never has to grow for a name in camelCase.
    let mut joined = String::with_capacity(text.len() + text.len() / 2);
    words(text, |word| {
        if !joined.is_empty() {
            joined.push('_');
        }
        joined.push_str(word);
    });
    joined
}

/// Hands on the words, in order, in one go: names are in nearly everything that is planned.
fn words<'t>(text: &'t str, mut take: impl FnMut(&'t str)) {
    let mut start = 0;
    // The letter before, and whether the last letter of the word before that one is a capital; digits have no say there.
    let mut before: Option<u8> = None;
    let mut capital = None;
    for (at, next) in text.bytes().enumerate() {
        if !next.is_ascii_alphanumeric() {
            if before.is_some() {
                take(&text[start..at]);
            }
            (before, capital, start) = (None, None, at + 1);
            continue;
        }
        if let Some(byte) = before {
            let cased = if byte.is_ascii_digit() { capital } else { Some(byte.is_ascii_uppercase()) };
            if cased == Some(false) && next.is_ascii_uppercase() {
                take(&text[start..at]);
                (start, capital) = (at, None);
            } else if capital == Some(true) && byte.is_ascii_uppercase() && next.is_ascii_lowercase() {
                take(&text[start..at - 1]);
                (start, capital) = (at - 1, None);
            } else {
                capital = cased;
            }
        }
        before = Some(next);
    }
    if before.is_some() {
        take(&text[start..]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
    use proptest::prelude::*;

    #[test]
    fn words_start_with_capitals() {
        let words_of = |text| {
            let mut found = Vec::new();
            words(text, |word| found.push(word));
            found
        };
        assert_eq!(words_of("userIdsOf_XMLHttp2Request"), ["user", "Ids", "Of", "XML", "Http2", "Request"]);
        assert_eq!(words_of("__"), [""; 0]);
    }

    proptest! {
        #[test]
        fn they_are_those_of_heck(text in "[a-cA-C0-2_. -]{0,16}") {
            prop_assert_eq!(snake(&text), text.to_snake_case());
            prop_assert_eq!(shouty(&text), text.to_shouty_snake_case());
            let mut camel = String::new();
            push_upper_camel(&mut camel, &text);
            prop_assert_eq!(camel, text.to_upper_camel_case());
        }
    }
}
