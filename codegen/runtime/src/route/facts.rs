//! What a page states about its route: method, paths, statuses and permissions.
//!
//! In: the tables of `route!`. Out: the values of the constants of [`Route`](crate::Route). Invariant: `route!` writes
//! one constant for each route, `FACTS`. Five constants would take five times as long to compile.

use super::PermissionTable;
use http::Method;

/// The facts that a page states about an operation: method, templates, statuses, permissions.
///
/// ```
/// use graph_runtime::route::{Facts, Verb};
/// let facts = Facts { method: Verb::GET, templates: &["/me"], success: &[200], permissions: &[], page: "api/user-get.md" };
/// assert_eq!(facts.method.method(), "GET");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// The HTTP method of the request.
    pub method: Verb,
    /// Every documented path template, such as `/users/{id}/messages`.
    pub templates: &'static [&'static str],
    /// The documented status codes of success, such as `[201]`.
    pub success: &'static [u16],
    /// The permission tables of the page; empty if it has none.
    pub permissions: &'static [PermissionTable],
    /// The path of the page in the documentation, such as `api/user-list-messages.md`.
    pub page: &'static str,
}

/// An HTTP method as a constant of a route. The type [`Method`] of the crate `http` is not `Copy`, so it cannot be
/// copied out of a constant. The variants have the names of the methods.
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
    /// The method as the type of the crate `http`.
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
