//! Converts an object of a base type to an enum with a variant for each type that derives from it.
//!
//! In: an object that was read as a base type. Out: a variant with the object as the type that its discriminator names.
//! Invariant: no member is lost, and a type without a variant is no error.

use super::{Model, cast};
use crate::Structured;

/// A type from which other types derive, such as `directoryObject`.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::Polymorphic;
///
/// let json = r##"{"@odata.type":"#microsoft.graph.user","displayName":"Ann"}"##;
/// let object: DirectoryObject = serde_json::from_str(json)?;
/// match object.derived() {
///     DirectoryObjectDerived::User(user) => assert_eq!(user.display_name.as_deref(), Some("Ann")),
///     // The enum is open: a later version of the crate may know more types.
///     other => panic!("{other:?}"),
/// }
/// # Ok::<(), serde_json::Error>(())
/// ```
pub trait Polymorphic: Model {
    /// The enum of the types that derive from this one, directly or not.
    type Derived;

    /// The object as the type that its discriminator `@odata.type` names, with or without `#`, in any letter case.
    ///
    /// The variant `Other` holds an object without a discriminator, an object of the base type itself, or an object of
    /// a type that the documentation does not mention. Call `annotations.odata_type()` on it to tell these cases apart.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::Polymorphic;
    /// let object: DirectoryObject = serde_json::from_str(r##"{"@odata.type":"#contoso.robot","arms":2}"##)?;
    /// let DirectoryObjectDerived::Other(other) = object.derived() else { panic!("no page names robots") };
    /// assert_eq!(other.annotations.odata_type(), Some("contoso.robot"));
    /// assert_eq!(*other, object);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    fn derived(&self) -> Self::Derived {
        Self::derived_of(self.as_structured())
    }

    /// Like [`derived`](Polymorphic::derived), for an object that was read as another type, such as the resource of a
    /// notification.
    ///
    /// ```
    /// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
    /// use graph_runtime::{Annotations, Extra, Polymorphic};
    ///
    /// #[derive(Clone, Default)]
    /// struct Resource { id: Option<String>, extra: Extra, annotations: Annotations }
    /// graph_runtime::object! { Resource: "contoso.resource", bases []; id = "id" }
    ///
    /// let json = r##"{"@odata.type":"#Microsoft.Graph.User","id":"7"}"##;
    /// let resource: Resource = serde_json::from_str(json)?;
    /// let DirectoryObjectDerived::User(user) = DirectoryObject::derived_of(&resource) else { panic!("it is a user") };
    /// assert_eq!(user.id.as_deref(), Some("7"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    fn derived_of(object: &dyn Structured) -> Self::Derived;
}

/// The object as a `T`, if its discriminator names that type.
#[doc(hidden)]
#[must_use]
pub fn as_named<T: Model>(object: &dyn Structured) -> Option<Box<T>> {
    cast::names_type(object, T::TYPE).then(|| as_any(object))
}

/// The object as a `T`, whatever its discriminator names.
#[doc(hidden)]
#[must_use]
pub fn as_any<T: Model>(object: &dyn Structured) -> Box<T> {
    let mut target = Box::<T>::default();
    cast::copy_members(object, target.as_object());
    target
}

/// Implements [`Polymorphic`] for a base type. The caller declares an enum with a variant for each type that derives
/// from it, and a variant for all other objects.
///
/// In `derived! { Item: ItemDerived, Other; Book }`, `Item` is the base type, and `Other` is the variant for all other
/// objects: it holds a `Box<Item>`. Each variant after the `;` holds a box of the type that it is named after:
/// `Book(Box<Book>)`. A value of the enum is printed and written like the object in it; two values are equal if they
/// are the same variant and their objects are equal.
///
/// ```
/// use graph_runtime::{Annotations, Extra, Polymorphic};
///
/// #[derive(Clone, Default)]
/// pub struct Item { pub key: Option<String>, pub extra: Extra, pub annotations: Annotations }
/// graph_runtime::object! { Item: "contoso.item", bases []; key = "key" }
///
/// #[derive(Clone, Default)]
/// pub struct Book { pub key: Option<String>, pub pages: Option<i32>, pub extra: Extra, pub annotations: Annotations }
/// graph_runtime::object! { Book: "contoso.book", bases [Item]; key = "key", pages: i32 = "pages" }
///
/// #[derive(Clone)]
/// #[non_exhaustive]
/// pub enum ItemDerived { Book(Box<Book>), Other(Box<Item>) }
/// graph_runtime::derived! { Item: ItemDerived, Other; Book }
///
/// let book = Book { pages: Some(99), ..Book::default() };
/// let item = Item::from(book);
/// assert!(matches!(item.derived(), ItemDerived::Book(book) if book.pages == Some(99)));
/// assert_eq!(Item::default().derived(), ItemDerived::Other(Box::default()));
/// assert_eq!(serde_json::to_string(&item.derived())?, r##"{"@odata.type":"#contoso.book","pages":99}"##);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! derived {
    ($base:ident : $name:ident, $other:ident; $($variant:ident),* $(,)?) => {
        impl $crate::Polymorphic for $base {
            type Derived = $name;
            // `#[inline]`, so that only programs that call this function compile it.
            #[inline]
            fn derived_of(object: &dyn $crate::Structured) -> $name {
                $(
                    if let ::core::option::Option::Some(value) = $crate::as_named(object) {
                        return $name::$variant(value);
                    }
                )*
                $name::$other($crate::as_any(object))
            }
        }
        impl $name {
            // The implementations below call this function. With `#[derive(…)]`, each of them would match every
            // variant, which costs compiler memory.
            #[inline]
            fn __object(&self) -> &dyn $crate::Structured {
                match self {
                    $(Self::$variant(object) => $crate::Table::as_structured(object),)*
                    Self::$other(object) => $crate::Table::as_structured(object),
                }
            }
        }
        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::debug(self.__object(), formatter)
            }
        }
        impl ::core::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                ::core::mem::discriminant(self) == ::core::mem::discriminant(other)
                    && $crate::equal(self.__object(), other.__object())
            }
        }
        impl ::core::cmp::Eq for $name {}
        impl ::core::hash::Hash for $name {
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                $crate::hash(self.__object(), state);
            }
        }
        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::serialize(self.__object(), serializer)
            }
        }
    };
}
