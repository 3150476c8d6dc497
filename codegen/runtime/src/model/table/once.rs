//! Functions that a program compiles once for each type.
//!
//! In: a value of one type, or a field for it. Out: a trait object for the value, or the field with a new value or
//! without one. Invariant: no function here is inlined. Otherwise each codegen unit that drops a value, or makes a
//! trait object of it, would compile the code that drops it and all values inside it. The generic functions of one
//! module are in one codegen unit, so reading, writing and casting share one copy of that code.

use crate::{List, ListSlot, Object, ObjectSlot, PatchSlot, Slot, Structured, Table, Write, json::read::ObjectVisitor};
use serde::Deserializer;

#[inline(never)]
pub(super) fn structured<T: Table>(value: &T) -> &dyn Structured {
    value
}

#[inline(never)]
pub(super) fn object<T: Table>(value: &mut T) -> &mut dyn Object {
    value
}

#[inline(never)]
pub(crate) fn list<T: Write>(list: &Vec<T>) -> &dyn List {
    list
}

#[inline(never)]
pub(crate) fn object_slot<P: ObjectSlot>(place: &mut P) -> &mut dyn ObjectSlot {
    place
}

#[inline(never)]
pub(crate) fn list_slot<P: ListSlot>(place: &mut P) -> &mut dyn ListSlot {
    place
}

#[inline(never)]
pub(crate) fn patch_slot<P: PatchSlot>(place: &mut P) -> &mut dyn PatchSlot {
    place
}

/// Sets a field to `None`.
#[inline(never)]
pub(crate) fn clear<T>(place: &mut Option<T>) {
    *place = None;
}

/// Puts a new, empty object into a field.
#[inline(never)]
pub(super) fn open<T: Table>(place: &mut Option<T>) -> &mut dyn Object {
    place.insert(T::default()).as_object()
}

/// Puts a new, empty collection into a field.
#[inline(never)]
pub(crate) fn open_list<T>(place: &mut Option<Vec<T>>) {
    *place = Some(Vec::new());
}

/// Appends an empty object to `list` and calls `read` to fill it. Removes the object again if `read` returns false.
#[inline(never)]
pub(crate) fn push<T: Table>(list: &mut Vec<T>, read: &mut dyn FnMut(&mut Slot<'_>) -> bool) {
    // `resize_with` would be slightly faster, but its iterators would be compiled again for each type `T`.
    list.push(T::default());
    let keep = list.last_mut().is_some_and(|last| read(&mut Slot::Place(last.as_object())));
    if !keep {
        list.pop();
    }
}

/// Reads an object of the type `T` from any `serde` format.
///
/// # Errors
///
/// When the input is malformed or is not an object.
#[doc(hidden)]
#[inline(never)]
pub fn deserialize<'de, T: Table, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut value = T::default();
    deserializer.deserialize_map(ObjectVisitor(value.as_object()))?;
    Ok(value)
}
