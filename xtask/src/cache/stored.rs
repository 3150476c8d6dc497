//! Values kept from one run to the next: bytes that say of themselves whether they are whole.
//!
//! In: a value and a path. Out: the value, or nothing: what is not there, was damaged, or was written by a program that
//! had another idea of the value is nothing. Whoever asks must do without it.

use std::hash::{BuildHasher, Hasher};
use std::path::Path;

use anyhow::Result;
use foldhash::quality::FixedState;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::disk;

/// A digest as it is kept. An array would be read byte by byte.
pub(crate) type Digest = serde_bytes::ByteArray<{ blake3::OUT_LEN }>;

/// Room for a value: growing takes a copy each time, and room that is not used takes nothing.
const ROOM: usize = 1 << 20;

/// How long the checksum behind the value is.
const CHECKSUM: usize = size_of::<u64>();

/// Keeps a value at `path`.
pub(crate) fn keep<T: Serialize>(path: &Path, value: &T) -> Result<()> {
    let mut bytes = postcard::to_extend(value, Vec::with_capacity(ROOM))?;
    bytes.extend_from_slice(&checksum(&bytes));
    disk::write(path, &bytes)
}

/// The value that was kept at `path`.
pub(crate) fn recall<T: DeserializeOwned>(path: &Path) -> Option<T> {
    value(&disk::read(path).ok()?)
}

/// The value that was kept as these bytes, which it may borrow from.
pub(crate) fn value<'b, T: Deserialize<'b>>(bytes: &'b [u8]) -> Option<T> {
    let (value, known) = bytes.split_at_checked(bytes.len().checked_sub(CHECKSUM)?)?;
    if checksum(value) != known {
        return None;
    }
    postcard::from_bytes(value).ok()
}

/// What tells whether bytes are whole. Nobody gains by forging them, and there are many: a fast one is enough.
fn checksum(bytes: &[u8]) -> [u8; CHECKSUM] {
    hash(bytes).to_le_bytes()
}

/// A hash that is the same in every run of one program.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = FixedState::with_seed(0).build_hasher();
    hasher.write(bytes);
    hasher.finish()
}

/// The digest of parts in their order. Lengths keep one from running into the next.
pub(crate) fn digest<T: AsRef<[u8]>>(parts: impl IntoIterator<Item = T>) -> blake3::Hash {
    // Many small parts are hashed faster as one.
    let mut whole = Vec::new();
    for part in parts {
        let part = part.as_ref();
        whole.extend_from_slice(&part.len().to_le_bytes());
        whole.extend_from_slice(part);
    }
    blake3::hash(&whole)
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
