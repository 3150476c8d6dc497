//! `Edm.Binary`.
//!
//! In: base64 text, or bytes. Out: the other.
//! Invariant: received text is kept; decoding takes both alphabets of RFC 4648, padded or not.

use super::{compare::compared_by_value, text::text_scalar, value::text_only};
use crate::object::LiteralForm;
use std::fmt;

text_scalar! {
    /// `Edm.Binary` and `Edm.Stream`: bytes as base64 text.
    ///
    /// ```
    /// use graph_runtime::Binary;
    ///
    /// let binary = Binary::encode(b"any bytes?>");
    /// assert_eq!(binary.as_str(), "YW55IGJ5dGVzPz4=");
    /// assert_eq!(binary.decode()?, b"any bytes?>");
    /// assert_eq!(Binary::from("YW55IGJ5dGVzPz4").decode()?, b"any bytes?>");
    /// # Ok::<(), graph_runtime::scalar::DecodeError>(())
    /// ```
    Binary: LiteralForm::Prefixed("binary"), text_only
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The text is not base64.
///
/// ```
/// use graph_runtime::Binary;
/// let error = Binary::from("YW*i").decode().expect_err("`*` is no digit");
/// assert_eq!(error.offset, 2);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DecodeError {
    /// The byte of the text that cannot be there; its length when the text ends too early.
    pub offset: usize,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "no base64 text: unexpected byte or end at offset {}", self.offset)
    }
}

impl std::error::Error for DecodeError {}

impl Binary {
    /// The base64 text of `bytes`, in the standard alphabet with padding.
    ///
    /// ```
    /// assert_eq!(graph_runtime::Binary::encode([0xfb, 0xff]).as_str(), "+/8=");
    /// ```
    pub fn encode(bytes: impl AsRef<[u8]>) -> Self {
        let bytes = bytes.as_ref();
        let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
        for group in bytes.chunks(3) {
            let mut padded = [0; 4];
            padded[1..=group.len()].copy_from_slice(group);
            let bits = u32::from_be_bytes(padded);
            for position in 0..4 {
                if position > group.len() {
                    text.push('=');
                } else {
                    let sextet = (bits >> (18 - 6 * position)) & 0x3f;
                    text.push(char::from(ALPHABET[sextet as usize]));
                }
            }
        }
        text.into()
    }

    /// The bytes of the text.
    ///
    /// ```
    /// use graph_runtime::Binary;
    /// // The alphabet of URLs, without padding, and white space.
    /// assert_eq!(Binary::from("-_ 8").decode()?, [0xfb, 0xff]);
    /// assert!(Binary::from("A").decode().is_err());
    /// # Ok::<(), graph_runtime::scalar::DecodeError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the text is not base64 of either alphabet; white space is skipped.
    pub fn decode(&self) -> Result<Vec<u8>, DecodeError> {
        let text = self.as_str().trim_end().trim_end_matches('=');
        let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
        let (mut bits, mut count) = (0_u32, 0_u32);
        for (offset, byte) in text.bytes().enumerate() {
            if byte.is_ascii_whitespace() {
                continue;
            }
            bits = (bits << 6) | sextet(byte).ok_or(DecodeError { offset })?;
            count += 6;
            if count >= 8 {
                count -= 8;
                bytes.extend((bits >> count).to_le_bytes().first());
                bits &= (1 << count) - 1;
            }
        }
        // Six bits left over are a lone character, which stands for no byte.
        if count == 6 { Err(DecodeError { offset: text.len() }) } else { Ok(bytes) }
    }
}

fn sextet(byte: u8) -> Option<u32> {
    let value = match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    };
    Some(value.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_length_and_byte_comes_back() {
        let all: Vec<u8> = (0..=255).collect();
        for length in 0..all.len() {
            let bytes = &all[all.len() - length..];
            assert_eq!(Binary::encode(bytes).decode().as_deref(), Ok(bytes));
        }
    }

    #[test]
    fn both_alphabets_are_read() {
        assert_eq!(Binary::from("-_8=").decode(), Binary::from("+/8").decode());
        assert_eq!(Binary::from("+/8").decode(), Ok(vec![0xfb, 0xff]));
    }

    #[test]
    fn what_is_no_base64_says_where() {
        assert_eq!(Binary::from("QUJD*").decode(), Err(DecodeError { offset: 4 }));
        assert_eq!(Binary::from("QUJDR").decode(), Err(DecodeError { offset: 5 }));
    }
}
