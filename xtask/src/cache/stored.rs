//! Values that are stored from one run to the next, one per file.
//!
//! Each file ends with a checksum. Reading gives `None` if the file is missing or damaged, or if it does not decode as
//! the expected type. The caller then continues without the value.

use std::hash::{BuildHasher, Hasher};
use std::path::Path;

use anyhow::Result;
use foldhash::quality::FixedState;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::disk;

/// A digest that serde reads as one byte string. As an array `[u8; 32]` it would be read byte by byte, which is slower.
pub(crate) type Digest = serde_bytes::ByteArray<{ blake3::OUT_LEN }>;

/// The initial capacity of the buffer into which a value is encoded, in bytes. It is large, because a buffer that grows
/// is copied, and memory that is allocated but never written costs nothing.
const CAPACITY: usize = 1 << 20;

/// The length in bytes of the checksum that follows the value.
const CHECKSUM: usize = size_of::<u64>();

/// Stores a value at `path`.
pub(crate) fn save<T: Serialize>(path: &Path, value: &T) -> Result<()> {
    let mut bytes = postcard::to_extend(value, Vec::with_capacity(CAPACITY))?;
    bytes.extend_from_slice(&checksum(&bytes));
    disk::write(path, &bytes)
}

/// The value that is stored at `path`; `None` if the file is missing or damaged.
pub(crate) fn load<T: DeserializeOwned>(path: &Path) -> Option<T> {
    decode(&disk::read(path).ok()?)
}

/// Decodes a value from stored bytes. The value may borrow from the bytes. `None` if the bytes are damaged.
pub(crate) fn decode<'b, T: Deserialize<'b>>(bytes: &'b [u8]) -> Option<T> {
    let (value, expected) = bytes.split_at_checked(bytes.len().checked_sub(CHECKSUM)?)?;
    if checksum(value) != expected {
        return None;
    }
    postcard::from_bytes(value).ok()
}

/// The checksum of stored bytes. A fast hash suffices, because the checksum detects damage, not forgery.
fn checksum(bytes: &[u8]) -> [u8; CHECKSUM] {
    hash(bytes).to_le_bytes()
}

/// A hash that is the same in every run of the program.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = FixedState::with_seed(0).build_hasher();
    hasher.write(bytes);
    hasher.finish()
}

/// The digest of a sequence of byte strings. The length of each one is hashed too, so that moving a byte from one
/// string to the next changes the digest.
pub(crate) fn digest<T: AsRef<[u8]>>(parts: impl IntoIterator<Item = T>) -> blake3::Hash {
    // Hashing one long byte string is faster than hashing many short ones.
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
    fn nothing_is_read_from_a_damaged_file() {
        let folder = tempfile::TempDir::new().expect("a temporary folder");
        let path = folder.path().join("value");
        let value = (1_u32, "two".to_owned(), vec![3_u64, 4]);
        assert_eq!(load::<(u32, String, Vec<u64>)>(&path), None);
        save(&path, &value).expect("a written file");
        assert_eq!(load(&path), Some(value));

        let whole = disk::read(&path).expect("the file");
        for (at, _) in whole.iter().enumerate() {
            let mut bytes = whole.clone();
            bytes[at] ^= 1;
            disk::write(&path, &bytes).expect("a written file");
            assert_eq!(load::<(u32, String, Vec<u64>)>(&path), None, "byte {at}");
            disk::write(&path, &whole[..at]).expect("a written file");
            assert_eq!(load::<(u32, String, Vec<u64>)>(&path), None, "{at} bytes");
        }
    }
}
