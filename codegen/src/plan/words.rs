//! The words of a name, and their joining.
//!
//! In: ASCII text. Out: its words: runs of letters and digits, split where a capital follows a small letter, and before
//! the last of several capitals that a small letter follows. Invariant: the rules are those of the crate `heck`, for ASCII
//! alone, since names are in nearly everything that is planned.

/// The words, in order.
pub(super) fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for run in text.split(|char: char| !char.is_ascii_alphanumeric()).filter(|run| !run.is_empty()) {
        split(run, &mut words);
    }
    words
}

/// `a_b`
pub(super) fn snake(text: &str) -> String {
    let mut joined = words(text).join("_");
    joined.make_ascii_lowercase();
    joined
}

/// `A_B`
pub(super) fn shouty(text: &str) -> String {
    let mut joined = words(text).join("_");
    joined.make_ascii_uppercase();
    joined
}

/// `AB`
pub(super) fn upper_camel(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    for word in words(text) {
        let start = joined.len();
        joined.push_str(word);
        joined[start..].make_ascii_lowercase();
        joined[start..start + 1].make_ascii_uppercase();
    }
    joined
}

fn split<'t>(run: &'t str, words: &mut Vec<&'t str>) {
    let bytes = run.as_bytes();
    let mut start = 0;
    // Whether the last letter of the word so far is a capital; digits have no say.
    let mut capital = None;
    for (at, pair) in bytes.windows(2).enumerate() {
        let (byte, next) = (pair[0], pair[1]);
        let cased = if byte.is_ascii_alphabetic() { Some(byte.is_ascii_uppercase()) } else { capital };
        if cased == Some(false) && next.is_ascii_uppercase() {
            words.push(&run[start..=at]);
            start = at + 1;
            capital = None;
        } else if capital == Some(true) && byte.is_ascii_uppercase() && next.is_ascii_lowercase() {
            words.push(&run[start..at]);
            start = at;
            capital = None;
        } else {
            capital = cased;
        }
    }
    words.push(&run[start..]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
    use proptest::prelude::*;

    #[test]
    fn words_start_with_capitals() {
        assert_eq!(words("userIdsOf_XMLHttp2Request"), ["user", "Ids", "Of", "XML", "Http2", "Request"]);
        assert_eq!(words("__"), [""; 0]);
    }

    proptest! {
        #[test]
        fn they_are_those_of_heck(text in "[a-cA-C0-2_. -]{0,16}") {
            prop_assert_eq!(snake(&text), text.to_snake_case());
            prop_assert_eq!(shouty(&text), text.to_shouty_snake_case());
            prop_assert_eq!(upper_camel(&text), text.to_upper_camel_case());
        }
    }
}
