//! Values kept from one run to the next: bytes that say of themselves whether they are whole.
//!
//! In: a value and a path. Out: the value, or nothing: what is not there, was damaged, or was written by a program that
//! had another idea of the value is nothing. Whoever asks must do without it.

use std::path::Path;

use anyhow::Result;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::disk;

/// How long the digest behind the value is.
const DIGEST: usize = blake3::OUT_LEN;

/// Keeps a value at `path`.
pub(crate) fn keep<T: Serialize>(path: &Path, value: &T) -> Result<()> {
    let mut bytes = postcard::to_stdvec(value)?;
    let digest = blake3::hash(&bytes);
    bytes.extend_from_slice(digest.as_bytes());
    disk::write(path, &bytes)
}

/// The value that was kept at `path`.
pub(crate) fn recall<T: DeserializeOwned>(path: &Path) -> Option<T> {
    let bytes = disk::read(path).ok()?;
    let (value, digest) = bytes.split_at_checked(bytes.len().checked_sub(DIGEST)?)?;
    if blake3::hash(value).as_bytes() != digest {
        return None;
    }
    postcard::from_bytes(value).ok()
}

/// The digest of parts in their order. Lengths keep one from running into the next.
pub(crate) fn digest<T: AsRef<[u8]>>(parts: impl IntoIterator<Item = T>) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        let part = part.as_ref();
        hasher.update(&part.len().to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_damaged_is_nothing() {
        let folder = tempfile::TempDir::new().expect("a temporary folder");
        let path = folder.path().join("value");
        let value = (1_u32, "two".to_owned(), vec![3_u64, 4]);
        assert_eq!(recall::<(u32, String, Vec<u64>)>(&path), None);
        keep(&path, &value).expect("a written file");
        assert_eq!(recall(&path), Some(value));

        let whole = disk::read(&path).expect("the file");
        for (at, _) in whole.iter().enumerate() {
            let mut bytes = whole.clone();
            bytes[at] ^= 1;
            disk::write(&path, &bytes).expect("a written file");
            assert_eq!(recall::<(u32, String, Vec<u64>)>(&path), None, "byte {at}");
            disk::write(&path, &whole[..at]).expect("a written file");
            assert_eq!(recall::<(u32, String, Vec<u64>)>(&path), None, "{at} bytes");
        }
    }
}
