//! Named JSON values in arrival order, for `Extra` and `Annotations`.
//!
//! In: members in arrival order. Out: look-up by name, and iteration. Invariant: after `settle` no name occurs twice;
//! an empty store allocates nothing.

mod entries;
mod entry;
mod name;

use entries::{Entries, Iter};
pub(crate) use entry::Entry;
pub(crate) use name::Name;
use serde_json::Value as Json;
use std::{collections::HashSet, mem::ManuallyDrop};

/// The drop code of a store is compiled only in this crate. Every type of an API has two stores, and each type would
/// otherwise compile that code again.
#[derive(Clone, Default)]
pub(crate) struct Store(ManuallyDrop<Option<Box<Entries>>>);

impl Drop for Store {
    #[inline]
    fn drop(&mut self) {
        if self.0.is_some() {
            free(self);
        }
    }
}

/// A function of the C ABI cannot unwind, so callers need no code for unwinding. Code for unwinding would be a sixth of
/// the drop code of a type.
#[inline(never)]
extern "C" fn free(store: &mut Store) {
    drop(ManuallyDrop::into_inner(std::mem::take(&mut store.0)));
}

/// Up to this number of members, names are compared pairwise, without an allocation. More names are hashed, so that no
/// input takes quadratic time.
const PAIRWISE: usize = 16;

impl Store {
    /// The members in arrival order, each as an [`Entry`].
    pub(crate) fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        self.0.as_ref().map_or_else(Iter::default, |entries| entries.iter())
    }

    /// Names and values in arrival order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.entries().map(|entry| (entry.name(), entry.value()))
    }

    pub(crate) fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |entries| entries.len())
    }

    /// Whether there is no member. An emptied store keeps no allocation.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Json> {
        self.0.as_ref()?.get(name)
    }

    pub(crate) fn get_mut(&mut self, name: &str) -> Option<&mut Json> {
        self.0.as_mut()?.get_mut(name)
    }

    pub(crate) fn insert(&mut self, name: Name, value: Json) -> Option<Json> {
        match self.get_mut(&name) {
            Some(place) => Some(std::mem::replace(place, value)),
            None => {
                self.push(name, value);
                None
            }
        }
    }

    pub(crate) fn remove(&mut self, name: &str) -> Option<Json> {
        let entries = self.0.as_mut()?;
        let value = entries.remove(name);
        if entries.is_empty() {
            free(self);
        }
        value
    }

    /// Appends a member without a check for repeated names. [`Store::settle`] later removes repeated members.
    pub(crate) fn push(&mut self, name: Name, value: Json) {
        self.0.get_or_insert_default().push(name, value);
    }

    /// Appends a member that is `null`, with the name `names[index]`. `names` are the names of the fields of the type.
    pub(crate) fn push_null(&mut self, names: &'static [&'static str], index: usize) {
        self.0.get_or_insert_default().push_null(names, index);
    }

    /// Removes repeated names: each keeps only the member that came last.
    pub(crate) fn settle(&mut self) {
        let count = self.len();
        if count <= PAIRWISE {
            let mut names = [""; PAIRWISE];
            for (place, entry) in names.iter_mut().zip(self.entries()) {
                *place = entry.name();
            }
            let again = |index: usize| names[index + 1..count].contains(&names[index]);
            if !(0..count).any(again) {
                return;
            }
        }
        let mut seen = HashSet::with_capacity(count);
        let names: Vec<&str> = self.entries().map(Entry::name).collect();
        let mut repeated: Vec<bool> = names.iter().rev().map(|name| !seen.insert(*name)).collect();
        repeated.reverse();
        let mut flags = repeated.into_iter();
        self.retain(|_| !flags.next().unwrap_or(false));
    }

    /// Keeps the members for whose name `keep` returns true. `keep` is called once for each member, in arrival order.
    pub(crate) fn retain(&mut self, keep: impl FnMut(&str) -> bool) {
        if let Some(entries) = self.0.as_mut() {
            entries.retain(keep);
            if entries.is_empty() {
                free(self);
            }
        }
    }
}

/// Two stores are equal when they have the same names with equal values, in any order.
impl PartialEq for Store {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && (self.iter().eq(other.iter()) || sorted(self) == sorted(other))
    }
}

impl Eq for Store {}

fn sorted(store: &Store) -> Vec<(&str, &Json)> {
    let mut sorted: Vec<_> = store.iter().collect();
    sorted.sort_by_key(|(name, _)| *name);
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn of_members_with_the_same_name_the_last_is_kept() {
        for count in [2_usize, 100] {
            let mut store = Store::default();
            for index in 0..count {
                store.push(format!("n{index}").into(), json!(index));
            }
            store.push("n0".into(), json!("again"));
            store.settle();
            assert_eq!(store.len(), count);
            assert_eq!(store.get("n0"), Some(&json!("again")));
        }
    }

    #[test]
    fn the_order_of_members_does_not_affect_the_equality_of_stores() {
        let mut left = Store::default();
        left.push("a".into(), json!(1));
        left.push("b".into(), json!(2));
        let mut right = Store::default();
        right.push("b".into(), json!(2));
        right.push("a".into(), json!(1));
        assert!(left == right);
        right.insert("a".into(), json!(3));
        assert!(left != right);
    }

    const NAMES: &[&str] = &["a", "b", "c", "d", "e", "f"];

    fn names(store: &Store) -> String {
        store.iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn a_null_is_a_member_like_any_other() {
        let mut store = Store::default();
        store.push_null(NAMES, 0);
        store.push("b".into(), json!(2));
        let mut pushed = Store::default();
        pushed.push("a".to_owned().into(), Json::Null);
        pushed.push("b".into(), json!(2));
        assert!(store == pushed);
        assert_eq!(store.get("a"), Some(&Json::Null));
        assert_eq!(store.insert("a".into(), json!(1)), Some(Json::Null));
        // The later value replaced the earlier one, at the position of the earlier one.
        assert_eq!(store.iter().collect::<Vec<_>>(), [("a", &json!(1)), ("b", &json!(2))]);
    }

    #[test]
    fn nulls_keep_their_positions_among_the_members() {
        let mut store = Store::default();
        for (index, name) in NAMES.iter().enumerate() {
            match *name {
                "b" | "e" => store.push((*name).into(), json!(name)),
                _ => store.push_null(NAMES, index),
            }
        }
        assert_eq!(names(&store), "abcdef");
        assert_eq!(
            (store.remove("b"), store.remove("d"), store.remove("z")),
            (Some(json!("b")), Some(Json::Null), None)
        );
        assert_eq!(names(&store), "acef");
        store.push_null(NAMES, 0);
        store.push_null(NAMES, 4);
        store.settle();
        assert_eq!(names(&store), "cfae");
        assert_eq!(store.insert("f".into(), json!(3)), Some(Json::Null));
        assert_eq!((names(&store), store.get("f")), ("cfae".to_owned(), Some(&json!(3))));
        store.push_null(&["x", "y"], 1);
        store.retain(|name| name != "a");
        assert_eq!(names(&store), "cfey");
    }

    #[test]
    fn an_emptied_store_is_as_small_as_a_new_one() {
        let mut store = Store::default();
        store.insert("a".into(), json!(1));
        assert_eq!(store.remove("a"), Some(json!(1)));
        assert!(store.0.is_none());
        assert_eq!(size_of::<Store>(), size_of::<usize>());
    }
}
