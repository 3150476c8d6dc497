//! All names of a tree, in the order of the model.

use crate::api::{EnumId, PageId};
use crate::decl::TypeDecl;
use crate::link::names::entries::{EnumEntry, TypeEntry};
use crate::link::names::index::Index;
use crate::source::Span;
use foldhash::HashMap;

/// All names, in the order of the model.
pub(crate) struct CollectedNames {
    pub(crate) types: Vec<TypeEntry>,
    pub(crate) enums: Vec<EnumEntry>,
    /// Enumerations of type cells without a name, by the place of the row.
    pub(crate) nameless: HashMap<Span, EnumId>,
    pub(crate) index: Index,
    /// Types that were created from request bodies.
    pub(crate) made: Vec<(PageId, TypeDecl)>,
}
