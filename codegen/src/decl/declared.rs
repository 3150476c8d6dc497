//! The types that store what one page declares, one type for each kind of declaration. The other modules of `decl` fill
//! them in, and `link` makes the model from the declarations of all pages.

mod operation;
mod resource;
mod terms;

pub(crate) use operation::{BodyDecl, HeaderDecl, OperationsDecl, ParameterDecl, RequestDecl, ResponseDecl, RouteDecl};
pub(crate) use resource::{
    BaseClaim, BaseSource, EnumDecl, EnumMemberDecl, Flag, FlagSource, MemberDecl, MethodRow, ShapeHint, ShapeMember,
    TypeDecl,
};
pub(crate) use terms::{DocDecl, Remarks, TypeExpr, TypeTerm};

use crate::api::PageKind;
use crate::code::Code;
use crate::decl::prose::links::Links;
use crate::ledger::Ledger;
use crate::source::{SourceId, Spanned};
use compact_str::CompactString;
use serde::{Deserialize, Serialize};

/// Everything that one page declares.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct PageDecls {
    /// The file of the page.
    pub source: SourceId,
    /// Whether the page is about an operation, about a type, about enumerations, or prose. See `decl/page_kind.rs`.
    pub kind: PageKind,
    /// The text of the level-1 heading.
    pub title: Spanned<String>,
    /// The namespace in a line such as `Namespace: microsoft.graph`; `None` for a page without such a line.
    pub namespace: Option<Spanned<CompactString>>,
    /// The entity and complex types that the page describes.
    pub types: Vec<TypeDecl>,
    /// The enumerations whose members the page lists.
    pub enums: Vec<EnumDecl>,
    /// What the page says about its requests; `None` if `kind` is not `PageKind::Operation`. Boxed, because many pages
    /// are not about an operation.
    pub operations: Option<Box<OperationsDecl>>,
    /// The JSON bodies and HTTP messages in code blocks.
    pub bodies: Vec<BodyDecl>,
    /// The destination of every link on the page. `checks` compares the destinations with the files in the docs
    /// folder.
    pub links: Links,
    /// The byte offset at which each line of the page starts.
    pub lines: Vec<u32>,
    /// The anchors to which links such as `user.md#properties` can lead: one for each heading.
    pub anchors: Vec<CompactString>,
    /// The title in the front matter; `None` if it is missing or equals the level-1 heading.
    pub other_title: Option<Spanned<CompactString>>,
    /// The product area in the front matter, or else the author; empty if the front matter has neither.
    pub owner: CompactString,
    /// The rows of the `Methods` tables on a page about a type. They link to the pages of its operations.
    pub methods: Vec<MethodRow>,
    /// The codes in comments such as `<!-- lint: allow D0412 because … -->`. `checks` fills them in, not `decl`.
    pub allowed: Vec<Spanned<Code>>,
    /// The number of table rows, of request lines and so on that were read, that were used, and that were reported
    /// instead.
    pub ledger: Ledger,
}
