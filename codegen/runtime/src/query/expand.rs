//! Builds items of `$expand`, such as `members($select=id)`.
//!
//! In: a navigation property, and query options of its entities. Out: `name($select=…;$expand=…)`.
//! Invariant: the options of an expansion stay within its parentheses.

use super::{Navigation, Property, Query, QueryItems};
use crate::Model;
use std::{fmt, marker::PhantomData};

/// A navigation property to expand, with the query options of its entities.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::Query;
///
/// let query = Query::<Message>::new().expand(|m| {
///     (m.attachments.expand_with(|query| query.filter(|a| a.name.ne("a;b")).top(2)), m.from)
/// });
/// assert_eq!(query.to_string(), "$expand=attachments($filter=name ne 'a;b';$top=2),from");
/// ```
pub struct Expand<T> {
    path: String,
    options: Vec<(String, String)>,
    owner: PhantomData<fn(T) -> T>,
}

impl<T, V, P: AsRef<str>> Property<T, V, P> {
    /// Includes the entities of the navigation property. In a list of `$expand`, `m.attachments` means the same as
    /// `m.attachments.expand()`.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Query;
    /// let query = Query::<Message>::new().expand(|m| [m.attachments.expand(), m.from.expand()]);
    /// assert_eq!(query.to_string(), "$expand=attachments,from");
    /// ```
    pub fn expand(self) -> Expand<T>
    where
        V: Navigation,
    {
        Expand { path: self.as_ref().to_owned(), options: Vec::new(), owner: PhantomData }
    }

    /// Includes the entities of the navigation property, with these query options.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Query;
    /// let query = Query::<Message>::new().expand(|m| m.attachments.expand_with(|query| query.select(|a| a.name).top(3)));
    /// assert_eq!(query.to_string(), "$expand=attachments($select=name;$top=3)");
    /// ```
    pub fn expand_with(self, options: impl FnOnce(Query<V::Target>) -> Query<V::Target>) -> Expand<T>
    where
        V: Navigation,
    {
        Expand { options: options(Query::new()).options, ..self.expand() }
    }

    /// Includes the entities of the navigation property, with query options that use properties of `D`, a type that
    /// derives from the declared type of the entities. The query does not contain the name of `D`, because Graph
    /// accepts the properties of a derived type without it.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Query, query::Property};
    /// let query = Query::<Message>::new().expand(|_| {
    ///     let owner = Property::raw("owner").typed::<DirectoryObject>();
    ///     owner.expand_derived::<User>(|query| query.select(|user| user.display_name))
    /// });
    /// assert_eq!(query.to_string(), "$expand=owner($select=displayName)");
    /// ```
    pub fn expand_derived<D>(self, options: impl FnOnce(Query<D>) -> Query<D>) -> Expand<T>
    where
        V: Navigation,
        D: Model + Into<V::Target>,
    {
        Expand { options: options(Query::new()).options, ..self.expand() }
    }
}

impl<T: Model> Query<T> {
    /// `$expand`: includes the entities of these navigation properties.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Query;
    /// let query = Query::<Message>::new().expand(|m| (m.attachments, m.from));
    /// assert_eq!(query.to_string(), "$expand=attachments,from");
    /// ```
    #[must_use]
    pub fn expand<I: QueryItems<Expand<T>>>(self, expansions: impl FnOnce(&'static T::Properties) -> I) -> Self {
        let mut items = Vec::new();
        expansions(T::PROPERTIES).add_to(&mut items);
        self.list("$expand", items.iter().map(ToString::to_string))
    }
}

impl<T> QueryItems<Expand<T>> for Expand<T> {
    fn add_to(self, list: &mut Vec<Expand<T>>) {
        list.push(self);
    }
}

#[diagnostic::do_not_recommend]
impl<T, V: Navigation, P: AsRef<str>> QueryItems<Expand<T>> for Property<T, V, P> {
    fn add_to(self, list: &mut Vec<Expand<T>>) {
        list.push(self.expand());
    }
}

/// The text of the item, such as `members($select=id)`, not percent-encoded.
impl<T> fmt::Display for Expand<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.path)?;
        for (index, (name, value)) in self.options.iter().enumerate() {
            let separator = if index == 0 { '(' } else { ';' };
            write!(formatter, "{separator}{name}={value}")?;
        }
        if self.options.is_empty() { Ok(()) } else { formatter.write_str(")") }
    }
}

impl<T> fmt::Debug for Expand<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Expand").field(&self.to_string()).finish()
    }
}
