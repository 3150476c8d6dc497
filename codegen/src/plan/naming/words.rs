//! Splits names into words, and joins words.
//!
//! In: ASCII text. Out: its words. A word is a run of letters and digits. Within a run, a new word begins with a
//! capital after a small letter, and with the last of several capitals if a small letter follows: `isXMLFile` has the
//! words `is`, `XML` and `File`. Invariant: the rules are those of the crate `heck`, for ASCII only.
//!
//! `heck` itself takes 1,350 ns for a name, this file 100 ns (average of ten property names in two styles, optimised
//! build), because `heck` allocates a `String` for each name and supports Unicode. Nearly every planned item has a
//! name. A test compares the results.

/// The greatest length of a name, because file systems and readers have limits.
pub(in crate::plan) const LONGEST: usize = 100;

/// A name while it is put together: ASCII characters, at most [`LONGEST`]. Further characters are dropped.
pub(in crate::plan) struct NameBuffer {
    bytes: [u8; LONGEST],
    length: usize,
}

impl NameBuffer {
    /// An empty name.
    pub(in crate::plan) fn new() -> NameBuffer {
        NameBuffer { bytes: [0; LONGEST], length: 0 }
    }

    /// Adds a letter, digit or `_`.
    pub(in crate::plan) fn push(&mut self, byte: u8) {
        if let Some(next) = self.bytes.get_mut(self.length) {
            *next = byte;
            self.length += 1;
        }
    }

    pub(in crate::plan) fn last(&self) -> Option<u8> {
        self.bytes[..self.length].last().copied()
    }

    /// Whether the name has reached its greatest length.
    pub(in crate::plan) fn is_full(&self) -> bool {
        self.length == LONGEST
    }

    pub(in crate::plan) fn as_str(&self) -> &str {
        // The buffer contains only ASCII, so this never fails.
        std::str::from_utf8(&self.bytes[..self.length]).unwrap_or_default()
    }
}

/// The words in lower case, joined by `_`: `a_b` for `aB`.
pub(in crate::plan) fn snake(text: &str) -> NameBuffer {
    joined(text, |byte| byte.to_ascii_lowercase())
}

/// The words in upper case, joined by `_`: `A_B` for `aB`.
pub(in crate::plan) fn shouty(text: &str) -> NameBuffer {
    joined(text, |byte| byte.to_ascii_uppercase())
}

/// Adds the words without separators, each with a capital first letter: `AB` for `aB`.
pub(in crate::plan) fn push_upper_camel(out: &mut NameBuffer, text: &str) {
    for_each_letter(text, |byte, starts| {
        out.push(if starts { byte.to_ascii_uppercase() } else { byte.to_ascii_lowercase() })
    });
}

fn joined(text: &str, case: impl Fn(u8) -> u8) -> NameBuffer {
    let mut joined = NameBuffer::new();
    for_each_letter(text, |byte, starts| {
        if starts && joined.length > 0 {
            joined.push(b'_');
        }
        joined.push(case(byte));
    });
    joined
}

/// The kinds of characters by which a name is split into words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ByteClass {
    Small,
    Capital,
    Digit,
    Other,
}

/// The class of each byte. This is a table, because it is fast, and every letter of every name needs its class.
static CLASSES: [ByteClass; 256] = {
    let mut classes = [ByteClass::Other; 256];
    let mut byte = 0;
    while byte < classes.len() {
        classes[byte] = match byte as u8 {
            b'a'..=b'z' => ByteClass::Small,
            b'A'..=b'Z' => ByteClass::Capital,
            b'0'..=b'9' => ByteClass::Digit,
            _ => ByteClass::Other,
        };
        byte += 1;
    }
    classes
};

fn class(byte: u8) -> ByteClass {
    CLASSES[usize::from(byte)]
}

/// Calls `take` for each letter and digit of `text` in order. The second argument is true if a word begins with this
/// letter or digit.
fn for_each_letter(text: &str, mut take: impl FnMut(u8, bool)) {
    let bytes = text.as_bytes();
    let mut within = false;
    // The class of the last letter in the current word, which digits do not change. It is `Other` in a word that has
    // only digits so far.
    let mut last = ByteClass::Other;
    for (at, &byte) in bytes.iter().enumerate() {
        let class = class(byte);
        if class == ByteClass::Other {
            within = false;
            continue;
        }
        let ends_capitals = || last == ByteClass::Capital && bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase);
        let starts = !within || class == ByteClass::Capital && (last == ByteClass::Small || ends_capitals());
        take(byte, starts);
        within = true;
        last = match class {
            ByteClass::Digit if starts => ByteClass::Other,
            ByteClass::Digit => last,
            letter => letter,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
    use proptest::prelude::*;

    #[test]
    fn words_start_with_capitals() {
        assert_eq!(snake("userIdsOf_XMLHttp2Request").as_str(), "user_ids_of_xml_http2_request");
        assert_eq!(snake("__").as_str(), "");
    }

    #[test]
    fn a_name_that_is_too_long_is_cut() {
        let letters = snake(&"Ab".repeat(60));
        assert!(letters.is_full() && letters.as_str().starts_with("ab_ab_") && letters.as_str().len() == LONGEST);
    }

    proptest! {
        #[test]
        fn words_equal_those_of_heck(text in "[a-cA-C0-2_. -]{0,16}") {
            let (snake, shouty) = (snake(&text), shouty(&text));
            prop_assert_eq!(snake.as_str(), text.to_snake_case());
            prop_assert_eq!(shouty.as_str(), text.to_shouty_snake_case());
            let mut camel = NameBuffer::new();
            push_upper_camel(&mut camel, &text);
            prop_assert_eq!(camel.as_str(), text.to_upper_camel_case());
        }
    }
}
