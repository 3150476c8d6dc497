//! The parts of declarations that rows and sentences have in common: names of types, remarks such as `Read-only.`,
//! descriptions.

use crate::source::{Span, Spanned};
use compact_str::CompactString;
use serde::{Deserialize, Serialize};

/// A description of a property, type, operation or the like. The destinations of its links are not resolved yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DocDecl {
    /// The prose as CommonMark, cleaned as [`Doc::markdown`](crate::api::Doc::markdown) says.
    pub markdown: String,
    /// For each link in `markdown`: its byte range, its text and its destination.
    pub links: Vec<(std::ops::Range<usize>, CompactString, CompactString)>,
}

/// What a description says in set phrases such as `Read-only.`, or a table says in columns such as `Nullable`. A field
/// is `None`, false or empty if they say nothing about it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Remarks {
    /// The description says `Read-only.`, or a column says so.
    pub read_only: bool,
    /// Whether the property can be set only when an item is created: the cell of a column such as `Updatable` says
    /// `No`, or the description says `Immutable.`
    pub immutable: bool,
    /// `Some(true)` if the description says `Required.`, `Some(false)` if it says `Optional.`
    pub required: Option<bool>,
    /// `Some(true)` if the description says `Nullable.` or a column `Nullable` says `Yes`; `Some(false)` if the
    /// description says `Not nullable.` or the column says `No`.
    pub nullable: Option<bool>,
    /// The description says that the property is returned only on `$select`.
    pub select_only: bool,
    /// The description or a column says that `$filter` is supported.
    pub filterable: bool,
    /// The description says that a value combines several members of its enumeration.
    pub combined: bool,
    /// The sentences that say that the item is deprecated. `None` if there are none.
    pub deprecated: Option<String>,
    /// Listed values that the description calls deprecated, each with the words about it.
    pub deprecated_values: Vec<(CompactString, String)>,
    /// The values that the description lists, as in `Possible values are: low, high.`
    pub values: Vec<Spanned<CompactString>>,
}

/// What a type cell or a sentence says about a type, not resolved yet.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct TypeExpr {
    /// The names of the types: several for `A or B`, none for an empty cell.
    pub terms: Vec<TypeTerm>,
    /// Whether the words say that the value is a collection, as in `Collection(String)`.
    pub collection: bool,
    /// The words from which the type was read, as the page writes them.
    pub raw: CompactString,
    /// The place of the cell, or of the words in the sentence.
    pub span: Span,
}

/// The name of a type as the page writes it, not resolved yet.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct TypeTerm {
    /// The name, possibly qualified, without markup.
    pub text: CompactString,
    /// The destination of the link on the name; `None` if the name is not a link.
    pub target: Option<CompactString>,
    /// The place of the name.
    pub span: Span,
}
