//! Reads and writes `Vec` as a collection of the API.
//!
//! In: elements, one after the other. Out: the same elements in the same order. Invariant: an element that does not fit
//! the type of the elements is not added to the collection.

use super::table;
use crate::{List, ListSlot, Slot, Value, View, Write};

impl<T: Write> List for Vec<T> {
    fn len(&self) -> usize {
        Vec::len(self)
    }
    fn element(&self, index: usize) -> View<'_> {
        self.get(index).map_or(View::Absent, Write::view)
    }
}

impl<T: Value> ListSlot for Option<Vec<T>> {
    fn open(&mut self) {
        table::open_list(self);
    }
    fn push(&mut self, read: &mut dyn FnMut(&mut Slot<'_>) -> bool) {
        T::push(self.get_or_insert_default(), read);
    }
    fn list(&self) -> Option<&dyn List> {
        self.as_ref().map(table::list)
    }
    fn clear(&mut self) {
        table::clear(self);
    }
}

/// Implemented for a field that is a `Vec`, without an `Option` around it. The field counts as set if it has elements.
impl<T: Value> ListSlot for Vec<T> {
    fn open(&mut self) {
        Vec::clear(self);
    }
    fn push(&mut self, read: &mut dyn FnMut(&mut Slot<'_>) -> bool) {
        T::push(self, read);
    }
    fn list(&self) -> Option<&dyn List> {
        (!self.is_empty()).then(|| table::list(self))
    }
    fn clear(&mut self) {
        Vec::clear(self);
    }
}

impl<T: Write> Write for Vec<T> {
    #[inline]
    fn view(&self) -> View<'_> {
        View::List(table::list(self))
    }
}

impl<T: Value> Value for Vec<T> {
    #[inline]
    fn slot(place: &mut Option<Self>) -> Slot<'_> {
        Slot::List(table::list_slot(place))
    }
}
