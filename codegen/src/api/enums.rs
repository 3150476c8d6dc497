//! Enumerations and their members.

use crate::api::{Doc, QualifiedName};
use crate::source::Span;
use compact_str::CompactString;

use crate::api::ids::PageId;

/// An enumeration.
#[derive(Clone, Debug, Hash)]
pub struct EnumType {
    /// The name of the enumeration.
    pub name: QualifiedName,
    /// Whether a value may combine members, comma-separated.
    pub is_flags: bool,
    /// The members, in the order of the table with the highest rank.
    pub members: Vec<EnumMember>,
    /// The description on the pages.
    pub doc: Doc,
    /// The deprecation notice.
    pub deprecated: Option<String>,
    /// The pages that describe the enumeration, or list its values in prose.
    pub pages: Vec<PageId>,
    /// The places of its declarations. The first one has the highest rank.
    pub spans: Vec<Span>,
}

/// A member of an enumeration.
#[derive(Clone, Debug, Hash)]
pub struct EnumMember {
    /// The name on the wire.
    pub name: CompactString,
    /// Other spellings that pages use (letter case only).
    pub aliases: Vec<CompactString>,
    /// The number of the member, if the pages state one.
    pub value: Option<i64>,
    /// The description on the page.
    pub doc: Doc,
    /// The place of the table row or of the words in prose that declare the member.
    pub span: Span,
}
