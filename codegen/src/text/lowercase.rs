//! Texts in lower case, to look names up by.
//!
//! In: a text. Out: the same in lower case. Invariant: what nearly all names are, ASCII and not long, takes no memory.

use std::borrow::Cow;

use compact_str::CompactString;

/// A text in lower case: itself where it is so already, as most paths and many names are.
pub(crate) fn lower(text: &str) -> Cow<'_, str> {
    let is_lower = text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower { Cow::Borrowed(text) } else { Cow::Owned(text.to_lowercase()) }
}

/// Asks for a text in lower case. There are many names to ask for, and nearly all of them have room on the stack.
pub(crate) fn with_lower<T>(text: &str, ask: impl FnOnce(&str) -> T) -> T {
    let mut letters = [0; SHORT];
    if let Some(letters) = letters.get_mut(..text.len()).filter(|_| text.is_ascii()) {
        letters.copy_from_slice(text.as_bytes());
        letters.make_ascii_lowercase();
        if let Ok(text) = std::str::from_utf8(letters) {
            return ask(text);
        }
    }
    ask(&lower(text))
}

/// A name in lower case, to be kept.
pub(crate) fn lowered(name: &str) -> CompactString {
    with_lower(name, |name| name.into())
}

/// As many letters as most names have at most, their namespace included.
const SHORT: usize = 96;
