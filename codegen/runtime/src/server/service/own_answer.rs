//! The answer that a test gives for one request.
//!
//! In: a request. Out: whether the answer is for it.

use crate::server::RequestTarget;
use http::{Method, Response};

/// An answer that a test has given for requests with this method, path and query options.
pub(super) struct OwnAnswer {
    pub(super) page: &'static str,
    pub(super) method: Method,
    pub(super) target: RequestTarget,
    pub(super) response: Response<Vec<u8>>,
}

impl OwnAnswer {
    /// Whether the answer is for a request: it has the same method and path, and all query options of the route.
    pub(super) fn is_for(&self, method: &Method, target: &RequestTarget) -> bool {
        self.method == *method
            && self.target.path.eq_ignore_ascii_case(&target.path)
            && self.target.query.iter().all(|option| target.query.contains(option))
    }

    pub(super) fn response(&self) -> (Response<Vec<u8>>, &'static str) {
        (self.response.clone(), self.page)
    }
}
