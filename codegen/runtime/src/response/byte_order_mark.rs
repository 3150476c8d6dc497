//! The byte order mark that some services put in front of JSON.
//!
//! In: the bytes of a body. Out: the same without the mark.
//! Invariant: only the mark of UTF-8 is removed, and only from the front.

/// JSON text may start with a byte order mark, which JSON readers do not take.
pub(crate) fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body)
}
