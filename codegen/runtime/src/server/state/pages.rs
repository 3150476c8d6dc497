//! The facts that the state needs from the documentation.
//!
//! In: paths, and names of types and members. Out: the example at a path, and facts about a member. The mock answers
//! from its model, a `Service` from the tables of its crate.

use super::schema::{Schema, TypeId};
use super::steps::Steps;
use crate::server::{Links, RequestTarget};
use crate::{Json, Json as Value};
use http::{HeaderMap, Method};
use serde_json::Map;

/// The documented answers, regardless of demands on a request. Routes are numbered as in the schema.
#[doc(hidden)]
pub trait Pages {
    fn schema(&self) -> &Schema;

    /// The route that reads a path, and the body of its example.
    fn shows(&self, path: &str, links: &Links<'_>) -> Option<(usize, Json)>;

    /// The bodies in the examples of the route that reads a single item of a list.
    fn items_shown_alone(&self, list: &str) -> Vec<Map<String, Value>>;

    /// Whether the path of an example request contains this segment.
    fn has_segment(&self, segment: &str) -> bool;

    /// Whether a page documents the method for a path.
    fn documents(&self, method: &Method, path: &str) -> bool;

    /// The steps of the path of a request that a route answers.
    fn steps(&self, request: &StateRequest<'_>, route: usize) -> Option<Steps>;

    /// The steps of a path, whichever route it matches best.
    fn steps_of(&self, path: &str) -> Option<Steps>;

    /// Whether a type has a member; `None` if that is not known.
    fn has_member(&self, ty: TypeId, name: &str) -> Option<bool>;

    /// Whether the service sets a member of an entity that a route creates: a member that the example response of the
    /// page shows and the example request does not send.
    fn is_given(&self, route: usize, ty: TypeId, name: &str) -> bool;

    /// The values that the pages list for the property `status` of a type.
    fn statuses(&self, ty: TypeId) -> Vec<String> {
        self.schema().statuses(ty).to_vec()
    }

    /// Whether query options that cannot be understood are ignored.
    fn is_lenient(&self) -> bool {
        false
    }
}

/// The parts of a request that the state depends on.
#[derive(Clone, Copy)]
#[doc(hidden)]
pub struct StateRequest<'r> {
    /// The method; `GET` for `HEAD`.
    pub method: &'r str,
    /// Path and query as they were received.
    pub uri: &'r str,
    pub target: &'r RequestTarget,
    pub headers: &'r HeaderMap,
    /// The body, if it is JSON.
    pub json: Option<&'r Json>,
    pub body: &'r [u8],
}

impl<'r> StateRequest<'r> {
    /// The value of a header, if it is text.
    pub(super) fn header(&self, name: http::HeaderName) -> Option<&'r str> {
        self.headers.get(name)?.to_str().ok()
    }
}
