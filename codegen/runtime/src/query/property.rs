//! A property, or a path of properties, as the subject of a query option.
//!
//! In: the table of a type's properties. Out: paths, orders and expansions that belong to the type.
//! Invariant: a path starts at the type it is typed with.

use crate::Model;
use std::{fmt, marker::PhantomData};

/// A property of `T`, or a path that starts with one.
///
/// The closures of [`Query`](super::Query) and [`Route`](crate::Route) get all properties of a type as fields of one
/// value. They have the names of the fields of the model. A single property can be copied; a path owns its text.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::Model;
///
/// let m = Message::PROPERTIES;
/// assert_eq!(m.is_read.eq(false).to_string(), "isRead eq false");
/// assert_eq!(m.from.then::<Recipient, _>(|r| r.address).to_string(), "from/address");
/// ```
pub struct Property<T, P = &'static str> {
    path: P,
    owner: PhantomData<fn(T) -> T>,
}

/// A property with the direction to sort by it.
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

/// The type of the elements of a collection of scalars, for paths that start there. It has no values.
///
/// ```
/// use graph_runtime::query::{Element, Filter, Property};
///
/// fn is_warm(colour: Property<Element>) -> Filter<Element> {
///     colour.is_in(["red", "yellow"])
/// }
/// let filter = Property::<(), String>::raw("colours").any_value(is_warm);
/// assert_eq!(filter.to_string(), "colours/any(x:x in ('red','yellow'))");
/// ```
#[derive(Clone, Copy, Debug)]
pub enum Element {}

impl<T> Property<T> {
    /// The properties with these wire names: one call for a type costs the compiler less than one for each property.
    #[doc(hidden)]
    pub const fn table<const N: usize>(names: [&'static str; N]) -> [Self; N] {
        let mut properties = [Self::new(""); N];
        let mut index = 0;
        while index < N {
            properties[index] = Self::new(names[index]);
            index += 1;
        }
        properties
    }

    pub(super) const fn new(name: &'static str) -> Self {
        Self { path: name, owner: PhantomData }
    }
}

impl<T> Property<T, String> {
    /// A path as text, for properties that the pages do not name. It is written unchanged.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Query, query::Property};
    /// let query = Query::<Message>::new().select(|_| [Property::raw("singleValueExtendedProperties")]);
    /// assert_eq!(query.to_string(), "$select=singleValueExtendedProperties");
    /// ```
    pub fn raw(path: impl Into<String>) -> Self {
        Self { path: path.into(), owner: PhantomData }
    }

    /// A property of a type that derives from `T`.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Query, query::Property};
    /// let query = Query::<DirectoryObject>::new()
    ///     .filter(|_| Property::derived::<User, _>(|user| user.display_name).starts_with("A"));
    /// assert_eq!(query.to_string(), "$filter=startswith(microsoft.graph.user/displayName,'A')");
    /// ```
    pub fn derived<D, P>(property: impl FnOnce(&'static D::Properties) -> Property<D, P>) -> Self
    where
        D: Model + Into<T>,
        P: AsRef<str>,
    {
        Self::raw(format!("{}/{}", D::TYPE, property(D::PROPERTIES).as_ref()))
    }
}

impl<T, P: AsRef<str>> Property<T, P> {
    /// The property as a path, for lists with other paths.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Query;
    /// let query = Query::<Message>::new().select(|m| [m.subject.path(), m.from.then::<Recipient, _>(|r| r.name)]);
    /// assert_eq!(query.to_string(), "$select=subject,from/name");
    /// ```
    pub fn path(self) -> Property<T, String> {
        Property::raw(self.path.as_ref())
    }

    /// The path to a property of the value, which is a `V`.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Query;
    /// let query = Query::<Message>::new().filter(|m| m.from.then::<Recipient, _>(|from| from.name).starts_with("A"));
    /// assert_eq!(query.to_string(), "$filter=startswith(from/name,'A')");
    /// ```
    pub fn then<V, Q>(self, property: impl FnOnce(&'static V::Properties) -> Property<V, Q>) -> Property<T, String>
    where
        V: Model,
        Q: AsRef<str>,
    {
        self.on(property(V::PROPERTIES).as_ref())
    }

    /// The path to a property of the value where it is a `D`, a type derived from the declared one.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Model;
    /// let path = Message::PROPERTIES.from.cast::<User, _>(|user| user.display_name);
    /// assert_eq!(path.to_string(), "from/microsoft.graph.user/displayName");
    /// ```
    pub fn cast<D, Q>(self, property: impl FnOnce(&'static D::Properties) -> Property<D, Q>) -> Property<T, String>
    where
        D: Model,
        Q: AsRef<str>,
    {
        self.on(D::TYPE).on(property(D::PROPERTIES).as_ref())
    }

    /// The number of elements of the collection.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Model;
    /// assert_eq!(Message::PROPERTIES.attachments.count().gt(0).to_string(), "attachments/$count gt 0");
    /// ```
    pub fn count(self) -> Property<T, String> {
        self.on("$count")
    }

    /// From the least to the greatest.
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

    /// From the greatest to the least.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Model;
    /// assert_eq!(Message::PROPERTIES.subject.desc().as_ref(), "subject desc");
    /// ```
    pub fn desc(self) -> Order<T> {
        Order { text: format!("{} desc", self.path.as_ref()), owner: PhantomData }
    }

    fn on(&self, segment: &str) -> Property<T, String> {
        Property::raw(format!("{}/{segment}", self.path.as_ref()))
    }
}

impl<T, P: Clone> Clone for Property<T, P> {
    fn clone(&self) -> Self {
        Self { path: self.path.clone(), owner: PhantomData }
    }
}

impl<T, P: Copy> Copy for Property<T, P> {}

/// The path.
impl<T, P: AsRef<str>> AsRef<str> for Property<T, P> {
    fn as_ref(&self) -> &str {
        self.path.as_ref()
    }
}

impl<T, P: AsRef<str>> fmt::Display for Property<T, P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.path.as_ref())
    }
}

impl<T, P: AsRef<str>> fmt::Debug for Property<T, P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Property").field(&self.path.as_ref()).finish()
    }
}

/// The item of `$orderby`.
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
