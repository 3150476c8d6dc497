//! Parts of declarations that rows and prose share: types as text, remarks, documentation.

use crate::source::{Span, Spanned};
use compact_str::CompactString;
use serde::{Deserialize, Serialize};

/// Prose whose links are not resolved yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DocDecl {
    /// See [`Doc::markdown`](crate::api::Doc::markdown).
    pub markdown: String,
    /// Byte range of each link in `markdown`, its text and its destination.
    pub links: Vec<(std::ops::Range<usize>, CompactString, CompactString)>,
}

/// Facts that a description states in set phrases.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Remarks {
    /// `Read-only.`
    pub read_only: bool,
    /// `Required.` or `Optional.`
    pub required: Option<bool>,
    /// `Nullable.` or `Not nullable.`
    pub nullable: Option<bool>,
    /// Returned only on `$select`.
    pub select_only: bool,
    /// Supports `$filter`.
    pub filterable: bool,
    /// A value combines several members of its enumeration.
    pub combined: bool,
    /// The sentence that states the deprecation.
    pub deprecated: Option<String>,
    /// `Possible values are: …`
    pub values: Vec<Spanned<CompactString>>,
}

/// A type cell, or a type mentioned in prose.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct TypeExpr {
    /// The named types: several for `A or B`, none for an empty cell.
    pub terms: Vec<TypeTerm>,
    /// Whether the type is a collection.
    pub collection: bool,
    /// The text on the page.
    pub raw: CompactString,
    /// The place of the cell, or of the mention.
    pub span: Span,
}

/// The name of a type, as text.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct TypeTerm {
    /// The name, possibly qualified, without markup.
    pub text: CompactString,
    /// The target of its link, if it has one.
    pub target: Option<CompactString>,
    /// The place of the name.
    pub span: Span,
}
