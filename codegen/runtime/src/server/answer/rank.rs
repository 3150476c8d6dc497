//! Decides which page answers a request if several pages document its path.
//!
//! In: facts about each page and the request. Out: a rank; the page with the smallest rank answers. Invariant: both the
//! mock server, which reads the pages, and a [`Service`](crate::server::Service) of a generated crate compare pages by
//! this rank alone.

use std::cmp::Reverse;

/// How well a page matches one of its paths, as two numbers; higher is better. The first, from 0 to 3, compares the
/// type that the page documents with the type of the resource at the path. The second, from 0 to 2, compares the file
/// name of the page with the type of that resource.
#[doc(hidden)]
pub type Fit = (u8, u8);

/// The best possible match, which counts for paths that only one page has.
pub(in crate::server) const BEST_FIT: Fit = (3, 2);

/// What decides between pages that document the same path, the most important first. The page with the smallest value
/// answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[doc(hidden)]
pub struct Rank {
    /// Whether the page forbids the request, for instance because a required member is missing.
    pub is_refused: bool,
    /// Whether the documented path contains a query option that the request lacks, or has in another form.
    pub lacks_options: bool,
    /// How far the body is from the documented type; 0 if it fits. Always 0 if the page allows the request.
    pub distance: usize,
    /// How many query options of the request are also in the documented path. An option counts twice if the documented
    /// path has a value for it, such as `type=photo`, and not only a placeholder. Reversed, because the smallest rank
    /// wins.
    pub options: Reverse<usize>,
    /// Whether `@odata.type` of the body is the type that the page documents.
    pub names_type: Reverse<bool>,
    pub fit: Reverse<Fit>,
    /// How like the request is to the most similar example of the page.
    pub likeness: Reverse<i64>,
    /// The index of the path template, so that no two pages have the same rank.
    pub template: usize,
}
