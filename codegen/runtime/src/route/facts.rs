//! What the page of a route says.
//!
//! In: the tables of `route!`. Out: what the constants of [`Route`](crate::Route) are made of.
//! Invariant: one constant for each route; five of them would cost the compiler five times as much.

use super::PermissionTable;
use http::Method;

/// The method of a request, the templates of its path, and what else a page says of an operation.
///
/// ```
/// use graph_runtime::route::{Facts, Verb};
/// let facts = Facts { method: Verb::GET, templates: &["/me"], success: &[200], permissions: &[], page: "api/user-get.md" };
/// assert_eq!(facts.method.method(), "GET");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// The method of the request.
    pub method: Verb,
    /// Every documented template, with placeholders in braces.
    pub templates: &'static [&'static str],
    /// The documented status codes of success.
    pub success: &'static [u16],
    /// The permission tables.
    pub permissions: &'static [PermissionTable],
    /// The path of the page.
    pub page: &'static str,
}

/// A method as a constant can hold it; [`Method`] itself cannot be copied out of one. The names are those of HTTP.
///
/// ```
/// assert_eq!(graph_runtime::route::Verb::PATCH.method(), "PATCH");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verb {
    /// `GET`
    GET,
    /// `HEAD`
    HEAD,
    /// `POST`
    POST,
    /// `PUT`
    PUT,
    /// `PATCH`
    PATCH,
    /// `DELETE`
    DELETE,
    /// `OPTIONS`
    OPTIONS,
}

impl Verb {
    /// The method.
    ///
    /// ```
    /// use graph_runtime::{http::Method, route::Verb};
    /// assert_eq!(Verb::DELETE.method(), Method::DELETE);
    /// ```
    pub const fn method(self) -> Method {
        match self {
            Self::GET => Method::GET,
            Self::HEAD => Method::HEAD,
            Self::POST => Method::POST,
            Self::PUT => Method::PUT,
            Self::PATCH => Method::PATCH,
            Self::DELETE => Method::DELETE,
            Self::OPTIONS => Method::OPTIONS,
        }
    }
}
