//! Types and enumerations with the declarations that belong to each.

use crate::api::{PageId, QualifiedName};
use crate::source::{Span, Spanned};
use compact_str::CompactString;

/// A type with its name, and the places of its declarations on pages.
pub(crate) struct TypeEntry {
    pub(crate) name: QualifiedName,
    /// Other short names that pages use: titles that differ from the annotation.
    pub(crate) aliases: Vec<CompactString>,
    /// The declarations of the type: each a page and a position in the `types` of that page.
    pub(crate) decls: Vec<(PageId, usize)>,
    /// The declarations made from rows of request bodies, as positions in the list of these declarations.
    pub(crate) made: Vec<usize>,
    /// If no page describes the type, the first place that mentions it, such as a row with `Inherited from`. `None` if
    /// a page describes it.
    pub(crate) referred: Option<Span>,
}

impl TypeEntry {
    /// The entry of a type that no page describes; `place` is the first place that mentions it.
    pub(crate) fn referred(name: QualifiedName, place: Span) -> TypeEntry {
        TypeEntry { name, aliases: Vec::new(), decls: Vec::new(), made: Vec::new(), referred: Some(place) }
    }
}

/// An enumeration with its name, and the places of its declarations on pages.
pub(crate) struct EnumEntry {
    pub(crate) name: QualifiedName,
    /// The tables of values: each a page and a position in the `enums` of that page.
    pub(crate) tables: Vec<(PageId, usize)>,
    /// Lists of values in the descriptions of rows, each with its page.
    pub(crate) prose: Vec<(PageId, Vec<Spanned<CompactString>>)>,
}
