//! What a page documents about its route, as a constant in the crate.
//!
//! In: a route and the response on its page. Out: a [`Documented`], one for each route of a
//! [`Service`](crate::server::Service). Invariant: it is built by `const fn`, so that the data of all routes are one
//! `static` array.

use crate::server::answer::body_check::{self, Check};
use crate::server::answer::rank::{BEST_FIT, Fit};
use crate::server::request::path_options::PathOption;
use crate::server::{Bodies, Exchange};
use crate::{PermissionTable, Route};
use http::Method;

/// A documented route, with what its page says about requests and responses.
///
/// ```
/// use graph_runtime::server::Documented;
/// # use graph_runtime::{Call, Route};
/// # pub struct CountUsers { call: Call }
/// # graph_runtime::route! {
/// #     CountUsers: GET, response i64, success [200], page "api/user-count.md", templates ["/users/$count"], permissions []
/// # }
///
/// static DOCUMENTED: &[Documented] = &[Documented::with_body::<CountUsers>(200, "893")];
/// assert_eq!((DOCUMENTED[0].page, DOCUMENTED[0].templates), ("api/user-count.md", &["/users/$count"][..]));
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Documented {
    /// The HTTP method of the route.
    pub method: Method,
    /// The path of the page that documents the route, such as `api/user-list-messages.md`.
    pub page: &'static str,
    /// Every documented path template, such as `/users/{id}/messages`.
    pub templates: &'static [&'static str],
    /// The response that the page shows; `None` if it shows none.
    pub example: Option<Example>,
    /// The permission tables of the page.
    pub permissions: &'static [PermissionTable],
    /// The example requests of the page with their responses.
    pub examples: &'static [Exchange],
    /// The names of the members that the page requires in the body of a request.
    pub required: &'static [&'static str],
    pub(in crate::server) check: Check,
    /// For each of the `templates`, the facts by which a service chooses between this page and other pages with the
    /// same path. Empty if no other page has one of these paths.
    pub(in crate::server) paths: &'static [DocumentedPath],
}

/// The facts about a page and one of its paths by which a service chooses between the pages that document this path.
#[derive(Clone, Copy, Debug)]
#[doc(hidden)]
pub struct DocumentedPath {
    pub(in crate::server) fit: Fit,
    pub(in crate::server) options: &'static [PathOption<'static>],
}

impl DocumentedPath {
    /// The facts about a page and one of its paths. `types`, from 0 to 3, says how well the type that the page
    /// documents matches the type of the resource at the path. `name`, from 0 to 2, says how well the file name of the
    /// page matches that type. Higher is better.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(types: u8, name: u8) -> Self {
        Self { fit: (types, name), options: &[] }
    }

    /// Adds the query options that the documented path contains, such as `$filter` in `/users?$filter={filter}`.
    #[doc(hidden)]
    #[must_use]
    pub const fn with(mut self, options: &'static [PathOption<'static>]) -> Self {
        self.options = options;
        self
    }
}

/// The response that a page shows for its route.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::server::Documented;
/// let row = Documented::with_body::<CreateMessage>(201, r#"{"id":"7"}"#);
/// let example = row.example.expect("the page shows a response");
/// assert_eq!((example.status, example.body()), (201, Some(r#"{"id":"7"}"#)));
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Example {
    /// The status of the response, such as 201.
    pub status: u16,
    body: Body,
}

#[derive(Clone, Copy, Debug)]
enum Body {
    Nothing,
    Text(&'static str),
    Named(&'static Bodies<'static>, &'static str),
}

impl Example {
    /// The JSON body; `None` if the response has no body.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::server::Documented;
    /// let row = Documented::without_body::<CreateMessage>(202);
    /// assert_eq!(row.example.and_then(|example| example.body()), None);
    /// ```
    #[must_use]
    pub fn body(&self) -> Option<&'static str> {
        match self.body {
            Body::Nothing => None,
            Body::Text(text) => Some(text),
            Body::Named(bodies, name) => bodies.get(name),
        }
    }
}

impl Documented {
    /// A route with a documented response whose body is JSON.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::server::Documented;
    /// static ROW: Documented = Documented::with_body::<ListMessages>(200, r#"{"value":[]}"#);
    /// assert_eq!((ROW.method.as_str(), ROW.page), ("GET", "api/user-list-messages.md"));
    /// ```
    #[must_use]
    pub const fn with_body<R: Route>(status: u16, body: &'static str) -> Self {
        Self::of::<R>(Some(Example { status, body: Body::Text(body) }))
    }

    /// A route with a documented response whose JSON body is in a file. If the file has no body of that name, the
    /// response has none.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::server::{Bodies, Documented};
    /// static BODIES: Bodies<'_> = Bodies::new(r#"{"list-messages": {"value":[]}}"#);
    /// static ROW: Documented = Documented::with_body_of::<ListMessages>(200, &BODIES, "list-messages");
    /// assert_eq!(ROW.example.and_then(|example| example.body()), Some(r#"{"value":[]}"#));
    /// ```
    #[must_use]
    pub const fn with_body_of<R: Route>(status: u16, bodies: &'static Bodies<'static>, name: &'static str) -> Self {
        Self::of::<R>(Some(Example { status, body: Body::Named(bodies, name) }))
    }

    /// A route whose documented response has a status and no body.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::server::Documented;
    /// let row = Documented::without_body::<CreateMessage>(202);
    /// assert_eq!(row.example.map(|example| (example.status, example.body())), Some((202, None)));
    /// ```
    #[must_use]
    pub const fn without_body<R: Route>(status: u16) -> Self {
        Self::of::<R>(Some(Example { status, body: Body::Nothing }))
    }

    /// A route whose page shows no response.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::server::Documented;
    /// assert!(Documented::without_example::<ListMessages>().example.is_none());
    /// ```
    #[must_use]
    pub const fn without_example<R: Route>() -> Self {
        Self::of::<R>(None)
    }

    /// Adds the example requests of the page with their responses.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::server::{Documented, Exchange};
    /// static SHOWN: &[Exchange] = &[Exchange::new("/me/messages", 200)];
    /// assert_eq!(Documented::without_example::<ListMessages>().shows(SHOWN).examples.len(), 1);
    /// ```
    #[must_use]
    pub const fn shows(mut self, examples: &'static [Exchange]) -> Self {
        self.examples = examples;
        self
    }

    /// Adds the members that the page requires in the body.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::server::Documented;
    /// let row = Documented::without_example::<CreateMessage>().requires(&["subject"]);
    /// assert_eq!(row.required, ["subject"]);
    /// ```
    #[must_use]
    pub const fn requires(mut self, members: &'static [&'static str]) -> Self {
        self.required = members;
        self
    }

    /// Adds, for each path template, the facts by which a service chooses between this page and others with the same
    /// path.
    #[doc(hidden)]
    #[must_use]
    pub const fn paths(mut self, paths: &'static [DocumentedPath]) -> Self {
        self.paths = paths;
        self
    }

    /// The facts by which a service chooses between this page and others with the path of this template. `template` is
    /// an index of `templates`. Without facts the page counts as the best fit.
    pub(in crate::server) fn path(&self, template: usize) -> DocumentedPath {
        self.paths.get(template).copied().unwrap_or(DocumentedPath { fit: BEST_FIT, options: &[] })
    }

    const fn of<R: Route>(example: Option<Example>) -> Self {
        let facts = R::FACTS;
        Self {
            method: facts.method.method(),
            page: facts.page,
            templates: facts.templates,
            example,
            permissions: facts.permissions,
            examples: &[],
            required: &[],
            paths: &[],
            check: body_check::check::<R>,
        }
    }
}
