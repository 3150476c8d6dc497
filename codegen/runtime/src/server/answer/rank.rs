//! Decides which page answers a request if several pages document its path.
//!
//! In: facts about each page and the request. Out: a rank; the page with the smallest rank answers. Invariant: a mock
//! of the pages and a [`Service`](crate::server::Service) of the generated crate compare pages by this rank alone.

use std::cmp::Reverse;

/// How well a page matches one of its paths: first by the types, then by the name of the page. Higher is better.
#[doc(hidden)]
pub type Fit = (u8, u8);

/// The fit of a page with paths that no other page has.
pub(in crate::server) const BEST_FIT: Fit = (3, 2);

/// The facts that decide between pages, the most important first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[doc(hidden)]
pub struct Rank {
    /// Whether the page forbids the request.
    pub is_refused: bool,
    /// Whether the path has query options that the request does not have in that form.
    pub lacks_options: bool,
    /// The difference between the body and the documented type, if the page forbids the request.
    pub distance: usize,
    /// How well the query options match those of the path.
    pub options: Reverse<usize>,
    /// Whether the body names the type that the page documents.
    pub names_type: Reverse<bool>,
    pub fit: Reverse<Fit>,
    /// The likeness of the nearest example.
    pub likeness: Reverse<i64>,
    /// The number of the path, so that no two pages have the same rank.
    pub template: usize,
}
