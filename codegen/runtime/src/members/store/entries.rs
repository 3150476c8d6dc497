//! Stores the members of an object in arrival order.
//!
//! In: members, one after the other. Out: the same members in the same order. Invariant: a member
//! that is `null` and a field of the type takes four bytes, because services send many of them.

use super::{Entry, Name};
use serde_json::Value as Json;

#[derive(Clone, Default)]
pub(super) struct Entries {
    members: Vec<(Name, Json)>,
    nulls: Vec<Null>,
    /// The names of the fields of the type. [`Null::index`] is an index into this list.
    names: &'static [&'static str],
}

/// A `null` member whose name is a field of the type. It takes four bytes; a name and a value would take many more.
#[derive(Clone, Copy)]
struct Null {
    /// The index in `names` of the field that is `null`.
    index: u16,
    /// How many of the `members` arrived before this `null`.
    after: u16,
}

/// An iterator over all members in the order in which they arrived: those in `members` and those in `nulls`.
#[derive(Default)]
pub(super) struct Iter<'e> {
    members: &'e [(Name, Json)],
    nulls: &'e [Null],
    names: &'static [&'static str],
    /// How many of the `members` the iterator has returned.
    passed: usize,
}

impl<'e> Iterator for Iter<'e> {
    type Item = Entry<'e>;

    #[inline]
    fn next(&mut self) -> Option<Entry<'e>> {
        match self.nulls.split_first() {
            Some((null, rest)) if usize::from(null.after) <= self.passed => {
                self.nulls = rest;
                let index = usize::from(null.index);
                return Some(Entry::Null { name: self.names[index], index });
            }
            Some(_) | None => {}
        }
        let (name, value) = self.members.get(self.passed)?;
        self.passed += 1;
        Some(Entry::Member(name, value))
    }
}

impl Entries {
    pub(super) fn iter(&self) -> Iter<'_> {
        Iter { members: &self.members, nulls: &self.nulls, names: self.names, passed: 0 }
    }

    pub(super) fn len(&self) -> usize {
        self.members.len() + self.nulls.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(super) fn push(&mut self, name: Name, value: Json) {
        if self.members.is_empty() {
            // By default the first push to a `Vec` of such large elements allocates space for four of them. Objects
            // often have only one or two.
            self.members.reserve_exact(2);
        }
        self.members.push((name, value));
    }

    /// Appends a member that is `null`, with the name `names[index]`. `names` are the names of the fields of the type.
    pub(super) fn push_null(&mut self, names: &'static [&'static str], index: usize) {
        if self.nulls.is_empty() {
            self.names = names;
            // An object with one `null` usually has several.
            self.nulls.reserve(8);
        }
        match (u16::try_from(index), u16::try_from(self.members.len())) {
            (Ok(index), Ok(after)) if std::ptr::eq(self.names, names) => self.nulls.push(Null { index, after }),
            _ => self.push(Name::Known(names[index]), Json::Null),
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<&Json> {
        self.iter().find(|entry| entry.name() == name).map(Entry::value)
    }

    pub(super) fn get_mut(&mut self, name: &str) -> Option<&mut Json> {
        if let Some(index) = self.null(name) {
            // A `Null` has no value that can be borrowed, so it becomes an element of `members`, at its position in
            // arrival order. All later ones move as well, because their `after` would no longer be right.
            let later = self.nulls.split_off(index);
            for null in later.into_iter().rev() {
                let name = Name::Known(self.names[usize::from(null.index)]);
                self.members.insert(usize::from(null.after), (name, Json::Null));
            }
        }
        self.members.iter_mut().find(|member| *member.0 == *name).map(|member| &mut member.1)
    }

    pub(super) fn remove(&mut self, name: &str) -> Option<Json> {
        if let Some(index) = self.null(name) {
            self.nulls.remove(index);
            return Some(Json::Null);
        }
        let index = self.members.iter().position(|member| *member.0 == *name)?;
        for null in &mut self.nulls {
            null.after -= u16::from(usize::from(null.after) > index);
        }
        Some(self.members.remove(index).1)
    }

    fn null(&self, name: &str) -> Option<usize> {
        self.nulls.iter().position(|null| self.names[usize::from(null.index)] == name)
    }

    /// Keeps the members for whose name `keep` returns true. `keep` is called once for each member, in arrival order.
    pub(super) fn retain(&mut self, mut keep: impl FnMut(&str) -> bool) {
        let wanted: Vec<bool> = self.iter().map(|entry| keep(entry.name())).collect();
        let mut nulls = std::mem::take(&mut self.nulls).into_iter().peekable();
        let mut members = std::mem::take(&mut self.members).into_iter();
        let mut passed = 0;
        for keep in wanted {
            if let Some(null) = nulls.next_if(|null| usize::from(null.after) <= passed) {
                if keep {
                    // Removing members can only decrease `after`, so it still fits `u16`.
                    let after = u16::try_from(self.members.len()).unwrap_or(null.after);
                    self.nulls.push(Null { after, ..null });
                }
            } else if let Some(member) = members.next() {
                passed += 1;
                if keep {
                    self.members.push(member);
                }
            }
        }
    }
}
