//! The table of the members of a struct.
//!
//! In: the implementation of [`Table`] that `object!` or `patch!` writes for a type. Out: implementations of
//! [`Structured`] and [`Object`] for the type. Invariant: a program compiles the methods of a table once for each type,
//! and a library crate never compiles them, because only the generic blanket implementations in this module call them.
//! If other code called these inlined methods, most codegen units of the program would compile them again.

mod once;

use crate::{Object, ObjectSlot, Structured, TypeInfo, VisitSlots, VisitViews};
pub use once::deserialize;
pub(crate) use once::{clear, list, list_slot, object_slot, open_list, patch_slot, push};

/// The members of a struct: what [`object!`](macro@crate::object) and [`patch!`](macro@crate::patch) implement.
///
/// Code that walks over the members of a value uses [`Structured`] and [`Object`], which every type that implements
/// `Table` implements too.
///
/// ```
/// use graph_runtime::{Annotations, Extra, Field, Page, TypeInfo, Table, VisitSlots, VisitViews, Write};
///
/// /// A pair, without the macro.
/// #[derive(Default)]
/// struct Pair { left: Option<i32>, right: Option<i32>, extra: Extra, annotations: Annotations }
/// impl Table for Pair {
///     const TYPE_INFO: &'static TypeInfo =
///         &TypeInfo { rust_name: "Pair", type_name: "contoso.pair", names: &["left", "right"], sensitive: &[] };
///     fn views(&self, visit: &mut VisitViews<'_>) {
///         visit(&[self.left.view(), self.right.view()], &self.extra, &self.annotations);
///     }
///     fn slots(&mut self, visit: &mut VisitSlots<'_>) {
///         visit(&mut [self.left.slot(), self.right.slot()], &mut self.extra, &mut self.annotations);
///     }
/// }
///
/// let pairs: Page<Pair> = serde_json::from_str(r#"{"value":[{"left":1},{"right":2,"more":3}]}"#)?;
/// assert_eq!(pairs.value[1].extra.get("more"), Some(&3.into()));
/// assert_eq!(serde_json::to_string(&pairs)?, r#"{"value":[{"left":1},{"right":2,"more":3}]}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
pub trait Table: Default {
    /// The names of the type and of its members. See [`Structured::type_info`].
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Table;
    /// assert_eq!(User::TYPE_INFO.names, ["id", "displayName"]);
    /// ```
    const TYPE_INFO: &'static TypeInfo;
    /// Calls `visit` once with the values of all fields, the undocumented members and the annotations. See
    /// [`Structured::views`].
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Table, View};
    /// let user = User { display_name: Some("Ann".to_owned()), ..User::default() };
    /// user.views(&mut |views, _, _| assert_eq!(views, [View::Absent, View::Str("Ann")]));
    /// ```
    fn views(&self, visit: &mut VisitViews<'_>);
    /// Calls `visit` once with mutable references to all fields, the undocumented members and the annotations. See
    /// [`Object::slots`].
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Table;
    /// let mut user = User { display_name: Some("Ann".to_owned()), ..User::default() };
    /// user.slots(&mut |_, extra, _| drop(extra.insert("age", 7)));
    /// assert_eq!(serde_json::to_string(&user)?, r#"{"displayName":"Ann","age":7}"#);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    fn slots(&mut self, visit: &mut VisitSlots<'_>);
    /// The value as a trait object. For a box it is the value in the box.
    #[doc(hidden)]
    #[inline]
    fn as_structured(&self) -> &dyn Structured {
        once::structured(self)
    }
    /// The mutable value as a trait object. For a box it is the value in the box.
    #[doc(hidden)]
    #[inline]
    fn as_object(&mut self) -> &mut dyn Object {
        once::object(self)
    }
}

/// `Box<T>` has the same members as `T`, so every method forwards to the value in the box.
impl<T: Table> Table for Box<T> {
    const TYPE_INFO: &'static TypeInfo = T::TYPE_INFO;

    #[inline]
    fn views(&self, visit: &mut VisitViews<'_>) {
        T::views(self, visit);
    }
    #[inline]
    fn slots(&mut self, visit: &mut VisitSlots<'_>) {
        T::slots(self, visit);
    }
    #[inline]
    fn as_structured(&self) -> &dyn Structured {
        T::as_structured(self)
    }
    #[inline]
    fn as_object(&mut self) -> &mut dyn Object {
        T::as_object(self)
    }
}

impl<T: Table> Structured for T {
    fn type_info(&self) -> &'static TypeInfo {
        T::TYPE_INFO
    }
    fn views(&self, visit: &mut VisitViews<'_>) {
        Table::views(self, visit);
    }
}

impl<T: Table> Object for T {
    fn slots(&mut self, visit: &mut VisitSlots<'_>) {
        Table::slots(self, visit);
    }
}

impl<T: Table> ObjectSlot for Option<T> {
    fn open(&mut self) -> &mut dyn Object {
        once::open(self)
    }
    fn clear(&mut self) {
        once::clear(self);
    }
    fn is_set(&self) -> bool {
        self.is_some()
    }
}
