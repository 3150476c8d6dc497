//! The macros that generated code calls once for each type.
//!
//! In: a type and the table of its wire names (the names of its members in JSON). Out: the implementations of the
//! traits of this crate and of `serde`. Invariant: the macros expand to tables of names, to methods that list the
//! fields as slots and views, and to calls of functions of this crate. Every algorithm is in this crate, compiled once.
//! Deprecated members are read and written like others. An attribute `allow(deprecated)` on each of thousands of items
//! would cost compiler memory, so generated crates allow `deprecated` for the whole crate, and other callers of the
//! macros must do the same.

/// Implements reading, writing, comparing and casting for a structured type.
///
/// A row has the name of a field, the type of its value without `Option` and `Box`, and the name of the member in JSON:
/// `size: i32 = "size"` for a field `size: Option<i32>`. The type decides which query options the property can be used
/// in. A row without a type, such as `key = "key"`, stands for a `String`.
///
/// Members are written in the order of the table, whatever the order of the fields. `Debug` hides the values of
/// `sensitive` members. See [`Model`](crate::Model) for an example.
///
/// ```
/// use graph_runtime::{Annotations, Extra};
///
/// #[derive(Clone, Default)]
/// pub struct Widget { pub size: Option<i32>, pub key: Option<String>, pub extra: Extra, pub annotations: Annotations }
/// graph_runtime::object! { Widget: "contoso.widget", bases [], sensitive ["key"]; size: i32 = "size", key = "key" }
///
/// let widget: Widget = serde_json::from_str(r#"{"size":3,"key":"x7"}"#)?;
/// assert_eq!(widget.key.as_deref(), Some("x7"));
/// assert_eq!(format!("{widget:?}"), "Widget { size: 3, key: <redacted> }");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! object {
    (
        $name:ident : $type_name:literal, bases [$($base:ty),* $(,)?] $(, sensitive [$($secret:literal),* $(,)?])?;
        $($field:ident $(: $value:ty)? = $member:literal),* $(,)?
    ) => {
        $crate::structured! { $name: $type_name, [$($($secret),*)?]; $($field = $member),* }
        // The block of this constant keeps the name of the struct out of the caller's module.
        const _: () = {
            // Only the implementation of `Model` refers to this struct, so rustc sees it as unused if no query is
            // built.
            #[allow(dead_code, unreachable_pub)]
            pub struct __Properties {
                $(pub $field: $crate::query::Property<$name $(, $value)?>),*
            }
            impl $crate::Model for $name {
                const TYPE: &'static str = $type_name;
                type Item = Self;
                type Properties = __Properties;
                const PROPERTIES: &'static __Properties = &__Properties {
                    $($field: $crate::query::Property::new($member)),*
                };
            }
        };
        $(
            #[doc(hidden)]
            impl ::core::convert::From<$name> for $base {
                #[inline]
                fn from(derived: $name) -> Self {
                    $crate::upcast(&derived)
                }
            }
        )*
    };
}

/// Implements reading, writing and comparing for the body of a PATCH request. See [`Patch`](crate::Patch) for an
/// example.
///
/// ```
/// use graph_runtime::{Annotations, Extra, Patch};
///
/// #[derive(Clone, Default)]
/// pub struct WidgetPatch { pub size: Patch<i32>, pub extra: Extra, pub annotations: Annotations }
/// graph_runtime::patch! { WidgetPatch: "contoso.widget"; size = "size" }
///
/// let cleared = WidgetPatch { size: Patch::Null, ..WidgetPatch::default() };
/// assert_eq!(serde_json::to_string(&cleared)?, r#"{"size":null}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! patch {
    (
        $name:ident : $type_name:literal $(, sensitive [$($secret:literal),* $(,)?])?;
        $($field:ident = $member:literal),* $(,)?
    ) => {
        $crate::structured! { $name: $type_name, [$($($secret),*)?]; $($field = $member),* }
    };
}

/// Implements [`Table`](crate::Table) and the traits that follow from it: what `object!` and `patch!` have in common.
#[doc(hidden)]
#[macro_export]
macro_rules! structured {
    ($name:ident : $type_name:literal, [$($secret:literal),*]; $($field:ident = $member:literal),*) => {
        #[doc(hidden)]
        impl $crate::Table for $name {
            const TYPE_INFO: &'static $crate::TypeInfo = &$crate::TypeInfo {
                rust_name: ::core::stringify!($name),
                type_name: $type_name,
                names: &[$($member),*],
                sensitive: &[$($secret),*],
            };
            #[inline]
            fn views(&self, visit: &mut $crate::VisitViews<'_>) {
                visit(&[$($crate::Write::view(&self.$field)),*], &self.extra, &self.annotations);
            }
            #[inline]
            fn slots(&mut self, visit: &mut $crate::VisitSlots<'_>) {
                visit(
                    &mut [$($crate::Field::slot(&mut self.$field)),*],
                    &mut self.extra,
                    &mut self.annotations,
                );
            }
        }
        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::serialize($crate::Table::as_structured(self), serializer)
            }
        }
        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::deserialize(deserializer)
            }
        }
        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::debug($crate::Table::as_structured(self), formatter)
            }
        }
        impl ::core::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::equal($crate::Table::as_structured(self), $crate::Table::as_structured(other))
            }
        }
        impl ::core::cmp::Eq for $name {}
        impl ::core::hash::Hash for $name {
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                $crate::hash($crate::Table::as_structured(self), state);
            }
        }
    };
}

/// Implements reading and writing for an open enumeration, which keeps unknown members unchanged.
///
/// Only the first spelling of a member is written. The other spellings, and the first one in any letter case, are read.
///
/// ```
/// #[derive(Clone, Debug, PartialEq, Eq, Hash)]
/// #[non_exhaustive]
/// pub enum Importance { Low, Normal, High, Unrecognized(Box<str>) }
/// graph_runtime::open_enum! {
///     Importance: "microsoft.graph.importance", Unrecognized;
///     Low = "low",
///     Normal = "normal" | "Normal",
///     High = "high",
/// }
///
/// assert_eq!(Importance::from("Normal").as_str(), "normal");
/// assert_eq!(Importance::from("HIGH"), Importance::High);
/// let unknown: Importance = serde_json::from_str(r#""urgent""#)?;
/// assert!(!unknown.is_known());
/// assert_eq!(serde_json::to_string(&unknown)?, r#""urgent""#);
/// assert_eq!(Importance::MEMBERS, ["low", "normal", "high"]);
/// assert_eq!(Importance::KNOWN, [Importance::Low, Importance::Normal, Importance::High]);
/// assert_eq!("high".parse(), Ok(Importance::High));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! open_enum {
    (
        $name:ident : $type_name:literal, $open:ident;
        $($variant:ident = $canonical:literal $(| $other:literal)*),* $(,)?
    ) => {
        impl $name {
            /// The qualified name of the enumeration, such as `microsoft.graph.importance`.
            pub const TYPE: &'static str = $type_name;
            /// The texts of the documented members in JSON, such as `"low"` and `"high"`, in declared order.
            pub const MEMBERS: &'static [&'static str] = &[$($canonical),*];

            /// The documented members as values of the enumeration, in declared order.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant),*];

            /// The text of the value in JSON, such as `"low"`.
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $canonical,)*
                    Self::$open(text) => text,
                }
            }

            /// Whether the value is a documented member.
            pub const fn is_known(&self) -> bool {
                !::core::matches!(self, Self::$open(_))
            }
        }
        impl ::core::convert::From<&str> for $name {
            #[inline]
            fn from(text: &str) -> Self {
                match text {
                    $($canonical $(| $other)* => Self::$variant,)*
                    _ => match $crate::member_in_any_case(Self::MEMBERS, text) {
                        Some(member) => Self::from(member),
                        None => Self::$open(text.into()),
                    },
                }
            }
        }
        impl ::core::convert::From<::std::string::String> for $name {
            #[inline]
            fn from(text: ::std::string::String) -> Self {
                Self::from(text.as_str())
            }
        }
        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;
            #[inline]
            fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
                ::core::result::Result::Ok(Self::from(text))
            }
        }
        impl $crate::Enumeration for $name {
            const TYPE: &'static str = $type_name;
            const MEMBERS: &'static [&'static str] = Self::MEMBERS;
            const KNOWN: &'static [Self] = Self::KNOWN;
            #[inline]
            fn as_str(&self) -> &str {
                self.as_str()
            }
        }
        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                formatter.pad(self.as_str())
            }
        }
        #[doc(hidden)]
        impl $crate::Write for $name {
            #[inline]
            fn view(&self) -> $crate::View<'_> {
                match self {
                    Self::$open(text) => $crate::view_of_unrecognized(Self::MEMBERS, text),
                    known => $crate::View::Member(known.as_str()),
                }
            }
        }
        $crate::scalar_value! { $name }
        $crate::enumeration_in_queries! { $name }
        #[doc(hidden)]
        impl $crate::Scalar for $name {
            #[inline]
            fn from_text(text: &str) -> ::core::option::Option<Self> {
                ::core::option::Option::Some(Self::from(text))
            }
        }
    };
}

/// Implements [`Value`](crate::Value), `Serialize` and `Deserialize` for a type that implements `Scalar` and `Write`,
/// such as `DateTimeOffset`.
#[doc(hidden)]
#[macro_export]
macro_rules! scalar_value {
    ($name:ident) => {
        #[doc(hidden)]
        impl $crate::Value for $name {
            #[inline]
            fn slot(place: &mut ::core::option::Option<Self>) -> $crate::Slot<'_> {
                $crate::Slot::Scalar(place)
            }
        }
        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::serialize_value(self, serializer)
            }
        }
        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::deserialize_value(deserializer)
            }
        }
    };
}
