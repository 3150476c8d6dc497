//! The changes that one exchange makes to the operations: the operation that it is an example of, and the route that it
//! adds.
//!
//! An exchange is an example request with its responses. In: an exchange. Out: the exchange with its operation, its
//! findings and the route that it adds. Invariant: the operations of one page are contiguous, in the order of the
//! pages.

use super::alternatives::Alternative;
use crate::api::{Api, Exchange, PageId};
use crate::diagnostic::Diagnostic;

/// An exchange with its operation, its findings, and the route that it adds.
pub(super) struct LinkedExchange {
    pub(super) exchange: Exchange,
    /// The index of the operation among all operations.
    pub(super) owner: usize,
    /// If another page documents the request of the exchange: that page, and the index of the operation among the
    /// operations of that page. `None` if the exchange belongs to its own page.
    pub(super) elsewhere: Option<(PageId, usize)>,
    /// The path that the example adds to the operation, because no request line has it. `None` if it adds none.
    pub(super) added: Option<Alternative>,
    pub(super) findings: Vec<Diagnostic>,
    pub(super) places: Vec<usize>,
}

/// The indexes of a page's operations among all operations.
pub(in crate::link) fn of_page(api: &Api, page: PageId) -> std::ops::Range<usize> {
    let start = api.operations.partition_point(|operation| operation.page < page);
    start..api.operations.partition_point(|operation| operation.page <= page)
}
