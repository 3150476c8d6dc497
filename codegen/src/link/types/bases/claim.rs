//! Statements about the base of a type, and the data of a type before its members are known.

use crate::api::{Evidence, TypeId};
use crate::decl::BaseSource;
use crate::source::Span;
use compact_str::CompactString;

/// A type with its base and the evidence, before its members are known.
#[derive(Default)]
pub(crate) struct TypeDraft {
    pub(in crate::link) base: Option<TypeId>,
    pub(in crate::link) evidence: Vec<Evidence>,
    /// Types without a page that a page of this type lists as derived types.
    pub(in crate::link) undocumented_subtypes: Vec<crate::api::QualifiedName>,
    /// Members of this type that have no row, and that examples of derived types show.
    pub(in crate::link) shown: Vec<CompactString>,
}

/// A statement about the base of a type, with its source and its place.
pub(in crate::link) struct Claim {
    pub(in crate::link) base: TypeId,
    pub(in crate::link) by: BaseSource,
    pub(in crate::link) reason: &'static str,
    pub(in crate::link) span: Span,
}

/// The bases of a type, nearest first. Their number is limited, because bases may form a circle.
pub(super) fn ancestors(bases: &[Option<TypeId>], id: TypeId) -> impl Iterator<Item = TypeId> {
    std::iter::successors(bases[id.index()], |base| bases[base.index()]).take(bases.len().min(64))
}
