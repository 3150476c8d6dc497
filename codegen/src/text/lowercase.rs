//! Lower-case texts for look-ups.
//!
//! In: a text. Out: the text in lower case. Invariant: short ASCII texts, like nearly all names, need no allocation.

use std::borrow::Cow;

use compact_str::CompactString;

/// A text in lower case. It is borrowed if it is ASCII without capitals, like most paths and many names.
pub(crate) fn lower(text: &str) -> Cow<'_, str> {
    let is_lower = text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower { Cow::Borrowed(text) } else { Cow::Owned(text.to_lowercase()) }
}

/// Calls `ask` with the text in lower case. A name of usual length is converted on the stack, because there are many
/// look-ups.
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

/// A name in lower case, in a string of its own.
pub(crate) fn lowered(name: &str) -> CompactString {
    with_lower(name, |name| name.into())
}

/// The length in bytes up to which names are converted to lower case on the stack. Longer names, which are rare even
/// with their namespace, are converted on the heap.
const SHORT: usize = 96;
