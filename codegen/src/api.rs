//! The model of the API that the pages describe. Items refer to each other by ids, and nothing in the model depends on
//! the language of the generated code.
//!
//! Every id is valid, no type derives from itself (not even through other types), names are unique in their namespace,
//! and the order is stable (types and enums by qualified name, pages by path, operations by page). Every item keeps the
//! [`Span`](crate::source::Span)s of its declarations, so that a finding of any later stage can name the place on the
//! page.

mod doc;
mod enums;
mod evidence;
mod example;
mod ids;
mod name;
mod operations;
mod page;
mod template;
mod types;

pub use doc::{Doc, DocLink, LinkTarget};
pub use enums::{EnumMember, EnumType};
pub use evidence::Evidence;
pub(crate) use example::HeaderLine;
pub use example::{Example, ExampleRole, Exchange, Reply, ShownCall};
pub use ids::{EnumId, ExampleId, OperationId, PageId, TypeId};
pub use name::QualifiedName;
pub(crate) use operations::Scopes;
pub use operations::{
    Callable, CallableKind, Caller, Header, Method, Operation, Parameter, Part, Permissions, RequestBody, Response,
    ResponseBody, Route, RouteOrigin,
};
pub use page::{Page, PageKind};
pub use template::{Argument, Piece, Place, Placeholder, QueryPart, Segment, Template};
pub(crate) use template::{with_empty_braces, without_names};
pub(crate) use types::bases_of;
pub use types::{ItemType, Primitive, Property, PropertyKind, StructuredType, TypeKind, TypeRef};

/// What all pages together say about the API. `link` builds it, and nothing changes it afterwards.
#[derive(Clone, Debug, Default)]
pub struct Api {
    /// Every page below the docs folder, and `overrides.toml` if it exists.
    pub pages: Vec<Page>,
    /// Entity and complex types, by qualified name.
    pub types: Vec<StructuredType>,
    /// Enumeration types, by qualified name.
    pub enums: Vec<EnumType>,
    /// Operations, by page and then in the order of the page.
    pub operations: Vec<Operation>,
    /// JSON bodies on the pages, by page and then in the order of the page.
    pub examples: Vec<Example>,
}

macro_rules! tables {
    ($($id:ident => $field:ident: $item:ident;)+) => {
        $(
            impl std::ops::Index<$id> for Api {
                type Output = $item;
                fn index(&self, id: $id) -> &$item {
                    &self.$field[id.index()]
                }
            }
        )+
    };
}

tables! {
    PageId => pages: Page;
    TypeId => types: StructuredType;
    EnumId => enums: EnumType;
    OperationId => operations: Operation;
    ExampleId => examples: Example;
}

impl Api {
    /// The types from which a type derives, nearest first: for `user`, for instance, `directoryObject` and then
    /// `entity`.
    pub(crate) fn bases(&self, id: TypeId) -> impl Iterator<Item = TypeId> {
        types::bases_of(&self.types, id)
    }

    /// The type itself, then its bases, nearest first.
    pub(crate) fn with_bases(&self, id: TypeId) -> impl Iterator<Item = TypeId> {
        std::iter::once(id).chain(self.bases(id))
    }

    /// Whether a value of one of the types can be a value of the other: the types are equal, or one is a base of the
    /// other.
    pub(crate) fn are_related(&self, one: TypeId, other: TypeId) -> bool {
        self.with_bases(one).any(|base| base == other) || self.bases(other).any(|base| base == one)
    }

    /// Whether objects of this type may have members that no page describes: the type, or one of its bases, is open or
    /// is known by name only.
    pub(crate) fn is_open(&self, id: TypeId) -> bool {
        self.with_bases(id).any(|ty| self[ty].is_open || self[ty].is_any)
    }

    /// Every member of a type: first the members of the farthest base, then those of nearer bases, and at the end its
    /// own.
    pub fn members(&self, id: TypeId) -> impl Iterator<Item = &Property> {
        // The chain of bases is short (`user`, `directoryObject`, `entity`). Following it again for each base is
        // therefore faster than collecting the bases in a list first.
        let owners = (0..self.with_bases(id).count()).rev().filter_map(move |up| self.with_bases(id).nth(up));
        owners.flat_map(|owner| self[owner].properties.iter())
    }

    /// The member with this name in JSON, such as `displayName`, that the type declares itself or inherits. `None` if
    /// the type has no such member.
    #[must_use]
    pub(crate) fn member(&self, id: TypeId, name: &str) -> Option<&Property> {
        self.first_member(id, |property| property.name == name)
    }

    /// The same as [`Api::member`], with the name in any letter case: `DisplayName` finds `displayName`. `None` if no
    /// member has the name.
    #[must_use]
    pub(crate) fn member_in_any_case(&self, id: TypeId, name: &str) -> Option<&Property> {
        self.first_member(id, |property| property.name.eq_ignore_ascii_case(name))
    }

    /// The first of [`Api::members`] that meets a condition, so a member of a farther base comes before one of a nearer
    /// base. The loop goes from the type to its farthest base and lets each match replace the one before. This is
    /// faster than collecting the bases first, which matters because it runs for each member of each JSON body. `None`
    /// if no member meets the condition.
    fn first_member(&self, id: TypeId, is_meant: impl Fn(&Property) -> bool) -> Option<&Property> {
        let mut found = None;
        for owner in self.with_bases(id) {
            found = self[owner].properties.iter().find(|property| is_meant(property)).or(found);
        }
        found
    }

    /// The type with this qualified name, such as `microsoft.graph.user`. `None` if the model has no such type.
    pub(crate) fn find_type(&self, name: &QualifiedName) -> Option<TypeId> {
        self.types.binary_search_by(|ty| ty.name.cmp(name)).ok().map(TypeId::from_index)
    }
}
