//! The scalar `Edm.Binary`: bytes as base64 text.
//!
//! In: base64 text, or bytes. Out: the bytes of the text, or the text of the bytes. Invariant: received text is kept;
//! decoding accepts both alphabets of RFC 4648, with or without padding.

use super::{compare::compared_by_value, text::text_scalar, value::text_only};
use crate::object::LiteralForm;
use base64::{
    Engine,
    alphabet::STANDARD,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
    prelude::BASE64_STANDARD,
};
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
    Binary: LiteralForm::Prefixed("binary"), Str, text_only
}

/// Decodes base64 without padding in the standard alphabet. The unused bits of the last digit need not be zero.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::RequireNone)
        .with_decode_allow_trailing_bits(true),
);

/// The error of decoding a text that is not base64.
///
/// ```
/// use graph_runtime::Binary;
/// let error = Binary::from("YW*i").decode().expect_err("`*` is not a digit");
/// assert_eq!(error.offset, 2);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DecodeError {
    /// The index of the first invalid byte; the length of the text if it ends too early.
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
        BASE64_STANDARD.encode(bytes).into()
    }

    /// The decoded bytes.
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
    /// When the text has a character of neither alphabet, or ends too early. White space is skipped.
    pub fn decode(&self) -> Result<Vec<u8>, DecodeError> {
        let text = self.as_str().trim_end().trim_end_matches('=');
        let symbols = text.bytes().enumerate().filter(|(_, byte)| !byte.is_ascii_whitespace());
        let standard = |byte| match byte {
            b'-' => b'+',
            b'_' => b'/',
            other => other,
        };
        let compact: Vec<u8> = symbols.clone().map(|(_, byte)| standard(byte)).collect();
        LENIENT.decode(compact).map_err(|error| {
            let symbol = match error {
                base64::DecodeError::InvalidByte(symbol, _) => symbols.clone().nth(symbol),
                _ => None,
            };
            DecodeError { offset: symbol.map_or(text.len(), |(offset, _)| offset) }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encoded_bytes_of_every_length_are_decoded_to_the_same_bytes() {
        let all: Vec<u8> = (0..=255).collect();
        for length in 0..all.len() {
            let bytes = &all[all.len() - length..];
            assert_eq!(Binary::encode(bytes).decode().as_deref(), Ok(bytes));
        }
    }

    #[test]
    fn base64_in_both_alphabets_is_decoded() {
        assert_eq!(Binary::from("-_8=").decode(), Binary::from("+/8").decode());
        assert_eq!(Binary::from("+/8").decode(), Ok(vec![0xfb, 0xff]));
    }

    #[test]
    fn a_decoding_error_names_the_offset() {
        assert_eq!(Binary::from("QUJD*").decode(), Err(DecodeError { offset: 4 }));
        assert_eq!(Binary::from("QUJDR").decode(), Err(DecodeError { offset: 5 }));
        assert_eq!(Binary::from("QU JD *Q").decode(), Err(DecodeError { offset: 6 }));
        assert_eq!(Binary::from("QU=JD").decode(), Err(DecodeError { offset: 2 }));
    }
}
