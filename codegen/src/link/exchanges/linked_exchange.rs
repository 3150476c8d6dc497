//! What one exchange of a page adds to the operations.
//!
//! In: an exchange. Out: the same with the operation that it belongs to, and what it adds to it.
//! Invariant: operations of one page stand together, in the order of the pages.

use super::alternatives::Alternative;
use crate::api::{Api, Exchange, PageId};
use crate::diagnostic::Diagnostic;

/// An exchange with its operation, its findings, and the route that it adds.
pub(super) struct LinkedExchange {
    pub(super) exchange: Exchange,
    /// The operation, by its index among all.
    pub(super) owner: usize,
    /// The operation of another page that it is an example of, counted from that page's first.
    pub(super) elsewhere: Option<(PageId, usize)>,
    /// A path that the example alone has.
    pub(super) added: Option<Alternative>,
    pub(super) findings: Vec<Diagnostic>,
    pub(super) places: Vec<usize>,
}

/// The operations of a page.
pub(super) fn of_page(api: &Api, page: PageId) -> std::ops::Range<usize> {
    let start = api.operations.partition_point(|operation| operation.page < page);
    start..api.operations.partition_point(|operation| operation.page <= page)
}
