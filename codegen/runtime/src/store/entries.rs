//! Members in arrival order.
//!
//! In: members, one after the other. Out: the same, in their order.
//! Invariant: a `null` under a name known at compile time takes a few bytes: services send many of them.

use super::{Entry, Name};
use crate::Json;

#[derive(Clone, Default)]
pub(super) struct Entries {
    members: Vec<(Name, Json)>,
    nulls: Vec<Null>,
    /// Names that no [`Name::Read`] here is one of; none, where that is not known of all.
    none_of: Option<&'static [&'static str]>,
}

/// A member that is `null`.
#[derive(Clone, Copy)]
struct Null {
    name: &'static str,
    /// How many of `members` came before.
    after: usize,
}

impl Entries {
    pub(super) fn iter(&self) -> impl Iterator<Item = Entry<'_>> {
        let (mut nulls, mut members) = (self.nulls.iter().peekable(), self.members.iter());
        let mut passed = 0;
        std::iter::from_fn(move || {
            if let Some(null) = nulls.next_if(|null| null.after <= passed) {
                return Some(Entry::Null(null.name));
            }
            passed += 1;
            members.next().map(|(name, value)| Entry::Member(name, value))
        })
    }

    pub(super) fn len(&self) -> usize {
        self.members.len() + self.nulls.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(super) fn push(&mut self, name: Name, value: Json) {
        match (name, value) {
            (Name::Known(name), Json::Null) => {
                if self.nulls.is_empty() {
                    // Who has one mostly has several.
                    self.nulls.reserve(8);
                }
                self.nulls.push(Null { name, after: self.members.len() });
            }
            member => {
                if let Name::Read(_) = member.0 {
                    self.none_of = Some(&[]);
                }
                self.members.push(member);
            }
        }
    }

    /// Appends a member of a name that was read and is none of `names`.
    pub(super) fn push_other(&mut self, names: &'static [&'static str], name: Name, value: Json) {
        if self.members.is_empty() {
            // Four, as a list has at first, are most of a kilobyte.
            self.members.reserve_exact(2);
        }
        if !std::ptr::eq(*self.none_of.get_or_insert(names), names) {
            self.none_of = Some(&[]);
        }
        self.members.push((name, value));
    }

    /// Whether it is known that no [`Name::Read`] is one of `names`.
    pub(super) fn reads_none_of(&self, names: &[&str]) -> bool {
        self.none_of.is_some_and(|none_of| std::ptr::eq(none_of, names))
    }

    pub(super) fn get(&self, name: &str) -> Option<&Json> {
        self.iter().find(|entry| entry.name() == name).map(Entry::value)
    }

    pub(super) fn get_mut(&mut self, name: &str) -> Option<&mut Json> {
        if let Some(index) = self.nulls.iter().position(|null| null.name == name) {
            let Null { name, after } = self.nulls.remove(index);
            self.members.insert(after, (Name::Known(name), Json::Null));
            for null in &mut self.nulls[index..] {
                null.after += 1;
            }
        }
        self.members.iter_mut().find(|member| *member.0 == *name).map(|member| &mut member.1)
    }

    pub(super) fn remove(&mut self, name: &str) -> Option<Json> {
        if let Some(index) = self.nulls.iter().position(|null| null.name == name) {
            self.nulls.remove(index);
            return Some(Json::Null);
        }
        let index = self.members.iter().position(|member| *member.0 == *name)?;
        for null in &mut self.nulls {
            null.after -= usize::from(null.after > index);
        }
        Some(self.members.remove(index).1)
    }

    /// Keeps the members `keep` wants, asked in their order.
    pub(super) fn retain(&mut self, mut keep: impl FnMut(&str) -> bool) {
        let wanted: Vec<bool> = self.iter().map(|entry| keep(entry.name())).collect();
        let mut nulls = std::mem::take(&mut self.nulls).into_iter().peekable();
        let mut members = std::mem::take(&mut self.members).into_iter();
        let mut passed = 0;
        for keep in wanted {
            if let Some(null) = nulls.next_if(|null| null.after <= passed) {
                if keep {
                    self.nulls.push(Null { after: self.members.len(), ..null });
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
