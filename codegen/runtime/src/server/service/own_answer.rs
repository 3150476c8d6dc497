//! The answer that a test gives for one request.
//!
//! In: a request. Out: whether the answer is for it.

use crate::server::RequestTarget;
use http::{Method, Response};

/// The answer to one request.
pub(super) struct OwnAnswer {
    pub(super) page: &'static str,
    pub(super) method: Method,
    pub(super) target: RequestTarget,
    pub(super) response: Response<Vec<u8>>,
}

impl OwnAnswer {
    /// Whether a request has the path of the route and all query options that the route has.
    pub(super) fn is_for(&self, method: &Method, target: &RequestTarget) -> bool {
        self.method == *method
            && self.target.path.eq_ignore_ascii_case(&target.path)
            && self.target.query.iter().all(|option| target.query.contains(option))
    }

    pub(super) fn response(&self) -> (Response<Vec<u8>>, &'static str) {
        (self.response.clone(), self.page)
    }
}
