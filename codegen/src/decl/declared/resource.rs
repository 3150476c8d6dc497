//! Declarations of a resource page: types, members, representations, enumerations.

use crate::decl::{DocDecl, Remarks, TypeExpr, TypeTerm};
use crate::source::{Span, Spanned};
use compact_str::CompactString;
use serde::{Deserialize, Serialize};

/// A type as one page describes it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct TypeDecl {
    /// The name in the annotation (`@odata.type`, else `@type`), possibly qualified.
    pub annotated: Option<Spanned<CompactString>>,
    /// The name in the level-1 heading.
    pub headed: Option<Spanned<CompactString>>,
    /// Statements of a base type, in order of rank.
    pub bases: Vec<BaseClaim>,
    /// `"baseType": null` of the annotation.
    pub no_base: Option<Span>,
    /// `keyProperty` of the annotation.
    pub key: Option<Spanned<CompactString>>,
    /// `optionalProperties` of the annotation.
    pub optional: Vec<Spanned<CompactString>>,
    /// Statements of `abstract`, annotation before prose.
    pub is_abstract: Vec<Flag>,
    /// Statements that the type is open or not, annotation before prose.
    pub is_open: Vec<Flag>,
    /// `isMediaEntity`.
    pub has_stream: bool,
    /// Rows of the property and relationship tables.
    pub members: Vec<MemberDecl>,
    /// Members of the JSON representation, each with the type that its value suggests.
    pub shape: Vec<ShapeMember>,
    /// Types that the page lists as derived from this type.
    pub derived: Vec<TypeTerm>,
    /// The description on the page.
    pub doc: DocDecl,
    /// Deprecation notice.
    pub deprecated: Option<String>,
    /// The level-1 heading.
    pub span: Span,
}

/// A Boolean statement.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Flag {
    /// The value of the statement.
    pub value: bool,
    /// Where the page makes the statement: in its annotation or in its prose.
    pub by: FlagSource,
    /// The place of the statement.
    pub span: Span,
}

/// The source of a Boolean statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum FlagSource {
    /// In the annotation.
    Annotation,
    /// In the prose.
    Prose,
}

/// A statement that the type derives from another.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct BaseClaim {
    /// The base.
    pub base: TypeTerm,
    /// The source of the statement.
    pub by: BaseSource,
}

/// The source of a base type, the most reliable first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum BaseSource {
    /// `baseType` of the annotation.
    Annotation,
    /// "Inherits from", "derived from", "extends" …
    Prose,
    /// `Inherited from` in a property row: an ancestor, not always the nearest.
    Row,
}

/// A row of a property or relationship table.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct MemberDecl {
    /// The name on the wire.
    pub name: Spanned<CompactString>,
    /// The type cell.
    pub ty: TypeExpr,
    /// Whether the row is in a `Relationships` table.
    pub relationship: bool,
    /// The owner in `Inherited from [x]`.
    pub inherited_from: Option<TypeTerm>,
    /// The remarks in its description.
    pub remarks: Remarks,
    /// The description.
    pub doc: DocDecl,
    /// The cell of the description, if there is one.
    pub described: Option<Span>,
    /// The row.
    pub span: Span,
}

/// A member of a JSON representation.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ShapeMember {
    /// The member's name.
    pub name: Spanned<CompactString>,
    /// The type that its value suggests.
    pub hint: ShapeHint,
    /// Whether the value is an array (or `Collection(…)`).
    pub collection: bool,
}

/// The type that a value in a JSON representation suggests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum ShapeHint {
    /// A named type.
    Named(CompactString),
    /// A string: any of the text types, or an enum.
    Text,
    /// `"String (timestamp)"` and the like: the words in parentheses, or the whole string.
    Placeholder(CompactString),
    /// `true` or `false`.
    Boolean,
    /// An integer.
    Integer,
    /// A number with a fraction.
    Fraction,
    /// An object without a type.
    Object,
    /// `null`, `[]`, `{}`: no type.
    Nothing,
}

/// An enumeration with a member table.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct EnumDecl {
    /// The name in the heading.
    pub name: Spanned<CompactString>,
    /// Whether the form of the heading (`X values`, enum page) proves an enumeration. Under any other heading, a type
    /// cell has to use it.
    pub certain: bool,
    /// Whether the heading or the text says that a value combines several members.
    pub combined: bool,
    /// Whether the members are in a bullet list, not in a table.
    pub is_list: bool,
    /// The rows or items.
    pub members: Vec<EnumMemberDecl>,
    /// The description on the page.
    pub doc: DocDecl,
    /// Deprecation notice.
    pub deprecated: Option<String>,
    /// The table or list.
    pub span: Span,
}

/// A row of a member table, or an item of a list of members.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct EnumMemberDecl {
    /// The member.
    pub name: Spanned<CompactString>,
    /// The number of the member.
    pub value: Option<i64>,
    /// The description of the member.
    pub doc: DocDecl,
}

/// A row of a `Methods` table.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct MethodRow {
    /// The link to the page of the method.
    pub target: Option<CompactString>,
    /// The text of the first cell.
    pub title: CompactString,
    /// The cell with the return type.
    pub returns: TypeExpr,
    /// The row.
    pub span: Span,
}

impl FlagSource {
    /// The word for the source in the output of `explain`.
    #[must_use]
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            FlagSource::Annotation => "annotation",
            FlagSource::Prose => "prose",
        }
    }
}
