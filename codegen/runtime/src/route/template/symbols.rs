//! Percent-decoding that records which bytes were encoded.
//!
//! In: a part of a request target. Out: its decoded bytes, each with its spelling. Invariant: bytes that are not an
//! escape stay unchanged; nothing is refused. Written by hand, because `percent-encoding` does not report which bytes
//! were encoded.

/// A decoded byte of a request target, with the way it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Symbol {
    pub(super) byte: u8,
    /// Whether the byte was written as itself: true for `/`, false for `%2F`.
    pub(super) plain: bool,
}

impl Symbol {
    pub(super) const fn plain(byte: u8) -> Self {
        Self { byte, plain: true }
    }

    /// What the symbol means in a query: there `+` is a space, as in HTML forms. Other symbols stay unchanged.
    pub(super) fn in_query(self) -> Self {
        if self == Self::plain(b'+') { Self::plain(b' ') } else { self }
    }
}

/// Whether a byte is punctuation of a URI, such as `/`, that means something else when it is percent-encoded.
pub(super) fn is_reserved(byte: u8) -> bool {
    b"!$'()*,:;@/?=&+".contains(&byte)
}

/// Decodes the percent-encoding of a text. Yields the decoded bytes, each with the way it was written.
pub(crate) fn symbols(text: &[u8]) -> impl Iterator<Item = Symbol> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if let [b'%', high, low, after @ ..] = rest
            && let (Some(high), Some(low)) = (digit(*high), digit(*low))
        {
            rest = after;
            return Some(Symbol { byte: high << 4 | low, plain: false });
        }
        let (first, after) = rest.split_first()?;
        rest = after;
        Some(Symbol::plain(*first))
    })
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// The decoded names and values of the query options. Empty options, as between the `&&` of `a=1&&b=2`, are left out.
pub(crate) fn options(query: &str) -> impl Iterator<Item = (Vec<Symbol>, Vec<Symbol>)> {
    let decoded = |text: &str| symbols(text.as_bytes()).map(Symbol::in_query).collect::<Vec<_>>();
    query.split('&').filter(|option| !option.is_empty()).map(move |option| {
        let (name, value) = option.split_once('=').unwrap_or((option, ""));
        (decoded(name), decoded(value))
    })
}

/// The bytes as text, if they are UTF-8.
pub(crate) fn text_of(symbols: &[Symbol]) -> Option<String> {
    String::from_utf8(symbols.iter().map(|symbol| symbol.byte).collect()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_not_an_escape_stays_unchanged() {
        let decoded: Vec<Symbol> = symbols(b"a%2f%2%zz%").collect();
        let text = text_of(&decoded);
        assert_eq!(text.as_deref(), Some("a/%2%zz%"));
        assert!(decoded[0].plain && !decoded[1].plain && decoded[2].plain);
    }
}
