//! Keeps items of a page that do not fit the type of its collection.
//!
//! In: the items of a page in order. Out: the items that fit as values, the others as JSON. Invariant: all items are
//! written in the order in which they were read.

use crate::{List, ListSlot, Slot, Value, View, Write, model::table};
use serde_json::Value as Json;

/// The items that do not fit, each with its index among all items of the page. [`Page::misfits`](crate::Page::misfits)
/// returns them.
#[doc(hidden)]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Misfits(Vec<(usize, Json)>);

impl Misfits {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn values(&self) -> impl Iterator<Item = &Json> {
        self.0.iter().map(|(_, value)| value)
    }

    pub(super) fn indexes(&self) -> Vec<usize> {
        self.0.iter().map(|(index, _)| *index).collect()
    }
}

/// All items of a page, misfits included, in the order in which they were read.
pub(super) struct AllItems<'p, T> {
    pub(super) value: &'p Vec<T>,
    pub(super) misfits: &'p Misfits,
}

impl<T: Write> List for AllItems<'_, T> {
    fn len(&self) -> usize {
        self.value.len() + self.misfits.0.len()
    }

    fn element(&self, index: usize) -> View<'_> {
        // If items were removed from `value` since reading, the index of a misfit may be too high for the list. Such a
        // misfit then follows all items that are left.
        let place = |(before, (index, _)): (usize, &(usize, Json))| (*index).min(self.value.len() + before);
        let misfits = self.misfits.0.iter().enumerate();
        let before = misfits.take_while(|misfit| place(*misfit) < index).count();
        match self.misfits.0.get(before) {
            Some(misfit) if place((before, misfit)) == index => View::Untyped(&misfit.1),
            _ => self.value.get(index - before).map_or(View::Absent, Write::view),
        }
    }
}

/// Receives the items while a page is read: items of type `T` go to `value`, the others to `misfits`.
pub(super) struct ItemSlot<'p, T> {
    pub(super) value: &'p mut Vec<T>,
    pub(super) misfits: &'p mut Misfits,
}

impl<T: Value> ListSlot for ItemSlot<'_, T> {
    fn open(&mut self) {
        self.clear();
    }
    fn push(&mut self, read: &mut dyn FnMut(&mut Slot<'_>) -> bool) {
        T::push(self.value, read);
    }
    fn keep_misfit(&mut self, index: usize, value: &mut Json) -> bool {
        self.misfits.0.push((index, value.take()));
        true
    }
    fn list(&self) -> Option<&dyn List> {
        (!self.value.is_empty()).then(|| table::list(self.value))
    }
    fn clear(&mut self) {
        self.value.clear();
        self.misfits.0.clear();
    }
    fn is_set(&self) -> bool {
        !self.value.is_empty() || !self.misfits.is_empty()
    }
}
