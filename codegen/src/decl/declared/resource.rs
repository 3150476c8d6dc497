//! What a page about types declares: types, properties, JSON representations, enumerations.

use crate::decl::{DocDecl, Remarks, TypeExpr, TypeTerm};
use crate::source::{Span, Spanned};
use compact_str::CompactString;
use serde::{Deserialize, Serialize};

/// A type as one page describes it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct TypeDecl {
    /// The name of the type in the page's annotation, a JSON object in a comment: the value of `@odata.type`, or else
    /// of `@type`. It may include the namespace. `None` if no annotation names a type.
    pub annotated: Option<Spanned<CompactString>>,
    /// The name in the title, such as `user` in `user resource type`. `None` if the title names no type.
    pub headed: Option<Spanned<CompactString>>,
    /// The types that the page states as base, the most reliable statement first.
    pub bases: Vec<BaseClaim>,
    /// The place of `"baseType": null` in the annotation, which says that the type has no base. `None` if the
    /// annotation does not say so.
    pub no_base: Option<Span>,
    /// The name of the property that identifies items: the value of `keyProperty` in the annotation, or else a name in
    /// a sentence such as `Primary key: id`. `None` if the page states no key.
    pub key: Option<Spanned<CompactString>>,
    /// If the key consists of several properties: the names of all but the first one, which is in `key`. Otherwise
    /// empty.
    pub further_key: Vec<CompactString>,
    /// The value of `optionalProperties` in the annotation: names of properties that a response may lack.
    pub optional: Vec<Spanned<CompactString>>,
    /// The statements that the type is, or is not, abstract. The one in the annotation comes first.
    pub is_abstract: Vec<Flag>,
    /// The statements that the type is, or is not, an open type of OData, whose values may have undeclared members. The
    /// one in the annotation comes first.
    pub is_open: Vec<Flag>,
    /// Whether the annotation says `"isMediaEntity": true`: an item is itself a file.
    pub has_stream: bool,
    /// The rows of the property and relationship tables.
    pub members: Vec<MemberDecl>,
    /// Whether the page does not name the type. Rows such as `address.city` describe the members of the property
    /// `address`, and the generator makes a type from them: see `decl/table/nested_type.rs`.
    pub is_nested: bool,
    /// The members of the JSON representation, each with the type that its value suggests. Members with `@` in the
    /// name, such as `@odata.type`, are left out.
    pub shape: Vec<ShapeMember>,
    /// Types that the page lists as derived from this type.
    pub derived: Vec<TypeTerm>,
    /// The description on the page.
    pub doc: DocDecl,
    /// The sentences that call the type deprecated; `None` if it is not deprecated.
    pub deprecated: Option<String>,
    /// The place of the heading that names the type, usually the level-1 heading. If `is_nested`: the place of the row.
    pub span: Span,
}

/// A statement that the type is, or is not, abstract or open.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Flag {
    /// True if the statement says that the type is abstract (or open), false if it says that it is not.
    pub value: bool,
    /// Which part of the page makes the statement.
    pub by: FlagSource,
    /// The place of the statement.
    pub span: Span,
}

/// The part of a page that makes a statement about a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum FlagSource {
    /// The annotation, by a name such as `openType`.
    Annotation,
    /// A sentence or the title of the page.
    Prose,
}

/// A statement that the type derives from a certain base type.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct BaseClaim {
    /// The name of the stated base type.
    pub base: TypeTerm,
    /// Which part of the page makes the statement.
    pub by: BaseSource,
}

/// The part of a page that states a base type, the most reliable first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum BaseSource {
    /// The annotation, by `baseType`.
    Annotation,
    /// A sentence with "Inherits from", "derived from", "extends" or a similar phrase, or a chain such as `entity →
    /// item → book`.
    Prose,
    /// The words `Inherited from` in the row of a property. The type that they name is an ancestor, but not always the
    /// direct base.
    Row,
}

/// A row of a property or relationship table.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct MemberDecl {
    /// The name in JSON, such as `displayName`.
    pub name: Spanned<CompactString>,
    /// What the type cell says.
    pub ty: TypeExpr,
    /// Whether the row is in a `Relationships` table.
    pub relationship: bool,
    /// The type `x` if the row says `Inherited from [x]`. `None` for any other row.
    pub inherited_from: Option<TypeTerm>,
    /// What the description says in set phrases, such as `Read-only.`
    pub remarks: Remarks,
    /// The description.
    pub doc: DocDecl,
    /// The place of the description's cell; `None` if the row has no such cell.
    pub described: Option<Span>,
    /// The place of the row.
    pub span: Span,
}

/// A member of the JSON representation of a type, which is an example object in a code block of the page.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ShapeMember {
    /// The name of the member.
    pub name: Spanned<CompactString>,
    /// The type that the value of the member suggests.
    pub hint: ShapeHint,
    /// Whether the value is an array, or states a type `Collection(…)`.
    pub collection: bool,
}

/// The type that a value in a JSON representation suggests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum ShapeHint {
    /// The name of a type, in the `@odata.type` of an object or in a string such as `microsoft.graph.identity`.
    Named(CompactString),
    /// The string `String`. The type may be `Edm.String`, an enumeration, or any other type whose values are JSON
    /// strings.
    Text,
    /// The words in the parentheses of a string such as `String (timestamp)`, or else the whole string, in lower case.
    Placeholder(CompactString),
    /// `true` or `false`.
    Boolean,
    /// A number without a fraction.
    Integer,
    /// A number with a fraction.
    Fraction,
    /// An object that does not say its type.
    Object,
    /// `null`, `[]` or `{}`, which fit every type.
    Nothing,
}

/// An enumeration whose members a table or list of the page describes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct EnumDecl {
    /// The name in the heading.
    pub name: Spanned<CompactString>,
    /// Whether the page makes clear that this is an enumeration, for instance by a heading `X values` or by the title
    /// of an enumeration page. If not, it counts as an enumeration only if the type of a property has its name.
    pub certain: bool,
    /// Whether the heading or the text says that a value combines several members.
    pub combined: bool,
    /// Whether the members are in a bullet list, not in a table.
    pub is_list: bool,
    /// The members, one for each row or item.
    pub members: Vec<EnumMemberDecl>,
    /// The description on the page.
    pub doc: DocDecl,
    /// The sentences that call the enumeration deprecated; `None` if it is not deprecated.
    pub deprecated: Option<String>,
    /// The place of the table or list.
    pub span: Span,
}

/// A row of a member table, or an item of a list of members.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct EnumMemberDecl {
    /// The name of the member, as it stands in JSON.
    pub name: Spanned<CompactString>,
    /// The number of the member; `None` if the page states none.
    pub value: Option<i64>,
    /// The description of the member.
    pub doc: DocDecl,
    /// What says that the member is deprecated, empty for a mark alone; `None` if it is not deprecated.
    pub deprecated: Option<String>,
}

/// A row of a `Methods` table on a resource page. It links to the page of an operation.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct MethodRow {
    /// The destination of the link; `None` if the row has no link.
    pub target: Option<CompactString>,
    /// The text of the first cell, such as `List messages`.
    pub title: CompactString,
    /// The place of the first cell.
    pub name: Span,
    /// What the cell says that contains the return type of the operation.
    pub returns: TypeExpr,
    /// The place of the row.
    pub span: Span,
}

impl FlagSource {
    /// The word with which the output of `explain` names the part of the page.
    #[must_use]
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            FlagSource::Annotation => "annotation",
            FlagSource::Prose => "prose",
        }
    }
}
