//! The parts of one request of a route: a path template, arguments, query options and headers.
//!
//! In: the arguments of a constructor, and query options and headers that are added later. Out: the path and query.
//! Invariant: each query option and each header is contained at most once.

use super::{
    RequestError,
    template::{self, encode},
};
use std::fmt;

/// A path template with the arguments, query options and headers of one call.
///
/// ```
/// use graph_runtime::Call;
///
/// let mut call = Call::new("/users/{id}/messages", ["ann@contoso.com".to_owned()]);
/// call.set_query("$filter", "subject eq 'a & b'".to_owned());
/// assert_eq!(call.path_and_query()?, "/users/ann@contoso.com/messages?$filter=subject%20eq%20'a%20%26%20b'");
/// # Ok::<(), graph_runtime::RequestError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Call {
    template: &'static str,
    arguments: Vec<String>,
    query: Vec<(String, String)>,
    headers: Vec<(String, String)>,
}

impl Call {
    /// Makes a call of a path template and the arguments of its placeholders, in order.
    ///
    /// ```
    /// use graph_runtime::Call;
    /// let call = Call::new("/users/{id}/messages/{id}", ["ann".to_owned(), "7/8".to_owned()]);
    /// assert_eq!(call.path_and_query()?, "/users/ann/messages/7%2F8");
    /// # Ok::<(), graph_runtime::RequestError>(())
    /// ```
    pub fn new(template: &'static str, arguments: impl IntoIterator<Item = String>) -> Self {
        Self { template, arguments: arguments.into_iter().collect(), query: Vec::new(), headers: Vec::new() }
    }

    /// Writes texts as one argument: a list of quoted literals (OData 4.01 URL Conventions, section 5.1.1.14).
    ///
    /// ```
    /// use graph_runtime::Call;
    /// assert_eq!(Call::texts(["a", "it's"]), "['a','it''s']");
    /// let call = Call::new("/tally(ids={ids})", [Call::texts(["1", "x)"])]);
    /// assert_eq!(call.path_and_query()?, "/tally(ids=%5B%271%27%2C%27x%29%27%5D)");
    /// # Ok::<(), graph_runtime::RequestError>(())
    /// ```
    pub fn texts<T: Into<String>>(values: impl IntoIterator<Item = T>) -> String {
        let quoted = |value: T| format!("'{}'", value.into().replace('\'', "''"));
        format!("[{}]", values.into_iter().map(quoted).collect::<Vec<String>>().join(","))
    }

    /// Writes values as one argument: a list of literals such as `[1,2]`. Numbers, booleans, dates, GUIDs and names of
    /// enumeration members stay unquoted. A text that is not a literal is quoted.
    ///
    /// ```
    /// use graph_runtime::Call;
    /// assert_eq!(Call::literals(["1", "2"]), "[1,2]");
    /// assert_eq!(Call::literals(["1],x=['"]), "['1],x=[''']");
    /// ```
    pub fn literals<T: Into<String>>(values: impl IntoIterator<Item = T>) -> String {
        let literal = |value: T| template::literal(&value.into());
        format!("[{}]", values.into_iter().map(literal).collect::<Vec<String>>().join(","))
    }

    /// The template.
    ///
    /// ```
    /// use graph_runtime::Call;
    /// assert_eq!(Call::new("/users/{id}", ["ann".to_owned()]).template(), "/users/{id}");
    /// ```
    pub fn template(&self) -> &'static str {
        self.template
    }

    /// The arguments of the placeholders, in order, not percent-encoded.
    ///
    /// ```
    /// use graph_runtime::Call;
    /// assert_eq!(Call::new("/users/{id}", ["a/b".to_owned()]).arguments(), ["a/b"]);
    /// ```
    pub fn arguments(&self) -> &[String] {
        &self.arguments
    }

    /// The query options that were added, not percent-encoded.
    ///
    /// ```
    /// use graph_runtime::Call;
    /// let mut call = Call::new("/users", []);
    /// call.set_query("$search", "\"a & b\"".to_owned());
    /// assert_eq!(call.query().collect::<Vec<_>>(), [("$search", "\"a & b\"")]);
    /// ```
    pub fn query(&self) -> impl Iterator<Item = (&str, &str)> {
        self.query.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The headers that were added.
    ///
    /// ```
    /// use graph_runtime::Call;
    /// let mut call = Call::new("/users", []);
    /// call.set_header("ConsistencyLevel", "eventual".to_owned());
    /// assert_eq!(call.headers().collect::<Vec<_>>(), [("ConsistencyLevel", "eventual")]);
    /// ```
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Sets a query option; an earlier value is replaced.
    ///
    /// ```
    /// use graph_runtime::Call;
    /// let mut call = Call::new("/users", []);
    /// call.set_query("$top", "5".to_owned());
    /// call.set_query("$top", "10".to_owned());
    /// assert_eq!(call.path_and_query()?, "/users?$top=10");
    /// # Ok::<(), graph_runtime::RequestError>(())
    /// ```
    pub fn set_query(&mut self, name: &str, value: String) {
        set(&mut self.query, name, value, |found| found == name);
    }

    /// Sets a header; an earlier value is replaced, whatever its letter case.
    ///
    /// ```
    /// use graph_runtime::Call;
    /// let mut call = Call::new("/users", []);
    /// call.set_header("Prefer", "a".to_owned());
    /// call.set_header("prefer", "b".to_owned());
    /// assert_eq!(call.headers().next(), Some(("Prefer", "b")));
    /// ```
    pub fn set_header(&mut self, name: &str, value: String) {
        set(&mut self.headers, name, value, |found| found.eq_ignore_ascii_case(name));
    }

    /// The path and query: the template with each placeholder replaced by its argument, then the added query options.
    ///
    /// ```
    /// use graph_runtime::{Call, RequestError};
    /// let path = |id: &str| Call::new("/users/{id}", [id.to_owned()]).path_and_query();
    /// assert_eq!(path("a?b")?, "/users/a%3Fb");
    /// // It would be the path of something else.
    /// assert_eq!(path(".."), Err(RequestError::Argument { index: 0 }));
    /// # Ok::<(), RequestError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When an argument is missing, is superfluous, or is not allowed in its place; see [`RequestError`].
    pub fn path_and_query(&self) -> Result<String, RequestError> {
        let mut target = template::expand(self.template, &self.arguments)?;
        for (name, value) in &self.query {
            target.push(if target.contains('?') { '&' } else { '?' });
            encode::push(&mut target, name, encode::QUERY_NAME);
            target.push('=');
            encode::push(&mut target, value, encode::QUERY_VALUE);
        }
        Ok(target)
    }
}

/// Hides the values of headers, which may be secrets.
impl fmt::Debug for Call {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<_> = self.headers.iter().map(|(name, _)| name).collect();
        formatter
            .debug_struct("Call")
            .field("template", &self.template)
            .field("arguments", &self.arguments)
            .field("query", &self.query)
            .field("headers", &headers)
            .finish()
    }
}

fn set(list: &mut Vec<(String, String)>, name: &str, value: String, is: impl Fn(&str) -> bool) {
    match list.iter_mut().find(|(found, _)| is(found)) {
        Some((_, place)) => *place = value,
        None => list.push((name.to_owned(), value)),
    }
}
