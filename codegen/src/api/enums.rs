//! Enumerations and their members.

use crate::api::{Doc, QualifiedName};
use crate::source::Span;
use compact_str::CompactString;

use crate::api::ids::PageId;

/// An enumeration: a type whose values are names such as `low` and `high`.
#[derive(Clone, Debug, Hash)]
pub struct EnumType {
    /// The qualified name, such as `microsoft.graph.importance`.
    pub name: QualifiedName,
    /// Whether a value may combine several members, with commas between them: `read,write`.
    pub is_flags: bool,
    /// The members of the enumeration. If several pages list members, first come the members on the page about this
    /// enumeration alone, then those on pages about several enumerations, then those on other pages.
    pub members: Vec<EnumMember>,
    /// The description of the enumeration on its pages.
    pub doc: Doc,
    /// The notice that the enumeration is deprecated, as the page words it; `None` if it is not deprecated.
    pub deprecated: Option<String>,
    /// The pages that describe the enumeration, or list its values in prose.
    pub pages: Vec<PageId>,
    /// The places of the tables and sentences that list its members. The order of the pages is the same as in
    /// `members`.
    pub spans: Vec<Span>,
}

/// A member of an enumeration.
#[derive(Clone, Debug, Hash)]
pub struct EnumMember {
    /// The name of the member, as it stands in JSON.
    pub name: CompactString,
    /// Spellings of the name on other pages, if they differ from `name` in letter case only: `High` for `high`.
    pub aliases: Vec<CompactString>,
    /// The numeric value of the member, such as 2; `None` if the pages state none.
    pub value: Option<i64>,
    /// The description of the member on its page.
    pub doc: Doc,
    /// The notice that the member is deprecated, as the page words it; empty if the page marks it with a word alone,
    /// `None` if it is not deprecated.
    pub deprecated: Option<String>,
    /// The place of the table row or of the words in prose that declare the member.
    pub span: Span,
}
