//! The names of all types and enumerations of a tree, in the order of the model.

use crate::api::{EnumId, PageId};
use crate::decl::TypeDecl;
use crate::link::names::entries::{EnumEntry, TypeEntry};
use crate::link::names::index::Index;
use crate::source::Span;
use foldhash::HashMap;

/// The names of all types and enumerations, in the order of the model.
pub(crate) struct CollectedNames {
    pub(crate) types: Vec<TypeEntry>,
    pub(crate) enums: Vec<EnumEntry>,
    /// The enumeration of each row whose type cell has no name of its own, such as `Enumeration`. The key is the place
    /// of the row.
    pub(crate) nameless: HashMap<Span, EnumId>,
    pub(crate) index: Index,
    /// Types created from the rows of request bodies, each with the page of the body.
    pub(crate) made: Vec<(PageId, TypeDecl)>,
}
