//! Splits text at separators outside of brackets and quotes.

/// Splits a text at each `separator` that is not in brackets or quotes.
pub(super) fn split(text: &str, separator: u8) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut depth = 0_usize;
    let mut quoted = false;
    // The bytes that are compared are ASCII, and no byte of a longer character equals an ASCII byte.
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'\'' if depth > 0 => quoted = !quoted,
            b'(' | b'{' | b'<' if !quoted => depth += 1,
            b')' | b'}' | b'>' if !quoted => depth = depth.saturating_sub(1),
            // Square brackets around a list of literals, as in `(ids=['a','b'])`, keep the commas in the list from
            // separating arguments. In other texts square brackets mark an optional part and separate nothing.
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
