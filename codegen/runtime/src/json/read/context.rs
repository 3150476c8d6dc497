//! Remembers names while one document is read, so that repeated names cost less.
//!
//! In: names of members in the document. Out: the index of the field with that name; for a name without a field, a copy
//! that all members of this name share. Invariant: what is remembered makes reading faster, and never changes its
//! result. The [`Context`] also passes rejected values to the caller.

use super::name_index::NameIndex;
use crate::{
    json::name_search::{position, same},
    members::{annotations, store::Name},
};
use serde_json::Value as Json;

/// How many names of members without a field are remembered at most. Most objects have fewer such members.
const OTHERS: usize = 32;

/// For a type with at most this many names a linear search is faster than an index.
const FEW: usize = 8;

/// How many linear searches are made before a [`NameIndex`] is built. This number of searches costs about as much as
/// building the index.
const PATIENCE: usize = 8;

#[derive(Default)]
pub(super) struct Context {
    /// The value that the slot has just rejected. The caller moves it to `extra`.
    pub(super) kept: Json,
    /// The name of the member that is being read, if the type has no field for it.
    pub(super) other: Name,
    others: Vec<Name>,
    next_other: usize,
    index: NameIndex,
    searches: usize,
}

impl Context {
    /// The index of `key` among `names`. The search starts at `next`.
    #[inline(never)]
    pub(super) fn search(&mut self, names: &'static [&'static str], next: usize, key: &str) -> Option<usize> {
        if self.index.is_of(names) {
            return self.index.find(key);
        }
        self.searches += 1;
        if self.searches > PATIENCE && names.len() > FEW {
            self.searches = 0;
            self.index = NameIndex::new(names);
            return self.index.find(key);
        }
        position(names, next, key)
    }

    /// Remembers the name of a member that has no field. Returns whether it is the name of an annotation.
    #[cold]
    pub(super) fn keep_other(&mut self, text: &str) -> bool {
        let is_annotation = text.contains('@');
        self.other = match is_annotation.then(|| annotations::known(text)).flatten() {
            Some(known) => Name::Known(known),
            None => self.read_name(text),
        };
        is_annotation
    }

    /// Returns the remembered copy of a name, or makes one. The name after the one that was found last is tried first,
    /// because the elements of a collection usually have the same names in the same order.
    fn read_name(&mut self, text: &str) -> Name {
        let is = |name: &Name| same(name.as_bytes(), text.as_bytes());
        let again = match self.others.get(self.next_other) {
            Some(name) if is(name) => Some(self.next_other),
            _ => self.others.iter().position(is),
        };
        if let Some(index) = again {
            self.next_other = (index + 1) % self.others.len();
            return self.others[index].clone();
        }
        let name = Name::Read(text.into());
        if self.others.len() < OTHERS {
            self.others.push(name.clone());
            self.next_other = 0;
        } else {
            self.others[self.next_other] = name.clone();
            self.next_other = (self.next_other + 1) % OTHERS;
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: &[&str] = &["a", "b", "id", "mail", "name", "names", "size", "state", "street", "zone"];

    #[test]
    fn a_name_is_found_wherever_the_search_starts() {
        let mut context = Context::default();
        for step in 1..40 {
            for start in 0..NAMES.len() {
                let index = (start * step) % NAMES.len();
                assert_eq!(context.search(NAMES, start, NAMES[index]), Some(index));
                assert_eq!(context.search(NAMES, start, "other"), None);
            }
            assert_eq!(context.search(&NAMES[..4], 4, "b"), Some(1));
            assert_eq!(context.search(&NAMES[..4], 0, "name"), None);
        }
    }

    #[test]
    fn a_repeated_name_is_not_copied() {
        let mut context = Context::default();
        let mut read = |text: &str| {
            context.keep_other(text);
            context.other.clone()
        };
        let first = read("colour");
        for index in 0..OTHERS - 1 {
            assert_eq!(&*read(&format!("n{index}")), format!("n{index}"));
        }
        assert!(std::ptr::eq(&*read("colour"), &*first));
        for index in 0..2 * OTHERS {
            read(&format!("m{index}"));
        }
        assert!(!std::ptr::eq(&*read("colour"), &*first));
    }

    #[test]
    fn a_name_with_an_at_sign_is_an_annotation() {
        let mut context = Context::default();
        assert!(context.keep_other("@odata.etag"));
        assert!(matches!(context.other, Name::Known("@odata.etag")));
        assert!(context.keep_other("members@odata.count"));
        assert!(!context.keep_other("members"));
    }
}
