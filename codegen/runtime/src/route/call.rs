//! A template with its arguments.
//!
//! In: what a constructor of a route was given, and query options and headers added later. Out: the path and query.
//! Invariant: one name has one query option and one header.

use super::{RequestError, encode, template};
use std::fmt;

/// Which template of a route is called, with which arguments, query options and headers.
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
    /// A template and the arguments of its placeholders, in order.
    pub fn new(template: &'static str, arguments: impl IntoIterator<Item = String>) -> Self {
        Self { template, arguments: arguments.into_iter().collect(), query: Vec::new(), headers: Vec::new() }
    }

    /// The template.
    pub fn template(&self) -> &'static str {
        self.template
    }

    /// The arguments of the placeholders, in order, not encoded.
    pub fn arguments(&self) -> &[String] {
        &self.arguments
    }

    /// The query options that were added, not encoded.
    pub fn query(&self) -> impl Iterator<Item = (&str, &str)> {
        self.query.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The headers that were added.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Sets a query option; an earlier value is replaced.
    pub fn set_query(&mut self, name: &str, value: String) {
        set(&mut self.query, name, value, |found| found == name);
    }

    /// Sets a header; an earlier value is replaced, whatever its letter case.
    pub fn set_header(&mut self, name: &str, value: String) {
        set(&mut self.headers, name, value, |found| found.eq_ignore_ascii_case(name));
    }

    /// The template with its arguments in place, and the query options.
    ///
    /// # Errors
    ///
    /// When an argument is missing, superfluous, or cannot stand in its place, see [`RequestError`].
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

/// Shows the names of headers only: their values may be secrets.
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
