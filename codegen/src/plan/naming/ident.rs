//! Turns wire names into Rust identifiers.
//!
//! In: any text. Out: an [`Ident`], which is always a legal Rust identifier of ASCII letters, digits and `_`.
//! Invariant: the same text gives the same identifier. Two texts may give the same one; [`crate::plan::naming::scope`]
//! resolves that.

use std::borrow::Cow;
use std::fmt;

use compact_str::{CompactString, format_compact};

use crate::plan::naming::words::{LONGEST, NameBuffer, push_upper_camel, shouty, snake};

/// A legal Rust identifier. Text of a page becomes one only through [`Ident::new`], which replaces illegal characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Ident {
    /// The text of the identifier without `r#`.
    text: CompactString,
}

/// The style in which the words of a name are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum NameCase {
    /// `display_name`: fields, functions, arguments.
    Snake,
    /// `display_name`: modules. The name is also a valid file name on every system.
    Module,
    /// `DisplayName`: types and variants.
    Camel,
    /// `DISPLAY_NAME`: constants.
    Shouty,
}

/// Keywords without a raw form `r#…`.
const NEVER_RAW: &[&str] = &["self", "Self", "super", "crate", "_"];

/// Keywords of the 2024 edition that have a raw form `r#…`, including keywords that are reserved for later.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// The length of the longest keyword.
const LONGEST_KEYWORD: usize = 8;

/// Device names that Windows reserves, with any extension.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul"];

impl Ident {
    /// The Rust identifier for a name of a page, such as `display_name` for `displayName`.
    #[must_use]
    pub(crate) fn new(name: &str, case: NameCase) -> Ident {
        let words = separate(name);
        let letters = match case {
            NameCase::Snake | NameCase::Module => snake(&words),
            NameCase::Camel => camel(&words),
            NameCase::Shouty => shouty(&words),
        };
        let text = match (letters.as_str(), case) {
            ("", NameCase::Snake | NameCase::Module) => "unnamed",
            ("", NameCase::Camel) => "Unnamed",
            ("", NameCase::Shouty) => "UNNAMED",
            // A name that fills the buffer may have been cut after a `_`, which is removed.
            (text, _) if letters.is_full() => text.trim_end_matches('_'),
            (text, _) => text,
        };
        // A name that begins with a digit gets a first character. For a module this is a letter, so that its name
        // differs from that of a type: in Rust, modules and types share a namespace.
        let first = if case == NameCase::Module { 'n' } else { '_' };
        let mut text = match text.as_bytes() {
            [b'0'..=b'9', ..] => format_compact!("{first}{text}"),
            _ => CompactString::from(text),
        };
        let is_reserved = if case == NameCase::Module { is_reserved_module(&text) } else { is_never_raw(&text) };
        if is_reserved {
            text.push('_');
        }
        Ident { text }
    }

    /// An identifier that the generator itself chose, such as `extra`.
    #[must_use]
    pub(crate) fn fixed(text: &'static str) -> Ident {
        Ident { text: CompactString::const_new(text) }
    }

    /// The same identifier with letters, digits or `_` appended.
    #[must_use]
    pub(crate) fn with_suffix(&self, suffix: &str) -> Ident {
        let safe = suffix.chars().filter(|char| char.is_ascii_alphanumeric() || *char == '_');
        Ident { text: self.text.chars().chain(safe).collect() }
    }

    /// The same identifier without `suffix` at its end. If it does not end with `suffix`, or consists of nothing else,
    /// it stays unchanged.
    #[must_use]
    pub(crate) fn without_suffix(&self, suffix: &str) -> Ident {
        let text = self.text.strip_suffix(suffix).filter(|text| !text.is_empty()).unwrap_or(&self.text);
        Ident { text: text.into() }
    }

    /// The same identifier without `prefix`, if a capital follows the prefix: `User` for `UpdateUser`. Otherwise the
    /// identifier stays unchanged.
    #[must_use]
    pub(crate) fn without_prefix(&self, prefix: &str) -> Ident {
        let rest =
            self.text.strip_prefix(prefix).filter(|rest| rest.starts_with(|first: char| first.is_ascii_uppercase()));
        Ident { text: rest.unwrap_or(&self.text).into() }
    }

    /// The identifier in Rust source: `r#` or nothing, then the text.
    #[must_use]
    pub(crate) fn parts(&self) -> [&str; 2] {
        [if is_keyword(&self.text) { "r#" } else { "" }, &self.text]
    }

    /// The identifier without `r#`, e.g. for the name of a file.
    #[must_use]
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }
}

fn is_never_raw(text: &str) -> bool {
    NEVER_RAW.contains(&text)
}

fn is_keyword(text: &str) -> bool {
    // The length is tested first, because this runs each time that a name is written and most names are longer.
    text.len() <= LONGEST_KEYWORD && KEYWORDS.binary_search(&text).is_ok()
}

/// The identifier in Rust source, including `r#`.
impl fmt::Display for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts().iter().try_for_each(|part| f.write_str(part))
    }
}

/// Whether a name can become an identifier with no change but letter case and `_`. It can if it consists of at most
/// [`LONGEST`] ASCII letters, digits and `_`, does not begin with a digit, and does not consist of `_` only.
#[must_use]
pub(crate) fn is_plain(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && name.bytes().any(|byte| byte.is_ascii_alphanumeric())
        && name.len() <= LONGEST
}

/// Whether a word in lower case cannot be the name of a module, because it is a keyword such as `mod`, or a device name
/// such as `con`, which Windows does not allow as the name of a file.
pub(in crate::plan) fn is_reserved_module(word: &str) -> bool {
    is_never_raw(word) || is_keyword(word) || DEVICES.contains(&word) || is_numbered_device(word)
}

fn is_numbered_device(text: &str) -> bool {
    matches!(text.strip_prefix("com").or_else(|| text.strip_prefix("lpt")), Some(rest) if rest.len() == 1
        && rest.starts_with(|digit: char| digit.is_ascii_digit()))
}

/// The name in a form that can be split into words: it has only ASCII letters, digits and `_`, and acronyms such as
/// `iOS` are written like ordinary words (see [`acronyms`]).
///
/// A letter outside ASCII is replaced by its code point, such as `_u00e9_` for `é`. As a part of an identifier it would
/// be normalised by Rust, which could make two different names equal.
fn separate(name: &str) -> Cow<'_, str> {
    let (is_plain, has_acronym) = scan_letters(name);
    if is_plain && name.len() <= 4 * LONGEST {
        return if has_acronym { acronyms(name.as_bytes()).into() } else { name.into() };
    }
    let ascii = ascii(name);
    let (_, has_acronym) = scan_letters(&ascii);
    if has_acronym { acronyms(ascii.as_bytes()).into() } else { ascii.into() }
}

/// Whether a name consists of ASCII letters, digits and `_`, and whether it has adjacent capitals. One pass finds out
/// both.
fn scan_letters(name: &str) -> (bool, bool) {
    let (mut is_plain, mut has_acronym, mut before) = (true, false, false);
    for byte in name.bytes() {
        let capital = byte.is_ascii_uppercase();
        is_plain &= byte.is_ascii_alphanumeric() | (byte == b'_');
        has_acronym |= capital & before;
        before = capital;
    }
    (is_plain, has_acronym)
}

fn ascii(name: &str) -> String {
    let mut ascii = String::with_capacity(name.len());
    for char in name.chars().take(4 * LONGEST) {
        if char.is_ascii_alphanumeric() {
            ascii.push(char);
        } else if char.is_alphanumeric() {
            ascii.push_str(&format!("_u{:04x}_", u32::from(char)));
        } else {
            ascii.push('_');
        }
    }
    ascii
}

/// Rewrites acronyms that would be split in the wrong place: `iOSApp` becomes `IosApp`, and `userIDs` becomes
/// `userIds`. `isISOCode` stays, because its words are found without a change.
fn acronyms(name: &[u8]) -> String {
    let mut out = String::with_capacity(name.len());
    let mut at = 0;
    while at < name.len() {
        let end = at + name[at..].iter().take_while(|byte| byte.is_ascii_uppercase()).count();
        let starts_word = at == 0 || !name[at - 1].is_ascii_alphanumeric();
        if end > at + 1 {
            let plural =
                name.get(end) == Some(&b's') && name.get(end + 1).is_none_or(|next| !next.is_ascii_lowercase());
            out.push(char::from(name[at]));
            for &byte in &name[at + 1..end] {
                out.push(char::from(if plural { byte.to_ascii_lowercase() } else { byte }));
            }
            at = end;
        } else if starts_word && name[at].is_ascii_lowercase() && lowered_acronym(&name[at + 1..]) {
            out.push(char::from(name[at].to_ascii_uppercase()));
            at += 1;
            while at < name.len()
                && name[at].is_ascii_uppercase()
                && !name.get(at + 1).is_some_and(u8::is_ascii_lowercase)
            {
                out.push(char::from(name[at].to_ascii_lowercase()));
                at += 1;
            }
        } else {
            out.push(char::from(name[at]));
            at += 1;
        }
    }
    out
}

/// Whether the lower-case letter before `rest` begins an acronym, because at least two capitals follow it: `iOS` in
/// `iOSMobileApp` is an acronym (`rest` is `OSMobileApp`), and `cT` in `cTag` is none (`rest` is `Tag`).
fn lowered_acronym(rest: &[u8]) -> bool {
    rest.iter().take_while(|byte| byte.is_ascii_uppercase()).count() >= 2
}

/// `UpperCamelCase`, with `_` kept between digits so that `v4_0_3` and `v40_3` stay different.
fn camel(words: &str) -> NameBuffer {
    let mut out = NameBuffer::new();
    let is_digit = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_digit());
    for word in words.split('_').filter(|word| !word.is_empty()) {
        if is_digit(out.last()) && is_digit(word.bytes().next()) {
            out.push(b'_');
        }
        push_upper_camel(&mut out, word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_keyword_is_recognised() {
        assert!(KEYWORDS.is_sorted() && KEYWORDS.iter().all(|word| is_keyword(word)));
        assert!(!is_keyword("typed") && !is_keyword("Type"));
    }
}
