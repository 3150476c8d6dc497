//! The traits a structured type implements.
//!
//! In: a type written by `object!` or `patch!`. Out: its shape and its members as views and slots.
//! Invariant: the views and the slots of a type stand in the order of `Shape::names`, one for each name.

use crate::{Annotations, Extra, Slot, Table, Value, View, cast};

/// What is known of a structured type without a value of it.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::Structured;
/// let shape = User::default().shape();
/// assert_eq!((shape.rust_name, shape.type_name), ("User", "microsoft.graph.user"));
/// assert_eq!(shape.names, ["id", "displayName"]);
/// ```
#[derive(Debug)]
pub struct Shape {
    /// The name of the Rust type.
    pub rust_name: &'static str,
    /// The qualified name of the type, as the discriminator gives it (`microsoft.graph.user`).
    pub type_name: &'static str,
    /// The wire names of the members, in the order of views and slots.
    pub names: &'static [&'static str],
}

/// The index of `key` among `names`, tried from `next` on: members mostly come in declared order.
#[inline]
pub(crate) fn position(names: &[&str], next: usize, key: &str) -> Option<usize> {
    if is_at(names, next, key) {
        return Some(next);
    }
    position_ahead(names, next, key).or_else(|| position_ahead(&names[..next.min(names.len())], 0, key))
}

/// Whether `key` is the name at `index`.
#[inline]
pub(crate) fn is_at(names: &[&str], index: usize, key: &str) -> bool {
    names.get(index).is_some_and(|name| same(name.as_bytes(), key.as_bytes()))
}

/// The index of `key` among `names` from `next` on.
#[inline(never)]
fn position_ahead(names: &[&str], next: usize, key: &str) -> Option<usize> {
    let (first, last) = (key.as_bytes().first(), key.as_bytes().last());
    // Two bytes tell most names of one length apart.
    let is = |name: &&str| {
        let name = name.as_bytes();
        name.len() == key.len() && name.last() == last && name.first() == first && same(name, key.as_bytes())
    };
    names.get(next..)?.iter().position(is).map(|index| index + next)
}

/// Compares names without a call: they are short, and one is compared for each member.
#[inline]
pub(crate) fn same(left: &[u8], right: &[u8]) -> bool {
    if left.len() != right.len() {
        return false;
    }
    /// Both ends, which overlap.
    fn ends<const N: usize>(text: &[u8]) -> Option<[&[u8; N]; 2]> {
        Some([text.first_chunk()?, text.last_chunk()?])
    }
    match left.len() {
        0..4 => left.iter().eq(right),
        4..8 => ends::<4>(left) == ends::<4>(right),
        8..16 => ends::<8>(left) == ends::<8>(right),
        16..=32 => ends::<16>(left) == ends::<16>(right),
        _ => left == right,
    }
}

/// What [`Structured::views`] calls, once.
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

/// What [`Object::slots`] calls, once.
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

/// A value with named members that can be written.
///
/// ```
/// use graph_runtime::{Page, Structured, View};
///
/// /// The names of the members that are set.
/// fn set_members(object: &dyn Structured) -> Vec<&'static str> {
///     let mut set = Vec::new();
///     object.views(&mut |views, _, _| {
///         let members = object.shape().names.iter().zip(views);
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
    /// assert_eq!(objects.map(|object| object.shape().rust_name), ["User", "Message"]);
    /// ```
    fn shape(&self) -> &'static Shape;
    /// Lends the members to `visit`.
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

/// A value with named members that can be read into.
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
    /// Lends the places of the members to `visit`.
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

/// A structured type of the API: an entity type or a complex type.
///
/// ```
/// # use graph_runtime::{Annotations, Extra, Model};
/// #[derive(Clone, Default)]
/// pub struct DirectoryObject { pub id: Option<String>, pub extra: Extra, pub annotations: Annotations }
/// graph_runtime::object! { DirectoryObject: "microsoft.graph.directoryObject", bases []; id = "id" }
///
/// #[derive(Clone, Default)]
/// pub struct User {
///     pub id: Option<String>,
///     pub mail: Option<String>,
///     pub extra: Extra,
///     pub annotations: Annotations,
/// }
/// graph_runtime::object! {
///     User: "microsoft.graph.user", bases [DirectoryObject];
///     id = "id", mail = "mail",
/// }
///
/// let json = r##"{"@odata.type":"#microsoft.graph.user","id":"7","mail":"a@contoso.com"}"##;
/// let object: DirectoryObject = serde_json::from_str(json)?;
/// assert!(object.is::<User>());
/// let user = object.downcast::<User>().expect("the discriminator names the user");
/// assert_eq!(user.mail.as_deref(), Some("a@contoso.com"));
/// assert_eq!(serde_json::to_string(&DirectoryObject::from(user))?, json);
/// # Ok::<(), serde_json::Error>(())
/// ```
pub trait Model: Table + Value + Clone {
    /// The qualified name of the type, as the discriminator gives it.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Model;
    /// assert_eq!(User::TYPE, "microsoft.graph.user");
    /// ```
    const TYPE: &'static str;
    /// What a response of this type has: the type itself, or the items of a collection.
    type Item;
    /// The properties as subjects of query options: a struct of one [`Property`](crate::query::Property) for each field.
    type Properties: 'static;
    /// The properties of the type.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Model;
    /// assert_eq!(Message::PROPERTIES.sent_date_time.as_ref(), "sentDateTime");
    /// ```
    const PROPERTIES: &'static Self::Properties;

    /// Whether the discriminator `@odata.type` names `T`, with or without `#`, in any letter case.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Model;
    /// let object: DirectoryObject = serde_json::from_str(r##"{"@odata.type":"#Microsoft.Graph.User"}"##)?;
    /// assert!(object.is::<User>() && !object.is::<Message>());
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    fn is<T: Model>(&self) -> bool {
        cast::names(self.as_structured(), T::TYPE)
    }

    /// Turns a value received in a base position into the type its discriminator names.
    ///
    /// Members that the base does not have come out of `extra` into the fields of `T`.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Model;
    /// let json = r##"{"@odata.type":"#microsoft.graph.user","displayName":"Ann"}"##;
    /// let object: DirectoryObject = serde_json::from_str(json)?;
    /// match object.downcast::<User>() {
    ///     Ok(user) => assert_eq!(user.display_name.as_deref(), Some("Ann")),
    ///     Err(object) => panic!("{object:?} is of another type"),
    /// }
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The value itself, unchanged, when its discriminator does not name `T`.
    fn downcast<T: Model>(self) -> Result<T, Self> {
        if !self.is::<T>() {
            return Err(self);
        }
        let mut target = T::default();
        cast::copy_members(self.as_structured(), target.as_object());
        Ok(target)
    }
}
