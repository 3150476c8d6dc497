//! Named JSON values in arrival order: what `Extra` and `Annotations` are made of.
//!
//! In: members in the order they came. Out: look-up by name and iteration.
//! Invariant: once settled, no name occurs twice; the empty store allocates nothing.

mod entry;
mod name;

use crate::Json;
pub(crate) use entry::Entry;
pub(crate) use name::Name;
use std::{collections::HashSet, mem::ManuallyDrop};

#[derive(Clone, Default)]
struct Entries {
    list: Vec<Entry>,
}

/// What drops it is compiled here: every type of an API has two of these, and drops them wherever it is dropped.
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

#[inline(never)]
fn free(store: &mut Store) {
    drop(ManuallyDrop::into_inner(std::mem::take(&mut store.0)));
}

/// Up to this many members are compared pair by pair; more are hashed, so that no input costs quadratic time.
const PAIRWISE: usize = 24;

/// Room for so many members is made at first: an entry is small, and who has one `null` mostly has several.
const FIRST: usize = 8;

impl Store {
    pub(crate) fn entries(&self) -> &[Entry] {
        self.0.as_ref().map_or(&[], |entries| &entries.list)
    }

    /// Names and values in arrival order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.entries().iter().map(|entry| (entry.name(), entry.value()))
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Json> {
        self.entries().iter().find(|entry| entry.name() == name).map(Entry::value)
    }

    pub(crate) fn get_mut(&mut self, name: &str) -> Option<&mut Json> {
        let entries = self.0.as_mut()?;
        entries.list.iter_mut().find(|entry| entry.name() == name)?.value_mut()
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
        let index = entries.list.iter().position(|entry| entry.name() == name)?;
        let (_, value) = entries.list.remove(index).into_member();
        if entries.list.is_empty() {
            free(self);
        }
        Some(value)
    }

    /// Appends without looking for the name: [`Store::settle`] does it once for all.
    pub(crate) fn push(&mut self, name: Name, value: Json) {
        let entries = self.0.get_or_insert_with(|| Box::new(Entries { list: Vec::with_capacity(FIRST) }));
        entries.list.push(Entry::new(name, value));
    }

    /// Keeps the last of the members of one name.
    pub(crate) fn settle(&mut self) {
        let Some(entries) = self.0.as_mut() else {
            return;
        };
        let list = &mut entries.list;
        let repeated: Vec<bool> = if list.len() <= PAIRWISE {
            let again =
                |(index, entry): (usize, &Entry)| list[index + 1..].iter().any(|later| later.name() == entry.name());
            if !list.iter().enumerate().any(again) {
                return;
            }
            list.iter().enumerate().map(again).collect()
        } else {
            let mut seen = HashSet::with_capacity(list.len());
            let mut repeated: Vec<bool> = list.iter().rev().map(|entry| !seen.insert(entry.name())).collect();
            repeated.reverse();
            repeated
        };
        let mut flags = repeated.into_iter();
        list.retain(|_| !flags.next().unwrap_or(false));
    }

    /// Keeps the members `keep` wants.
    pub(crate) fn retain(&mut self, mut keep: impl FnMut(&str) -> bool) {
        if let Some(entries) = self.0.as_mut() {
            entries.list.retain(|entry| keep(entry.name()));
            if entries.list.is_empty() {
                free(self);
            }
        }
    }
}

/// Equal when the same names have equal values, in whatever order.
impl PartialEq for Store {
    fn eq(&self, other: &Self) -> bool {
        let (left, right) = (self.entries(), other.entries());
        if left.len() != right.len() {
            return false;
        }
        if left == right {
            return true;
        }
        sorted(left) == sorted(right)
    }
}

fn sorted(entries: &[Entry]) -> Vec<&Entry> {
    let mut sorted: Vec<_> = entries.iter().collect();
    sorted.sort_by(|left, right| left.name().cmp(right.name()));
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn settling_keeps_the_last_of_each_name() {
        for count in [2_usize, 100] {
            let mut store = Store::default();
            for index in 0..count {
                store.push(format!("n{index}").into(), json!(index));
            }
            store.push("n0".into(), json!("again"));
            store.settle();
            assert_eq!(store.entries().len(), count);
            assert_eq!(store.get("n0"), Some(&json!("again")));
        }
    }

    #[test]
    fn equality_ignores_the_order() {
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

    #[test]
    fn a_null_is_a_member_like_any() {
        let mut store = Store::default();
        store.push("a".into(), Json::Null);
        store.push("b".into(), json!(2));
        let mut owned = Store::default();
        owned.push("a".to_owned().into(), Json::Null);
        owned.push("b".into(), json!(2));
        assert!(store == owned);
        assert_eq!(store.get("a"), Some(&Json::Null));
        assert_eq!(store.insert("a".into(), json!(1)), Some(Json::Null));
        // In its place.
        assert_eq!(store.iter().collect::<Vec<_>>(), [("a", &json!(1)), ("b", &json!(2))]);
        store.push("c".into(), Json::Null);
        assert_eq!(store.remove("c"), Some(Json::Null));
        assert_eq!(size_of::<Entry>(), 2 * size_of::<usize>());
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
