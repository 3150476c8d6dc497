//! Parts of a text between separators, but not within brackets or quotes.

/// Splits at `separator` outside of brackets and quotes.
pub(super) fn split(text: &str, separator: u8) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut depth = 0_usize;
    let mut quoted = false;
    // Whatever is asked about is ASCII, so nothing within a longer character looks like it.
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'\'' if depth > 0 => quoted = !quoted,
            b'(' | b'{' | b'<' if !quoted => depth += 1,
            b')' | b'}' | b'>' if !quoted => depth = depth.saturating_sub(1),
            // Brackets around a list of literals are arguments; other brackets mark an optional part.
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
