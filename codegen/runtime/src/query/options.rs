//! The query options of one request, or of one expanded navigation property.
//!
//! In: closures over the properties of a type. Out: the names and values of the options, not percent-encoded.
//! Invariant: each option occurs once; setting it again replaces its value.

use super::{Filter, Order, Property, QueryItems};
use crate::{Json, Model};
use std::{fmt, marker::PhantomData};

/// The query options of a request about items of type `T`, or of an expanded navigation property.
///
/// [`Route`](crate::Route) has methods of the same names that set the options of one request. Use a `Query` for the
/// options of a navigation property, or to share options between requests.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::Query;
///
/// let query = Query::<Message>::new()
///     .select(|m| (m.subject, m.from))
///     .filter(|m| m.is_read.eq(false).and(m.subject.starts_with("A")))
///     .order_by(|m| [m.sent_date_time.desc()])
///     .expand(|m| m.attachments.expand_with(|query| query.select(|a| a.name).top(3)))
///     .top(10);
/// assert_eq!(
///     query.to_string(),
///     "$select=subject,from&$filter=isRead eq false and startswith(subject,'A')&$orderby=sentDateTime desc\
///      &$expand=attachments($select=name;$top=3)&$top=10"
/// );
/// ```
///
/// Setting an option again replaces it.
pub struct Query<T> {
    pub(super) options: Vec<(String, String)>,
    item: PhantomData<fn(T) -> T>,
}

impl<T> Query<T> {
    /// No options.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Query;
    /// assert_eq!(Query::<Message>::new().to_string(), "");
    /// ```
    pub fn new() -> Self {
        Self { options: Vec::new(), item: PhantomData }
    }

    /// Sets any option. The value is not percent-encoded.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Query;
    /// assert_eq!(Query::<Message>::new().option("$skiptoken", "x y").to_string(), "$skiptoken=x y");
    /// ```
    #[must_use]
    pub fn option(mut self, name: &str, value: impl fmt::Display) -> Self {
        let value = value.to_string();
        match self.options.iter_mut().find(|(found, _)| found == name) {
            Some((_, place)) => *place = value,
            None => self.options.push((name.to_owned(), value)),
        }
        self
    }

    /// Names and values in the order they were set, not encoded.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Query;
    /// assert_eq!(Query::<Message>::new().top(5).options().next(), Some(("$top", "5")));
    /// ```
    pub fn options(&self) -> impl Iterator<Item = (&str, &str)> {
        self.options.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// `$top`: at most this number of items.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Query;
    /// assert_eq!(Query::<Message>::new().top(5).top(10).to_string(), "$top=10");
    /// ```
    #[must_use]
    pub fn top(self, items: u64) -> Self {
        self.option("$top", items)
    }

    /// `$skip`: leaves out this number of items.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Query;
    /// assert_eq!(Query::<Message>::new().skip(20).top(10).to_string(), "$skip=20&$top=10");
    /// ```
    #[must_use]
    pub fn skip(self, items: u64) -> Self {
        self.option("$skip", items)
    }

    /// `$search`: items that contain this phrase.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Query;
    /// assert_eq!(Query::<Message>::new().search(r#"a "b""#).to_string(), r#"$search="a \"b\"""#);
    /// ```
    #[must_use]
    pub fn search(self, phrase: &str) -> Self {
        let phrase = phrase.replace('\\', r"\\").replace('"', "\\\"");
        self.option("$search", format_args!("\"{phrase}\""))
    }

    /// `$count=true`: the first page has the number of items of the whole collection.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Query;
    /// assert_eq!(Query::<Message>::new().count().to_string(), "$count=true");
    /// ```
    #[must_use]
    pub fn count(self) -> Self {
        self.option("$count", true)
    }

    pub(super) fn list(self, name: &str, texts: impl IntoIterator<Item: AsRef<str>>) -> Self {
        let mut value = String::new();
        for text in texts {
            if !value.is_empty() {
                value.push(',');
            }
            value.push_str(text.as_ref());
        }
        // An empty list sets no option, because services refuse an option such as `$select=` without a value.
        if value.is_empty() { self } else { self.option(name, value) }
    }
}

impl<T: Model> Query<T> {
    /// `$select`: these properties only.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Query, query::Property};
    /// let query = Query::<Message>::new().select(|m| (m.id, m.is_read));
    /// assert_eq!(query.to_string(), "$select=id,isRead");
    /// // A list with nothing in it asks for nothing.
    /// let query = Query::<Message>::new().select(|_| Vec::<Property<Message>>::new());
    /// assert_eq!(query.to_string(), "");
    /// ```
    #[must_use]
    pub fn select<I>(self, properties: impl FnOnce(&'static T::Properties) -> I) -> Self
    where
        I: QueryItems<Property<T, Json, String>>,
    {
        let mut items = Vec::new();
        properties(T::PROPERTIES).add_to(&mut items);
        self.list("$select", items)
    }

    /// `$filter`: items that meet this condition.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Query;
    /// let query = Query::<Message>::new().filter(|m| m.is_read.eq(false).and(m.subject.contains("?")));
    /// assert_eq!(query.to_string(), "$filter=isRead eq false and contains(subject,'?')");
    /// ```
    #[must_use]
    pub fn filter(self, condition: impl FnOnce(&'static T::Properties) -> Filter<T>) -> Self {
        self.option("$filter", condition(T::PROPERTIES))
    }

    /// `$orderby`: sorts by the first property, items that are equal in it by the second, and so on.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Query;
    /// let query = Query::<Message>::new().order_by(|m| [m.sent_date_time.desc(), m.subject.asc()]);
    /// assert_eq!(query.to_string(), "$orderby=sentDateTime desc,subject");
    /// ```
    #[must_use]
    pub fn order_by<I: QueryItems<Order<T>>>(self, orders: impl FnOnce(&'static T::Properties) -> I) -> Self {
        let mut items = Vec::new();
        orders(T::PROPERTIES).add_to(&mut items);
        self.list("$orderby", items)
    }
}

impl<T> Default for Query<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Clone for Query<T> {
    fn clone(&self) -> Self {
        Self { options: self.options.clone(), item: PhantomData }
    }
}

/// The options as a query string, such as `$top=5&$select=id`, not percent-encoded.
impl<T> fmt::Display for Query<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (name, value)) in self.options.iter().enumerate() {
            let separator = if index == 0 { "" } else { "&" };
            write!(formatter, "{separator}{name}={value}")?;
        }
        Ok(())
    }
}

impl<T> fmt::Debug for Query<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Query").field(&self.to_string()).finish()
    }
}
