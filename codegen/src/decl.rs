//! What one page declares: a parsed page in, owned declarations out, names still text.
//!
//! A declaration never looks at another page and knows no Rust. The words of the dialect stand in [`vocabulary`] alone.

use std::sync::Arc;

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

use crate::api::{Method, PageKind, Template};
use crate::ledger::Ledger;
use crate::source::{SourceId, Span, Spanned};

mod annotation;
pub mod body;
pub mod enumeration;
pub mod operation;
pub mod outline;
pub mod permission;
pub mod prose;
pub mod read;
pub mod resource;
pub mod table;
pub mod template;
pub mod vocabulary;

pub use body::BodyDecl;
pub use body::json::{Json, JsonNode, JsonValue};
pub use prose::links::Links;
pub use read::read;

/// Everything one page declares.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PageDecls {
    /// The file.
    pub source: SourceId,
    /// What the structure of the page says it is.
    pub kind: PageKind,
    /// The level-1 heading.
    pub title: Spanned<String>,
    /// The `Namespace:` line.
    pub namespace: Option<Spanned<CompactString>>,
    /// Entity and complex types.
    pub types: Vec<TypeDecl>,
    /// Enumerations with a member table.
    pub enums: Vec<EnumDecl>,
    /// The requests of the page. Many pages have none, and then there is no room for any.
    pub operations: Option<Box<OperationsDecl>>,
    /// JSON bodies.
    pub bodies: Vec<BodyDecl>,
    /// Every link, for checking that it leads somewhere.
    pub links: Links,
    /// Rows of `Methods` tables.
    pub methods: Vec<MethodRow>,
    /// What was read, and what became of it.
    pub ledger: Ledger,
}

/// Prose, with its links still as the page has them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocDecl {
    /// See [`Doc::markdown`](crate::api::Doc::markdown).
    pub markdown: String,
    /// Byte range of each link in `markdown`, its text and its destination.
    pub links: Vec<(std::ops::Range<usize>, CompactString, CompactString)>,
}

/// A type as one page describes it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct TypeDecl {
    /// The name by annotation (`@odata.type`, else `@type`), possibly qualified.
    pub annotated: Option<Spanned<CompactString>>,
    /// The name by level-1 heading.
    pub headed: Option<Spanned<CompactString>>,
    /// Statements of a base type, in order of rank.
    pub bases: Vec<BaseClaim>,
    /// `"baseType": null` of the annotation.
    pub no_base: Option<Span>,
    /// `keyProperty` of the annotation.
    pub key: Option<Spanned<CompactString>>,
    /// `abstract`: the value and where it stands; annotation before prose.
    pub is_abstract: Vec<Flag>,
    /// `openType`.
    pub is_open: Vec<Flag>,
    /// `isMediaEntity`.
    pub has_stream: bool,
    /// Rows of the property and relationship tables.
    pub members: Vec<MemberDecl>,
    /// Members of the JSON representation with the type its value suggests.
    pub shape: Vec<ShapeMember>,
    /// Types listed as deriving from this one.
    pub derived: Vec<TypeTerm>,
    /// What the page says of it.
    pub doc: DocDecl,
    /// Deprecation notice.
    pub deprecated: Option<String>,
    /// The level-1 heading.
    pub span: Span,
}

/// A yes-or-no statement.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Flag {
    /// What it says.
    pub value: bool,
    /// Who says so.
    pub by: FlagSource,
    /// Where.
    pub span: Span,
}

/// Where a yes-or-no statement stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FlagSource {
    /// In the annotation.
    Annotation,
    /// In the prose.
    Prose,
}

/// A statement that the type derives from another.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BaseClaim {
    /// The base.
    pub base: TypeTerm,
    /// Who says so.
    pub by: BaseSource,
}

/// Where a base is stated, in order of trust.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum BaseSource {
    /// `baseType` of the annotation.
    Annotation,
    /// "Inherits from", "derived from", "extends" …
    Prose,
    /// `Inherited from` in a property row: an ancestor, not always the nearest.
    Row,
}

/// A row of a property or relationship table.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MemberDecl {
    /// The name on the wire.
    pub name: Spanned<CompactString>,
    /// The type cell.
    pub ty: TypeExpr,
    /// Whether it stands in a `Relationships` table.
    pub relationship: bool,
    /// Owner stated by `Inherited from [x]`.
    pub inherited_from: Option<TypeTerm>,
    /// What its description says.
    pub remarks: Remarks,
    /// The description.
    pub doc: DocDecl,
    /// The row.
    pub span: Span,
}

/// What a description states in set phrases.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Remarks {
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
    /// The sentence that says deprecated.
    pub deprecated: Option<String>,
    /// `Possible values are: …`
    pub values: Vec<Spanned<CompactString>>,
}

/// A type cell, or a type mentioned in prose.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TypeExpr {
    /// The types named; more than one for `A or B`, none for an empty cell.
    pub terms: Vec<TypeTerm>,
    /// Whether it is a collection.
    pub collection: bool,
    /// The text as the page has it.
    pub raw: CompactString,
    /// The cell.
    pub span: Span,
}

/// A type's name, as text.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TypeTerm {
    /// The name, possibly qualified; markup removed.
    pub text: CompactString,
    /// Where the page links it to, when it does.
    pub target: Option<CompactString>,
    /// Where it stands.
    pub span: Span,
}

/// A member of a JSON representation.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ShapeMember {
    /// The member's name.
    pub name: Spanned<CompactString>,
    /// What its value suggests.
    pub hint: ShapeHint,
    /// Whether it is an array (or `Collection(…)`).
    pub collection: bool,
}

/// What the value of a JSON representation suggests about a type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ShapeHint {
    /// A named type.
    Named(CompactString),
    /// A string: any of the text types, or an enum.
    Text,
    /// `"String (timestamp)"` and the like: the words in parentheses or the whole string.
    Placeholder(CompactString),
    /// `true` or `false`.
    Boolean,
    /// An integer.
    Integer,
    /// A number with a fraction.
    Fraction,
    /// An object without a type.
    Object,
    /// `null`, `[]`, `{}`: nothing.
    Nothing,
}

/// An enumeration with a member table.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EnumDecl {
    /// The name in the heading.
    pub name: Spanned<CompactString>,
    /// Whether the heading form (`X values`, enum page) says that it is an enum; free headings need a use as a type.
    pub certain: bool,
    /// Whether it is a list of bullets rather than a table.
    pub is_list: bool,
    /// The rows or items.
    pub members: Vec<EnumMemberDecl>,
    /// What the page says of it.
    pub doc: DocDecl,
    /// Deprecation notice.
    pub deprecated: Option<String>,
    /// The table or list.
    pub span: Span,
}

/// A row of a member table, or an item of a list of members.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EnumMemberDecl {
    /// The member.
    pub name: Spanned<CompactString>,
    /// Its number.
    pub value: Option<i64>,
    /// Its description.
    pub doc: DocDecl,
}

/// A row of a `Methods` table.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MethodRow {
    /// Link to the page of the method.
    pub target: Option<CompactString>,
    /// The text of the first cell.
    pub title: CompactString,
    /// The return type cell.
    pub returns: TypeExpr,
    /// The row.
    pub span: Span,
}

/// The requests of an operation page.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OperationsDecl {
    /// Every request line, in order.
    pub routes: Vec<RouteDecl>,
    /// Permission tables.
    pub permissions: Arc<Vec<crate::api::Permissions>>,
    /// Request headers.
    pub headers: Vec<HeaderDecl>,
    /// Rows of path, query and function parameter tables.
    pub parameters: Vec<ParameterDecl>,
    /// The `Request body` section.
    pub request: RequestDecl,
    /// The `Response` section.
    pub response: ResponseDecl,
    /// What the page says of it.
    pub doc: DocDecl,
    /// Deprecation notice.
    pub deprecated: Option<String>,
    /// The heading of the request section.
    pub span: Span,
}

/// A request line that is a path.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RouteDecl {
    /// The method.
    pub method: Method,
    /// The path.
    pub template: Arc<Template>,
    /// The text after the method.
    pub raw: String,
    /// The line.
    pub span: Span,
}

/// A row of a header table.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct HeaderDecl {
    /// The field name.
    pub name: CompactString,
    /// `None` when not stated.
    pub required: Option<bool>,
    /// The other cells.
    pub doc: DocDecl,
    /// The row.
    pub span: Span,
}

/// A row of a parameter table.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ParameterDecl {
    /// The name on the wire.
    pub name: Spanned<CompactString>,
    /// The type cell, when there is one.
    pub ty: Option<TypeExpr>,
    /// Owner stated by `Inherited from [x]`.
    pub inherited_from: Option<TypeTerm>,
    /// What its description says.
    pub remarks: Remarks,
    /// The description.
    pub doc: DocDecl,
    /// The row.
    pub span: Span,
}

/// The `Request body` section.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct RequestDecl {
    /// The section says that there is no body.
    pub none: bool,
    /// Types linked in the prose.
    pub mentions: Vec<TypeExpr>,
    /// The rows of its table.
    pub rows: Vec<ParameterDecl>,
    /// The section says that the body is bytes or text of another kind.
    pub stream: bool,
    /// Where.
    pub span: Span,
}

/// The `Response` section.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ResponseDecl {
    /// Status codes of success, in order.
    pub codes: Vec<u16>,
    /// Types mentioned, in order of trust.
    pub mentions: Vec<TypeExpr>,
    /// It says that nothing is returned.
    pub none: bool,
    /// It says that a stream or file is returned.
    pub stream: bool,
    /// Where; empty when the page has no such section.
    pub span: Span,
}

impl FlagSource {
    /// The word that `explain` uses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            FlagSource::Annotation => "annotation",
            FlagSource::Prose => "prose",
        }
    }
}
