//! Decrypts the resource in a notification.
//!
//! In: the encrypted content, and the private key of the certificate that it is encrypted for. Out: the resource.
//! Invariant: the signature is checked before anything is decrypted.
//!
//! The scheme is documented by Microsoft Graph. `dataKey` is a symmetric key, encrypted by RSA with OAEP padding
//! (SHA-1). `dataSignature` is the HMAC-SHA256 of the encrypted data with that key. `data` is encrypted by AES in CBC
//! mode with PKCS #7 padding; the key is the same, and its first 16 bytes are the initialisation vector.
//!
//! Whoever sends notifications can measure how long decryption takes. In versions of `rsa` before 0.10 this
//! time reveals the key (RUSTSEC-2023-0071). Version 0.10 computes in constant time, and its feature `getrandom` blinds
//! each decryption. `aws-lc-rs` would need a C compiler for every target, and reads no PEM; `ring` does not decrypt.

use super::{EncryptedContent, Notification};
use crate::{Binary, Model};
use aes::Aes256;
use cbc::{
    Decryptor,
    cipher::{BlockModeDecrypt, KeyIvInit, block_padding::Pkcs7},
};
use hmac::{Hmac, KeyInit, Mac};
use rsa::{PrivateKey, pkcs1::DecodeRsaPrivateKey, pkcs8::DecodePrivateKey};
use sha1::Sha1;
use sha2::Sha256;
use std::fmt;

/// The RSA private key that belongs to a certificate. The subscriber gave the certificate to the service, which
/// encrypts resources for it.
///
/// ```
/// # let pem = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/webhook/private_key.pem"));
/// use graph_runtime::webhook::{DecryptError, DecryptionKey};
/// let key = DecryptionKey::from_pem(pem)?;
/// // It is not shown.
/// assert_eq!(format!("{key:?}"), "DecryptionKey { .. }");
/// # Ok::<(), DecryptError>(())
/// ```
#[derive(Clone)]
pub struct DecryptionKey(PrivateKey);

/// Why the resource in a notification cannot be decrypted.
///
/// ```
/// use graph_runtime::webhook::{DecryptError, DecryptionKey};
/// assert!(matches!(DecryptionKey::from_pem("no key"), Err(DecryptError::Key)));
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum DecryptError {
    /// The text is not an RSA private key.
    Key,
    /// The notification has no encrypted content, or a part of it is missing or is not base64.
    Content,
    /// The symmetric key cannot be decrypted, usually because it is encrypted for another certificate, or it is not a
    /// key of 256 bits.
    DataKey,
    /// The signature does not match the data, so the data was changed or the key is wrong.
    Signature,
    /// The padding of the data is invalid.
    Padding,
    /// The decrypted text does not fit the requested type.
    Resource(serde_json::Error),
}

impl DecryptionKey {
    /// Reads a key in PEM form, PKCS #8 (`BEGIN PRIVATE KEY`) or PKCS #1 (`BEGIN RSA PRIVATE KEY`).
    ///
    /// ```
    /// # let pem = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/webhook/private_key.pem"));
    /// # use graph_runtime::webhook::DecryptionKey;
    /// assert!(DecryptionKey::from_pem(pem).is_ok());
    /// ```
    ///
    /// # Errors
    ///
    /// When the text is not such a key.
    pub fn from_pem(pem: &str) -> Result<Self, DecryptError> {
        let key = PrivateKey::from_pkcs8_pem(pem).or_else(|_| PrivateKey::from_pkcs1_pem(pem));
        key.map(Self).map_err(|_| DecryptError::Key)
    }
}

impl fmt::Debug for DecryptionKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("DecryptionKey").finish_non_exhaustive()
    }
}

impl EncryptedContent {
    /// Decrypts the resource, and returns its JSON text.
    ///
    /// ```
    /// use graph_runtime::webhook::{DecryptError, DecryptionKey, EncryptedContent};
    /// # let pem = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/webhook/private_key.pem"));
    /// let key = DecryptionKey::from_pem(pem)?;
    /// assert!(matches!(EncryptedContent::default().decrypt(&key), Err(DecryptError::Content)));
    /// # Ok::<(), DecryptError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When a part of the content is missing or is not base64, when it is encrypted for another key, or when it was
    /// changed in transit.
    pub fn decrypt(&self, key: &DecryptionKey) -> Result<Vec<u8>, DecryptError> {
        let bytes = |text: &Option<String>| {
            Binary::from(text.as_deref().ok_or(DecryptError::Content)?).decode().map_err(|_| DecryptError::Content)
        };
        let (data, signature, data_key) = (bytes(&self.data)?, bytes(&self.data_signature)?, bytes(&self.data_key)?);
        let symmetric = key.0.oaep_decrypt::<Sha1>(&data_key).map_err(|_| DecryptError::DataKey)?;
        let mut mac = Hmac::<Sha256>::new_from_slice(&symmetric).map_err(|_| DecryptError::DataKey)?;
        mac.update(&data);
        mac.verify_slice(&signature).map_err(|_| DecryptError::Signature)?;
        let vector = symmetric.get(..16).ok_or(DecryptError::DataKey)?;
        let cipher = Decryptor::<Aes256>::new_from_slices(&symmetric, vector).map_err(|_| DecryptError::DataKey)?;
        cipher.decrypt_padded_vec::<Pkcs7>(&data).map_err(|_| DecryptError::Padding)
    }
}

impl Notification {
    /// Decrypts the resource in the notification, and reads it as a `T`.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// # let pem = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/webhook/private_key.pem"));
    /// # let json = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/webhook/notification.json"));
    /// use graph_runtime::webhook::{DecryptionKey, Notification};
    /// let notification: Notification = serde_json::from_str(json)?;
    /// let message: Message = notification.decrypt(&DecryptionKey::from_pem(pem)?)?;
    /// assert_eq!(message.subject.as_deref(), Some("Grüße"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the notification has no encrypted resource, when [`EncryptedContent::decrypt`] fails, or when the decrypted
    /// JSON cannot be read as a `T`.
    pub fn decrypt<T: Model>(&self, key: &DecryptionKey) -> Result<T, DecryptError> {
        let text = self.encrypted_content.as_ref().ok_or(DecryptError::Content)?.decrypt(key)?;
        T::from_body(&text).map_err(DecryptError::Resource)
    }
}

impl fmt::Display for DecryptError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Key => "the text is no RSA private key",
            Self::Content => "the notification has no encrypted content, or not all of it",
            Self::DataKey => "the content is encrypted for another certificate",
            Self::Signature => "the signature is not that of the content",
            Self::Padding => "the padding of the content is invalid",
            Self::Resource(_) => "the resource cannot be read",
        })
    }
}

impl std::error::Error for DecryptError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Resource(error) => Some(error),
            _ => None,
        }
    }
}
