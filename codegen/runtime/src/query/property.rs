//! A property, or a path of properties, as query options name it.
//!
//! In: the names of the properties of a type. Out: paths such as `from/address`, and items of `$orderby` such as
//! `subject desc`. Invariant: a path `Property<T, V>` starts at an object of the type `T` and ends at a value of the
//! type `V`.

use super::{Navigation, QueryItems};
use crate::{Json, Model};
use std::{fmt, marker::PhantomData};

/// A property of the type `T`, or a path that starts with such a property, like `from/address`. The value of the
/// property, or at the end of the path, has the type `V`.
///
/// The closures that are passed to [`Query`](super::Query) and [`Route`](crate::Route) get a struct with a `Property`
/// for each property of `T`, under the same field names as in `T`: `m.is_read`. A single property is `Copy`; a path
/// owns its text.
///
/// `V` decides the methods of the property: comparisons take an [`Operand`](super::Operand) of it, `gt`, `ge`, `lt` and
/// `le` need an [`Ordered`](super::Ordered) type, string functions a [`Text`](super::Text), `any` and `all` a `Vec`,
/// and `then` a structured value.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::Model;
///
/// let m = Message::PROPERTIES;
/// assert_eq!(m.is_read.eq(false).to_string(), "isRead eq false");
/// assert_eq!(m.from.then(|from| from.address).to_string(), "from/address");
/// ```
pub struct Property<T, V = String, P = &'static str> {
    path: P,
    #[expect(clippy::type_complexity, reason = "`fn` types say that a property owns no `T` and no `V`")]
    types: PhantomData<(fn(T) -> T, fn(V) -> V)>,
}

/// A property with a sort direction.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::Model;
/// assert_eq!(Message::PROPERTIES.subject.asc().as_ref(), "subject");
/// ```
pub struct Order<T> {
    text: String,
    owner: PhantomData<fn(T) -> T>,
}

impl<T, V> Property<T, V> {
    /// The property whose name in JSON is `name`, such as `displayName`.
    #[doc(hidden)]
    pub const fn new(name: &'static str) -> Self {
        Self { path: name, types: PhantomData }
    }
}

impl<T> Property<T, Json, String> {
    /// A path as text, for undocumented properties. It is written unchanged, and can be compared with values of any
    /// type.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Query, query::Property};
    /// let query = Query::<Message>::new()
    ///     .select(|m| (m.id, Property::raw("singleValueExtendedProperties")))
    ///     .filter(|_| Property::raw("size").gt(1024));
    /// assert_eq!(query.to_string(), "$select=id,singleValueExtendedProperties&$filter=size gt 1024");
    /// ```
    pub fn raw(path: impl Into<String>) -> Self {
        Self { path: path.into(), types: PhantomData }
    }
}

impl<T: Model> Property<T, T, String> {
    /// The item of the list, cast to `D`, a type that derives from `T`. Paths to properties that only `D` has start
    /// with this cast, as in `microsoft.graph.user/displayName`.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Query, query::Property};
    /// let query = Query::<DirectoryObject>::new()
    ///     .filter(|_| Property::derived::<User>().then(|user| user.display_name).starts_with("A"));
    /// assert_eq!(query.to_string(), "$filter=startswith(microsoft.graph.user/displayName,'A')");
    /// ```
    pub fn derived<D: Model + Into<T>>() -> Property<T, D, String> {
        Property { path: D::TYPE.to_owned(), types: PhantomData }
    }
}

impl<T, V, P: AsRef<str>> Property<T, V, P> {
    /// The same path, with values of the type `W`. Only the caller knows that this type is right, for example for a
    /// path from [`raw`](Property::raw).
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Query, query::Property};
    /// let query = Query::<Message>::new()
    ///     .filter(|_| Property::raw("replyTo").typed::<Vec<Recipient>>().any(|r| r.address.eq("ann@contoso.com")));
    /// assert_eq!(query.to_string(), "$filter=replyTo/any(x:x/address eq 'ann@contoso.com')");
    /// ```
    pub fn typed<W>(self) -> Property<T, W, P> {
        Property { path: self.path, types: PhantomData }
    }

    /// The same path without the type of its value (the type becomes `Json`), so that a `Vec` can hold paths to values
    /// of different types.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Query;
    /// let with_state = true;
    /// let query = Query::<Message>::new().select(|m| {
    ///     let mut properties = vec![m.subject.path()];
    ///     properties.extend(with_state.then(|| m.is_read.path()));
    ///     properties
    /// });
    /// assert_eq!(query.to_string(), "$select=subject,isRead");
    /// ```
    pub fn path(self) -> Property<T, Json, String> {
        Property::raw(self.path.as_ref())
    }

    /// The path from this property to a property of its value, such as `from/name`.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Query;
    /// let query = Query::<Message>::new().filter(|m| m.from.then(|from| from.name).starts_with("A"));
    /// assert_eq!(query.to_string(), "$filter=startswith(from/name,'A')");
    /// ```
    pub fn then<W, Q>(
        self,
        property: impl FnOnce(&'static V::Properties) -> Property<V, W, Q>,
    ) -> Property<T, W, String>
    where
        V: Model,
        Q: AsRef<str>,
    {
        self.on(property(V::PROPERTIES).as_ref())
    }

    /// Casts the value to `D`, a type that derives from the declared one. For a collection the path then leads to the
    /// elements of type `D`.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Model, query::Property};
    /// let owner = Property::<Message, _, _>::raw("owner").typed::<DirectoryObject>();
    /// let path = owner.cast::<User>().then(|user| user.display_name);
    /// assert_eq!(path.to_string(), "owner/microsoft.graph.user/displayName");
    /// ```
    pub fn cast<D>(self) -> Property<T, V::With<D>, String>
    where
        V: Navigation,
        D: Model + Into<V::Target>,
    {
        self.on(D::TYPE)
    }

    /// Ascending order.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Query;
    /// let query = Query::<Message>::new().order_by(|m| [m.is_read.asc(), m.sent_date_time.desc()]);
    /// assert_eq!(query.to_string(), "$orderby=isRead,sentDateTime desc");
    /// ```
    pub fn asc(self) -> Order<T> {
        Order { text: self.path.as_ref().to_owned(), owner: PhantomData }
    }

    /// Descending order.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Model;
    /// assert_eq!(Message::PROPERTIES.subject.desc().as_ref(), "subject desc");
    /// ```
    pub fn desc(self) -> Order<T> {
        Order { text: format!("{} desc", self.path.as_ref()), owner: PhantomData }
    }

    fn on<W>(&self, segment: &str) -> Property<T, W, String> {
        Property { path: format!("{}/{segment}", self.path.as_ref()), types: PhantomData }
    }
}

impl<T, V, P: AsRef<str>> Property<T, Vec<V>, P> {
    /// The path to the number of elements, such as `attachments/$count`.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Model;
    /// assert_eq!(Message::PROPERTIES.attachments.count().gt(0).to_string(), "attachments/$count gt 0");
    /// ```
    pub fn count(self) -> Property<T, i64, String> {
        self.on("$count")
    }
}

/// A property can be an item of `$select`.
#[diagnostic::do_not_recommend]
impl<T, V, P: AsRef<str>> QueryItems<Property<T, Json, String>> for Property<T, V, P> {
    fn add_to(self, list: &mut Vec<Property<T, Json, String>>) {
        list.push(self.path());
    }
}

/// A property can be an item of `$orderby`, in ascending order.
#[diagnostic::do_not_recommend]
impl<T, V, P: AsRef<str>> QueryItems<Order<T>> for Property<T, V, P> {
    fn add_to(self, list: &mut Vec<Order<T>>) {
        list.push(self.asc());
    }
}

impl<T> QueryItems<Order<T>> for Order<T> {
    fn add_to(self, list: &mut Vec<Order<T>>) {
        list.push(self);
    }
}

impl<T, V, P: Clone> Clone for Property<T, V, P> {
    fn clone(&self) -> Self {
        Self { path: self.path.clone(), types: PhantomData }
    }
}

impl<T, V, P: Copy> Copy for Property<T, V, P> {}

/// The path as text, such as `from/name`.
impl<T, V, P: AsRef<str>> AsRef<str> for Property<T, V, P> {
    fn as_ref(&self) -> &str {
        self.path.as_ref()
    }
}

impl<T, V, P: AsRef<str>> fmt::Display for Property<T, V, P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.path.as_ref())
    }
}

impl<T, V, P: AsRef<str>> fmt::Debug for Property<T, V, P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Property").field(&self.path.as_ref()).finish()
    }
}

/// The item of `$orderby` as text, such as `subject desc`.
impl<T> AsRef<str> for Order<T> {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl<T> fmt::Debug for Order<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Order").field(&self.text).finish()
    }
}
