//! A map from text to value that ignores letter case.
//!
//! In: texts of pages. Out: the value for a text in any letter case. Invariant: two texts are equal if their lower-case
//! forms are; the comparison does not allocate these forms.

use std::hash::{BuildHasher, Hasher};

use compact_str::CompactString;
use foldhash::fast::RandomState;
use hashbrown::HashTable;

/// A map from texts, in any letter case, to values.
#[derive(Clone, Debug)]
pub(crate) struct Caseless<V> {
    table: HashTable<(CompactString, V)>,
    state: RandomState,
}

/// A text with its hash, so that looking it up in several maps hashes it once.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Key<'t> {
    hash: u64,
    text: &'t str,
}

impl<V> Default for Caseless<V> {
    fn default() -> Caseless<V> {
        Caseless::with_capacity(0)
    }
}

impl<V> Caseless<V> {
    /// An empty map with room for `count` texts.
    pub(crate) fn with_capacity(count: usize) -> Caseless<V> {
        Caseless { table: HashTable::with_capacity(count), state: RandomState::default() }
    }

    /// An empty map with room for `count` texts that computes the same hashes as this map. A [`Key`] that either map
    /// made can be used with both.
    pub(crate) fn beside(&self, count: usize) -> Caseless<V> {
        Caseless { table: HashTable::with_capacity(count), state: self.state.clone() }
    }

    /// The value for a text; `None` if there is none.
    pub(crate) fn get(&self, text: &str) -> Option<&V> {
        self.get_key(self.key(text))
    }

    /// Hashes a text, to look it up in this map and in those made by [`Caseless::beside`].
    pub(crate) fn key<'t>(&self, text: &'t str) -> Key<'t> {
        Key { hash: hash(&self.state, text), text }
    }

    /// The value for a text that was hashed before. `None` if the map does not contain it.
    pub(crate) fn get_key(&self, Key { hash, text }: Key<'_>) -> Option<&V> {
        self.table.find(hash, |(known, _)| is_same(known, text)).map(|(_, value)| value)
    }

    /// The value for a text. If there is none, the result of `make` is inserted.
    pub(crate) fn get_or_insert(&mut self, text: &str, make: impl FnOnce() -> V) -> &mut V {
        let Caseless { table, state } = self;
        let entry = table.entry(hash(state, text), |(known, _)| is_same(known, text), |(known, _)| hash(state, known));
        &mut entry.or_insert_with(|| (text.into(), make())).into_mut().1
    }
}

fn is_same(one: &str, other: &str) -> bool {
    one == other
        || one.eq_ignore_ascii_case(other)
        || !(one.is_ascii() && other.is_ascii()) && one.to_lowercase() == other.to_lowercase()
}

fn hash(state: &RandomState, text: &str) -> u64 {
    let mut hasher = state.build_hasher();
    if text.is_ascii() {
        write(&mut hasher, text.as_bytes());
    } else {
        write(&mut hasher, text.to_lowercase().as_bytes());
    }
    hasher.finish()
}

/// Hashes a text as if it were in lower case, eight bytes at a time. The last eight bytes of the text may overlap those
/// before them.
fn write(hasher: &mut impl Hasher, text: &[u8]) {
    hasher.write_usize(text.len());
    if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        hasher.write_u64(lowered(u64::from_le_bytes(*first)));
        hasher.write_u64(lowered(u64::from_le_bytes(*last)));
        for word in text[8..].as_chunks().0 {
            hasher.write_u64(lowered(u64::from_le_bytes(*word)));
        }
    } else {
        let word = text.iter().fold(0, |word, &byte| word << 8 | u64::from(byte));
        hasher.write_u64(lowered(word));
    }
}

/// Eight bytes at once, with ASCII capitals in lower case. The highest bit of each byte is cleared before the addition,
/// so no byte carries into the next.
fn lowered(word: u64) -> u64 {
    const ONE_IN_EACH_BYTE: u64 = 0x0101_0101_0101_0101;
    const HIGH_BIT_OF_EACH_BYTE: u64 = 0x80 * ONE_IN_EACH_BYTE;
    let rest = word & !HIGH_BIT_OF_EACH_BYTE;
    let from_a = rest + (0x80 - u64::from(b'A')) * ONE_IN_EACH_BYTE;
    let beyond_z = rest + (0x7f - u64::from(b'Z')) * ONE_IN_EACH_BYTE;
    let capitals = from_a & !beyond_z & !word & HIGH_BIT_OF_EACH_BYTE;
    word | (capitals >> 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn letter_case_makes_no_difference() {
        let mut places = Caseless::default();
        for (place, name) in ["displayName", "", "ÉTAT", "aVeryLongNameOfSomething", "K"].into_iter().enumerate() {
            places.get_or_insert(name, || place);
        }
        assert_eq!(*places.get_or_insert("DISPLAYname", || 9), 0);
        assert_eq!(places.get("état"), Some(&2));
        assert_eq!(places.get("AVERYLONGNAMEOFSOMETHING"), Some(&3));
        // U+212A, the sign for Kelvin, becomes the letter `k` in lower case.
        assert_eq!(places.get("\u{212a}"), Some(&4));
        assert_eq!((places.get("displayNames"), places.get("etat")), (None, None));
    }

    proptest! {
        #[test]
        fn eight_bytes_at_once_are_put_into_lower_case_as_in_the_standard_library(bytes: [u8; 8]) {
            prop_assert_eq!(lowered(u64::from_le_bytes(bytes)).to_le_bytes(), bytes.map(|byte| byte.to_ascii_lowercase()));
        }
    }
}
