//! Types: entity and complex types, their properties, and references to types.

use crate::api::{Doc, Evidence, QualifiedName};
use crate::source::Span;
use compact_str::CompactString;

use crate::api::ids::{EnumId, PageId, TypeId};

/// An entity or complex type.
#[derive(Clone, Debug, Hash)]
pub struct StructuredType {
    /// The qualified name, such as `microsoft.graph.user`.
    pub name: QualifiedName,
    /// Whether this is an entity type or a complex type.
    pub kind: TypeKind,
    /// The type from which it derives directly; `None` if it derives from none.
    pub base: Option<TypeId>,
    /// The types that derive directly from this type, in the order of their ids.
    pub derived: Vec<TypeId>,
    /// Types that a page names as derived from this type, although no page describes them.
    pub undocumented_subtypes: Vec<QualifiedName>,
    /// Whether no value is of exactly this type: each value is of a type that derives from it (CSDL `Abstract`).
    pub is_abstract: bool,
    /// Whether values may have members that the pages do not list (CSDL `OpenType`).
    pub is_open: bool,
    /// Whether an entity of this type is also a file: a GET of its URL followed by `/$value` returns bytes (CSDL
    /// `HasStream`).
    pub has_stream: bool,
    /// Whether the type stands for any JSON value: a documented type without base and members, with a name such as
    /// `Json`.
    pub is_any: bool,
    /// The properties that identify an item, such as `["id"]`. Empty if the type inherits them or is a complex type.
    pub key: Vec<CompactString>,
    /// The properties that the type declares itself, in the order of the pages, without inherited ones.
    pub properties: Vec<Property>,
    /// The description of the type on its pages.
    pub doc: Doc,
    /// The notice that the type is deprecated, as the page words it; `None` if it is not deprecated.
    pub deprecated: Option<String>,
    /// The pages that describe the type; empty for a type that pages only refer to (such as a base without a page).
    pub pages: Vec<PageId>,
    /// The places that declare the type, such as the title of its page. For a type without a page: a place where a page
    /// refers to it.
    pub spans: Vec<Span>,
    /// What the pages state about the kind, the base and other facts of the type. If two statements contradict each
    /// other, the less reliable one is marked as overruled. `explain --type` prints the statements in this order.
    pub evidence: Vec<Evidence>,
}

/// Whether the values of a type have a key and a URL of their own (entity type), or occur only within other values
/// (complex type).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TypeKind {
    /// CSDL `EntityType`.
    Entity,
    /// CSDL `ComplexType`.
    Complex,
}

/// A property or navigation property.
#[derive(Clone, Debug, Hash)]
pub struct Property {
    /// The name in JSON, such as `displayName`.
    pub name: CompactString,
    /// Other spellings that examples use. They are read as this property too.
    pub aliases: Vec<CompactString>,
    /// The type of the property.
    pub ty: TypeRef,
    /// Whether it is a structural or a navigation property.
    pub kind: PropertyKind,
    /// The description of the property on its page.
    pub doc: Doc,
    /// Whether the page says that the property is `Read-only`.
    pub read_only: bool,
    /// Whether the property can be set only when an item is created: the page says `Immutable`, or `No` under
    /// `Updatable`.
    pub immutable: bool,
    /// Whether the page says that the property is `Required`.
    pub required: bool,
    /// `Some(true)` if the page says `Nullable`, `Some(false)` for `Not nullable`, `None` if it says neither.
    pub nullable: Option<bool>,
    /// Whether the page says that the property is returned only if `$select` names it.
    pub select_only: bool,
    /// Whether the page says that `$filter` supports the property.
    pub filterable: bool,
    /// Whether the values are secrets, such as passwords. `Debug` of the generated type does not show them.
    pub sensitive: bool,
    /// The notice that the property is deprecated, as the page words it; `None` if it is not deprecated.
    pub deprecated: Option<String>,
    /// The values that the page lists for a property of type `String`, in order.
    pub values: Vec<CompactString>,
    /// The page whose row declares the property.
    pub page: PageId,
    /// The place of the table row that declares the property.
    pub span: Span,
}

/// Whether a property holds a value or leads to other items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PropertyKind {
    /// The property holds a value (CSDL `Property`).
    Structural,
    /// The property leads to other items (CSDL `NavigationProperty`).
    Navigation,
}

/// The type of a property, parameter, body or result: an item type, or a collection of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeRef {
    /// The type itself, or for a collection the type of its items.
    pub item: ItemType,
    /// Whether this is a collection of `item` and not a single value.
    pub collection: bool,
}

impl TypeRef {
    /// The type of the number of items in a collection, which a path that ends in `/$count` returns. OData gives no
    /// type to this text; `Edm.Int32` is the one that Microsoft's converter from CSDL to OpenAPI uses.
    pub(crate) const COUNT: TypeRef = TypeRef { item: ItemType::Primitive(Primitive::Int32), collection: false };
}

/// A type that is not a collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemType {
    /// A primitive type.
    Primitive(Primitive),
    /// An enumeration.
    Enum(EnumId),
    /// An entity or complex type.
    Structured(TypeId),
}

/// The built-in types of OData, in the namespace `Edm`, that occur on the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Primitive {
    /// `Edm.Binary`
    Binary,
    /// `Edm.Boolean`
    Boolean,
    /// `Edm.Byte`
    Byte,
    /// `Edm.Date`
    Date,
    /// `Edm.DateTimeOffset`
    DateTimeOffset,
    /// `Edm.Decimal`
    Decimal,
    /// `Edm.Double`
    Double,
    /// `Edm.Duration`
    Duration,
    /// `Edm.Guid`
    Guid,
    /// `Edm.Int16`
    Int16,
    /// `Edm.Int32`
    Int32,
    /// `Edm.Int64`
    Int64,
    /// `Edm.SByte`
    SByte,
    /// `Edm.Single`
    Single,
    /// `Edm.Stream`
    Stream,
    /// `Edm.String`
    String,
    /// `Edm.TimeOfDay`
    TimeOfDay,
    /// `Edm.Untyped`: any JSON value. Also used where a page names a type that no page documents.
    Untyped,
}

impl Primitive {
    /// The name without the prefix `Edm.`, such as `Int32`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Primitive::Binary => "Binary",
            Primitive::Boolean => "Boolean",
            Primitive::Byte => "Byte",
            Primitive::Date => "Date",
            Primitive::DateTimeOffset => "DateTimeOffset",
            Primitive::Decimal => "Decimal",
            Primitive::Double => "Double",
            Primitive::Duration => "Duration",
            Primitive::Guid => "Guid",
            Primitive::Int16 => "Int16",
            Primitive::Int32 => "Int32",
            Primitive::Int64 => "Int64",
            Primitive::SByte => "SByte",
            Primitive::Single => "Single",
            Primitive::Stream => "Stream",
            Primitive::String => "String",
            Primitive::TimeOfDay => "TimeOfDay",
            Primitive::Untyped => "Untyped",
        }
    }
}

/// The types from which a type derives, nearest first. The iterator has at most as many steps as there are types, so it
/// ends even if types derive from each other in a circle.
pub(crate) fn bases_of(types: &[StructuredType], id: TypeId) -> impl Iterator<Item = TypeId> {
    std::iter::successors(types[id.index()].base, |base| types[base.index()].base).take(types.len())
}
