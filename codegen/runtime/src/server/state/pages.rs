//! What the state asks of the documentation: the example at a path, whether a page documents a method, which members a
//! type has.
//!
//! In: paths, and names of types and members. Out: the example at a path, and facts about a member. The mock answers
//! from its model, a `Service` from the tables of its crate.

use super::schema::{Schema, TypeId};
use super::steps::Steps;
use crate::server::{Links, RequestTarget};
use crate::{Json, Json as Value};
use http::{HeaderMap, Method};
use serde_json::Map;

/// The questions of the state about the documentation. Examples are returned even for requests that lack a required
/// header or token. Routes are numbered as in the schema.
#[doc(hidden)]
pub trait Pages {
    fn schema(&self) -> &Schema;

    /// The route that reads a path, by its index in the schema, and the body of the example response on its page.
    fn shows(&self, path: &str, links: &Links<'_>) -> Option<(usize, Json)>;

    /// The entities in example responses to requests for a single item of this list, such as `/users/{id}` for
    /// `/users`.
    fn items_shown_alone(&self, list: &str) -> Vec<Map<String, Value>>;

    /// Whether the path of an example request contains this segment.
    fn has_segment(&self, segment: &str) -> bool;

    /// Whether a page documents this method for this path.
    fn documents(&self, method: &Method, path: &str) -> bool;

    /// The path of a request divided into [`Steps`], by the template of the route that answers it.
    fn steps(&self, request: &StateRequest<'_>, route: usize) -> Option<Steps>;

    /// A path divided into [`Steps`], by the template that matches it best.
    fn steps_of(&self, path: &str) -> Option<Steps>;

    /// Whether a type has this member; `None` if the documentation does not list the members of the type.
    fn has_member(&self, ty: TypeId, name: &str) -> Option<bool>;

    /// Whether a service sets this member by itself when a route creates an entity: the example response of the page
    /// shows it, and the example request does not send it.
    fn is_given(&self, route: usize, ty: TypeId, name: &str) -> bool;

    /// The values that the pages list for the property `status` of a type.
    fn statuses(&self, ty: TypeId) -> Vec<String> {
        self.schema().statuses(ty).to_vec()
    }

    /// Whether invalid query options are ignored with a warning instead of refused.
    fn is_lenient(&self) -> bool {
        false
    }
}

/// The parts of a request that the state needs to answer it from the stored entities or to change these.
#[derive(Clone, Copy)]
#[doc(hidden)]
pub struct StateRequest<'r> {
    /// The HTTP method. For a `HEAD` request it is `GET`.
    pub method: &'r str,
    /// The path and query as they were received.
    pub uri: &'r str,
    pub target: &'r RequestTarget,
    pub headers: &'r HeaderMap,
    /// The body of the request, if it is JSON.
    pub json: Option<&'r Json>,
    pub body: &'r [u8],
}

impl<'r> StateRequest<'r> {
    /// The value of a header, if it is text.
    pub(super) fn header(&self, name: http::HeaderName) -> Option<&'r str> {
        self.headers.get(name)?.to_str().ok()
    }
}
