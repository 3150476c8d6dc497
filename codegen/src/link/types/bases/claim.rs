//! Statements about the base of a type, and what is known of the type before its members.

use crate::api::{Evidence, TypeId};
use crate::decl::BaseSource;
use crate::source::Span;
use compact_str::CompactString;

/// A type with its base and the reasons, before its members.
#[derive(Default)]
pub(crate) struct TypeDraft {
    pub(in crate::link) base: Option<TypeId>,
    pub(in crate::link) evidence: Vec<Evidence>,
    /// Types listed as deriving from it without a page.
    pub(in crate::link) undocumented_subtypes: Vec<crate::api::QualifiedName>,
    /// Members that it has without a row, as examples of types that derive from it show.
    pub(in crate::link) shown: Vec<CompactString>,
}

/// A statement: a type, its base, who says so.
pub(in crate::link) struct Claim {
    pub(in crate::link) base: TypeId,
    pub(in crate::link) by: BaseSource,
    pub(in crate::link) reason: &'static str,
    pub(in crate::link) span: Span,
}
