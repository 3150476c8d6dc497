//! Splits text at separators outside of brackets.

/// Splits a text at each `separator` that is not in brackets. A quoted string counts only within brackets: a bracket in
/// it opens and closes nothing.
pub(super) fn split(text: &str, separator: u8) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut depth = 0_usize;
    let mut quoted = false;
    // Comparing single bytes is safe in UTF-8: brackets, quotes and separators are ASCII, and no byte of a multi-byte
    // character equals an ASCII byte.
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'\'' if depth > 0 => quoted = !quoted,
            b'(' | b'{' | b'<' if !quoted => depth += 1,
            b')' | b'}' | b'>' if !quoted => depth = depth.saturating_sub(1),
            // If the separator is a comma, square brackets count, because they surround a list of literals, as in
            // `(ids=['a','b'])`. With other separators they do not count, because they mark an optional part, as in
            // `[?a={a}&b={b}]`.
            b'[' if separator == b',' && !quoted => depth += 1,
            b']' if separator == b',' && !quoted => depth = depth.saturating_sub(1),
            _ if byte == separator && depth == 0 && !quoted => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}
