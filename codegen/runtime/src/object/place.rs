//! References to fields that hold an object, or a member of a PATCH body, into which JSON is read.
//!
//! In: a JSON value. Out: the field with the value. Invariant: after `clear` the field has no value: it is `None` or
//! `Patch::Keep`.

use super::{Object, Slot};

/// A mutable reference to a field into which an object is read, such as `Option<Recipient>`.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::{Object, ObjectSlot};
///
/// /// Makes a value in whatever place it is for, and tells of what type it is.
/// fn make(place: &mut dyn ObjectSlot) -> &'static str {
///     place.open().type_info().type_name
/// }
///
/// let mut from: Option<Box<Recipient>> = None;
/// assert_eq!(make(&mut from), "microsoft.graph.recipient");
/// assert!(from.is_some());
/// ```
pub trait ObjectSlot {
    /// Puts a new, empty object into the field, and returns it to be filled.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::ObjectSlot;
    /// let mut place = Some(Recipient { name: Some("Ann".to_owned()), ..Recipient::default() });
    /// place.open();
    /// assert_eq!(place, Some(Recipient::default()));
    /// ```
    fn open(&mut self) -> &mut dyn Object;
    /// Sets the field to `None`.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::ObjectSlot;
    /// let mut place = Some(Recipient::default());
    /// ObjectSlot::clear(&mut place);
    /// assert_eq!(place, None);
    /// ```
    fn clear(&mut self);
    /// Whether the field has an object.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::ObjectSlot;
    /// assert!(ObjectSlot::is_set(&Some(Recipient::default())) && !ObjectSlot::is_set(&None::<Recipient>));
    /// ```
    fn is_set(&self) -> bool;
}

/// A mutable reference to a [`Patch`](crate::Patch), into which a member of a PATCH body is read.
///
/// ```
/// use graph_runtime::{Patch, PatchSlot};
/// let (mut name, mut size): (Patch<String>, Patch<i32>) = (Patch::Keep, Patch::Set(3));
/// // To clear members of any types:
/// for member in [&mut name as &mut dyn PatchSlot, &mut size] {
///     member.set_null();
/// }
/// assert_eq!((name, size), (Patch::Null, Patch::Null));
/// ```
pub trait PatchSlot {
    /// Calls `read` with a slot for the new value. If `read` returns true, the member becomes
    /// [`Patch::Set`](crate::Patch::Set) with the value in the slot, and otherwise [`Patch::Keep`](crate::Patch::Keep).
    ///
    /// ```
    /// use graph_runtime::{Patch, PatchSlot, Slot};
    /// let mut size = Patch::<i32>::Null;
    /// size.read(&mut |slot| match slot {
    ///     Slot::I32(place) => {
    ///         **place = Some(7);
    ///         true
    ///     }
    ///     _ => false,
    /// });
    /// assert_eq!(size, Patch::Set(7));
    /// // What does not fit is not kept.
    /// size.read(&mut |_| false);
    /// assert_eq!(size, Patch::Keep);
    /// ```
    fn read(&mut self, read: &mut dyn FnMut(&mut Slot<'_>) -> bool);
    /// Sets the member to [`Patch::Null`](crate::Patch::Null), because `null` was read.
    ///
    /// ```
    /// use graph_runtime::{Patch, PatchSlot};
    /// let mut size = Patch::Set(7);
    /// size.set_null();
    /// assert_eq!(size, Patch::Null);
    /// ```
    fn set_null(&mut self);
    /// Sets the member to [`Patch::Keep`](crate::Patch::Keep).
    ///
    /// ```
    /// use graph_runtime::{Patch, PatchSlot};
    /// let mut size = Patch::Set(7);
    /// size.clear();
    /// assert_eq!(size, Patch::Keep);
    /// ```
    fn clear(&mut self);
    /// Whether a value or `null` was read, so that the member is in the body.
    ///
    /// ```
    /// use graph_runtime::{Patch, PatchSlot};
    /// assert!(Patch::Set(7).is_set() && Patch::<i32>::Null.is_set());
    /// assert!(!Patch::<i32>::Keep.is_set());
    /// ```
    fn is_set(&self) -> bool;
}
