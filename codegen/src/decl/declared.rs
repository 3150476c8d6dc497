//! The declarations of a page. Readers of sections fill them in, and `link` unites the declarations of all pages.

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

/// Everything one page declares.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct PageDecls {
    /// The file.
    pub source: SourceId,
    /// The kind of page, decided by its structure.
    pub kind: PageKind,
    /// The level-1 heading.
    pub title: Spanned<String>,
    /// The `Namespace:` line.
    pub namespace: Option<Spanned<CompactString>>,
    /// Entity and complex types.
    pub types: Vec<TypeDecl>,
    /// Enumerations with a member table.
    pub enums: Vec<EnumDecl>,
    /// The requests of the page. Boxed, because many pages have none.
    pub operations: Option<Box<OperationsDecl>>,
    /// JSON bodies.
    pub bodies: Vec<BodyDecl>,
    /// Every link, to check its target later.
    pub links: Links,
    /// The offset of the start of each line of the page.
    pub lines: Vec<u32>,
    /// The anchors of the headings on the page.
    pub anchors: Vec<CompactString>,
    /// The title in the front matter, if it differs from the level-1 heading.
    pub other_title: Option<Spanned<CompactString>>,
    /// The owner of the page; empty if its front matter does not say.
    pub owner: CompactString,
    /// Rows of `Methods` tables.
    pub methods: Vec<MethodRow>,
    /// The codes that comments on the page allow. The check of comments fills them in.
    pub allowed: Vec<Spanned<Code>>,
    /// The counts of pieces that were read, used and reported.
    pub ledger: Ledger,
}
