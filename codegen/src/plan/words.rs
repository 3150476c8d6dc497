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

/// Hands on the words, in order.
fn words<'t>(text: &'t str, mut take: impl FnMut(&'t str)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let length = bytes[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        if length > 0 {
            split(&text[at..at + length], &mut take);
        }
        at += length + 1;
    }
}

fn split<'t>(run: &'t str, take: &mut impl FnMut(&'t str)) {
    let bytes = run.as_bytes();
    let mut start = 0;
    // Whether the last letter of the word so far is a capital; digits have no say.
    let mut capital = None;
    for (at, pair) in bytes.windows(2).enumerate() {
        let (byte, next) = (pair[0], pair[1]);
        let cased = if byte.is_ascii_alphabetic() { Some(byte.is_ascii_uppercase()) } else { capital };
        if cased == Some(false) && next.is_ascii_uppercase() {
            take(&run[start..=at]);
            start = at + 1;
            capital = None;
        } else if capital == Some(true) && byte.is_ascii_uppercase() && next.is_ascii_lowercase() {
            take(&run[start..at]);
            start = at;
            capital = None;
        } else {
            capital = cased;
        }
    }
    take(&run[start..]);
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
