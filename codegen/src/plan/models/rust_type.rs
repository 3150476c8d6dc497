//! The Rust type of a value: a built-in type, a type of the runtime, or a type of the crate.

use crate::api::{Api, EnumId, ItemType, Primitive, TypeId, TypeRef};
use crate::select::Selection;

/// The Rust type of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct RustType {
    /// The type of the value itself, or of one item if the value is a `Vec`.
    pub item: RustItem,
    /// Whether the value is a `Vec` of items.
    pub list: bool,
    /// Whether the item is in a `Box`, as every single struct in a field is: without it, a struct that contains itself
    /// would have no finite size.
    pub boxed: bool,
}

/// The Rust type of a value that is not a `Vec`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum RustItem {
    /// A type that Rust has itself, such as `bool` or `String`.
    Builtin(&'static str),
    /// A type of the runtime for a scalar, such as `DateTimeOffset`.
    Scalar(&'static str),
    /// `Json` of the runtime, which holds any JSON.
    Json,
    /// An enum of `models`.
    Enum(EnumId),
    /// A struct of `models`.
    Structured(TypeId),
}

impl RustType {
    /// The Rust type of a member: what the `Option` of its field contains. `ty` is the documented type of the member.
    #[must_use]
    pub(crate) fn member(api: &Api, selection: &Selection, ty: TypeRef) -> RustType {
        let item = RustItem::of(api, selection, ty.item);
        RustType { item, list: ty.collection, boxed: !ty.collection && matches!(item, RustItem::Structured(_)) }
    }

    /// The Rust type of a value that is not a member of an object, such as a whole request body. It is never in a
    /// `Box`.
    #[must_use]
    pub(crate) fn value(api: &Api, selection: &Selection, ty: TypeRef) -> RustType {
        RustType { boxed: false, ..RustType::member(api, selection, ty) }
    }
}

impl RustItem {
    fn of(api: &Api, selection: &Selection, item: ItemType) -> RustItem {
        match item {
            // A type that the crate leaves out is read as JSON.
            ItemType::Enum(id) if !selection.keeps_enum(id) => RustItem::Json,
            ItemType::Structured(id) if !selection.keeps_type(id) => RustItem::Json,
            ItemType::Enum(id) => RustItem::Enum(id),
            // A value of a type that allows any JSON may be an array or a number, which a struct cannot hold.
            ItemType::Structured(id) if api[id].is_any => RustItem::Json,
            ItemType::Structured(id) => RustItem::Structured(id),
            ItemType::Primitive(primitive) => match primitive {
                Primitive::Boolean => RustItem::Builtin("bool"),
                Primitive::Byte => RustItem::Builtin("u8"),
                Primitive::SByte => RustItem::Builtin("i8"),
                Primitive::Int16 => RustItem::Builtin("i16"),
                Primitive::Int32 => RustItem::Builtin("i32"),
                Primitive::Int64 => RustItem::Builtin("i64"),
                // In JSON a `Single` often has more digits than an `f32` preserves.
                Primitive::Single | Primitive::Double => RustItem::Builtin("f64"),
                Primitive::String => RustItem::Builtin("String"),
                Primitive::Binary => RustItem::Scalar("Binary"),
                Primitive::Date => RustItem::Scalar("Date"),
                Primitive::DateTimeOffset => RustItem::Scalar("DateTimeOffset"),
                Primitive::Decimal => RustItem::Scalar("Decimal"),
                Primitive::Duration => RustItem::Scalar("Duration"),
                Primitive::Guid => RustItem::Scalar("Guid"),
                Primitive::TimeOfDay => RustItem::Scalar("TimeOfDay"),
                // A stream has no documented form inside JSON.
                Primitive::Stream | Primitive::Untyped => RustItem::Json,
            },
        }
    }
}
