//! A hash table that finds the field of a type by its name in JSON.
//!
//! In: the names of a type. Out: the position of a name. Invariant: an index is built at run time, and only if members
//! come out of declared order. Generated crates contain only the list of names of each type, because an index for each
//! type would make them slower to compile.

use crate::json::name_search::same;

#[derive(Default)]
pub(super) struct NameIndex {
    names: &'static [&'static str],
    /// A hash table with open addressing: a place has the index of a name plus one, or 0 if it is free. At least half
    /// of the places are free, so that a search ends soon.
    places: Vec<u16>,
}

impl NameIndex {
    pub(super) fn new(names: &'static [&'static str]) -> Self {
        let mut places = vec![0; (2 * names.len()).next_power_of_two()];
        for (name, place) in names.iter().zip(1..=u16::MAX) {
            let mut hash = hash(name);
            while places[hash & (places.len() - 1)] != 0 {
                hash += 1;
            }
            let last = places.len() - 1;
            places[hash & last] = place;
        }
        Self { names, places }
    }

    pub(super) fn is_of(&self, names: &'static [&'static str]) -> bool {
        std::ptr::eq(self.names, names)
    }

    pub(super) fn find(&self, key: &str) -> Option<usize> {
        let last = self.places.len().wrapping_sub(1);
        let mut hash = hash(key);
        loop {
            let index = usize::from(*self.places.get(hash & last)?).checked_sub(1)?;
            if self.names.get(index).is_some_and(|name| same(name.as_bytes(), key.as_bytes())) {
                return Some(index);
            }
            hash += 1;
        }
    }
}

/// Three bytes and the length distinguish most names of a type.
#[inline]
fn hash(name: &str) -> usize {
    let name = name.as_bytes();
    let byte = |index: usize| name.get(index).map_or(0, |byte| usize::from(*byte));
    let mixed = name.len() | byte(0) << 8 | byte(name.len() / 2) << 16 | byte(name.len().wrapping_sub(1)) << 24;
    // Multiplying by 2³² divided by the golden ratio mixes all bits into the upper half.
    mixed.wrapping_mul(0x9e37_79b1) >> 15
}
