//! Items of `$expand`.
//!
//! In: a navigation property, and query options of its entities. Out: `name($select=…;$expand=…)`.
//! Invariant: the options of an expansion stay within its parentheses.

use super::{Property, Query};
use crate::Model;
use std::{fmt, marker::PhantomData};

/// A navigation property to expand, with the query options of its entities.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::Query;
///
/// let query = Query::<Message>::new().expand(|m| {
///     [m.attachments.expand().of::<Attachment>(|query| query.filter(|a| a.name.ne("a;b")).top(2)), m.from.expand()]
/// });
/// assert_eq!(query.to_string(), "$expand=attachments($filter=name ne 'a;b';$top=2),from");
/// ```
pub struct Expand<T> {
    path: String,
    options: Vec<(String, String)>,
    owner: PhantomData<fn(T) -> T>,
}

impl<T, P: AsRef<str>> Property<T, P> {
    /// Includes the entities of the navigation property. [`Expand::of`] sets query options of them.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Query;
    /// let query = Query::<Message>::new().expand(|m| [m.attachments.expand()]);
    /// assert_eq!(query.to_string(), "$expand=attachments");
    /// ```
    pub fn expand(self) -> Expand<T> {
        Expand::new(self.as_ref())
    }
}

impl<T: Model> Query<T> {
    /// `$expand`: includes the entities of these navigation properties.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Query;
    /// let query = Query::<Message>::new().expand(|m| [m.attachments.expand(), m.from.expand()]);
    /// assert_eq!(query.to_string(), "$expand=attachments,from");
    /// ```
    #[must_use]
    pub fn expand<I>(self, expansions: impl FnOnce(&'static T::Properties) -> I) -> Self
    where
        I: IntoIterator<Item = Expand<T>>,
    {
        self.list("$expand", expansions(T::PROPERTIES).into_iter().map(|expand| expand.to_string()))
    }
}

impl<T> Expand<T> {
    pub(super) fn new(path: &str) -> Self {
        Self { path: path.to_owned(), options: Vec::new(), owner: PhantomData }
    }

    /// The query options of the entities, which are of type `V`.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Query;
    /// let query = Query::<Message>::new()
    ///     .expand(|m| [m.attachments.expand().of::<Attachment>(|query| query.select(|a| [a.name]).top(3))]);
    /// assert_eq!(query.to_string(), "$expand=attachments($select=name;$top=3)");
    /// ```
    #[must_use]
    pub fn of<V: Model>(self, options: impl FnOnce(Query<V>) -> Query<V>) -> Self {
        Self { options: options(Query::new()).options, ..self }
    }
}

/// The item, not encoded.
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
