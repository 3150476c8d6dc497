//! Removes the byte order mark that some services put in front of JSON.
//!
//! In: the bytes of a body. Out: the bytes without the mark. Invariant: only a UTF-8 mark at the start is removed.

/// Returns `body` without a byte order mark at its start. Some services send one before JSON, and `serde_json` rejects
/// it.
pub(crate) fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body)
}
