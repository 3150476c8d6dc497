//! The traits by which all code of this crate reads and writes an object of any type, as `dyn Object`.
//!
//! In: an object of a type that implements [`Table`](crate::Table). Out: the names of its members, and the members as
//! views (to write) or slots (to read into). Invariant: a type has one view and one slot for each name in
//! `TypeInfo::names`, in the same order.

mod list;
mod literal_form;
mod place;
mod scalar;
mod scalar_kind;
mod slot;

pub use list::{List, ListSlot};
pub use literal_form::LiteralForm;
pub use place::{ObjectSlot, PatchSlot};
pub use scalar::{Scalar, ScalarSlot};
pub use scalar_kind::ScalarKind;
pub use slot::{Field, Slot, Value, View, Write};

use crate::{Annotations, Extra};

/// The names of a type and of its members. The code that reads and writes objects of any type needs no more than this
/// about a type.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::Structured;
/// let shape = User::default().type_info();
/// assert_eq!((shape.rust_name, shape.type_name), ("User", "microsoft.graph.user"));
/// assert_eq!(shape.names, ["id", "displayName"]);
/// ```
#[derive(Debug)]
pub struct TypeInfo {
    /// The name of the Rust type, such as `User`, which `Debug` writes.
    pub rust_name: &'static str,
    /// The qualified name of the type, as in the discriminator `@odata.type`: `microsoft.graph.user`.
    pub type_name: &'static str,
    /// The wire names of the members, in the order of views and slots.
    pub names: &'static [&'static str],
    /// The wire names of the members that `Debug` does not show, such as passwords.
    pub sensitive: &'static [&'static str],
}

/// The function that [`Structured::views`] calls once, with all fields as [`View`]s in the order of
/// [`TypeInfo::names`].
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::{Structured, VisitViews};
/// let mut members = 0;
/// let count: &mut VisitViews<'_> = &mut |views, _, _| members = views.len();
/// User::default().views(count);
/// assert_eq!(members, 2);
/// ```
pub type VisitViews<'v> = dyn FnMut(&[View<'_>], &Extra, &Annotations) + 'v;

/// The function that [`Object::slots`] calls once, with all fields as [`Slot`]s in the order of [`TypeInfo::names`].
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::{Object, VisitSlots};
/// let mut message: Message = serde_json::from_str(r#"{"@odata.etag":"1","subject":"a","colour":"red"}"#)?;
/// // What the pages name stays, and nothing else.
/// let strip: &mut VisitSlots<'_> = &mut |_, extra, annotations| {
///     *extra = Default::default();
///     *annotations = Default::default();
/// };
/// message.slots(strip);
/// assert_eq!(serde_json::to_string(&message)?, r#"{"subject":"a"}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
pub type VisitSlots<'v> = dyn FnMut(&mut [Slot<'_>], &mut Extra, &mut Annotations) + 'v;

/// An object of any type, seen through the names and values of its members, so that it can be written as JSON, printed
/// or compared.
///
/// ```
/// use graph_runtime::{Page, Structured, View};
///
/// /// The names of the members that are set.
/// fn set_members(object: &dyn Structured) -> Vec<&'static str> {
///     let mut set = Vec::new();
///     object.views(&mut |views, _, _| {
///         let members = object.type_info().names.iter().zip(views);
///         set.extend(members.filter(|(_, view)| !matches!(view, View::Absent)).map(|(name, _)| *name));
///     });
///     set
/// }
///
/// assert_eq!(set_members(&Page::<String>::default()), ["value"]);
/// ```
pub trait Structured {
    /// The names of the type and of its members.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Structured;
    /// let objects: [&dyn Structured; 2] = [&User::default(), &Message::default()];
    /// assert_eq!(objects.map(|object| object.type_info().rust_name), ["User", "Message"]);
    /// ```
    fn type_info(&self) -> &'static TypeInfo;
    /// Calls `visit` once with the values of all fields, the undocumented members and the annotations.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Structured, View};
    /// let user = User { display_name: Some("Ann".to_owned()), ..User::default() };
    /// user.views(&mut |views, extra, annotations| {
    ///     assert_eq!(views, [View::Absent, View::Str("Ann")]);
    ///     assert!(extra.is_empty() && annotations.is_empty());
    /// });
    /// ```
    fn views(&self, visit: &mut VisitViews<'_>);
}

/// An object of any type that can be read from JSON: each value goes to the field that belongs to the name of the
/// member.
///
/// ```
/// use graph_runtime::{ODataValue, Object, Slot};
///
/// let mut answer = ODataValue::<String>::default();
/// answer.slots(&mut |slots, extra, _| {
///     if let [Slot::String(place)] = slots {
///         **place = Some("done".to_owned());
///     }
///     extra.insert("note", "set by hand");
/// });
/// assert_eq!(answer.value.as_deref(), Some("done"));
/// ```
pub trait Object: Structured {
    /// Calls `visit` once with mutable references to all fields, the undocumented members and the annotations.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Object, Slot};
    /// let mut user = User::default();
    /// user.slots(&mut |slots, _, _| {
    ///     if let [Slot::String(id), _] = slots {
    ///         **id = Some("7".to_owned());
    ///     }
    /// });
    /// assert_eq!(user.id.as_deref(), Some("7"));
    /// ```
    fn slots(&mut self, visit: &mut VisitSlots<'_>);
}
