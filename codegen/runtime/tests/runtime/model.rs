//! Types as the generator writes them, for the tests of this crate.
//!
//! They have every kind of field. `Node` has fields of its own type, and `User` derives from `DirectoryObject`.

use graph_runtime::{
    Annotations, Binary, Date, DateTimeOffset, Decimal, Duration, Extra, Guid, Patch, TimeOfDay, derived, object,
    open_enum, patch,
};

/// The type that `User` derives from.
#[derive(Clone, Default)]
pub(crate) struct DirectoryObject {
    pub id: Option<String>,
    pub deleted_date_time: Option<DateTimeOffset>,
    pub extra: Extra,
    pub annotations: Annotations,
}
object! {
    DirectoryObject: "microsoft.graph.directoryObject", bases [];
    id = "id",
    deleted_date_time: DateTimeOffset = "deletedDateTime",
}

/// A type with a base type, boxed fields, collections and an untyped member.
#[derive(Clone, Default)]
pub(crate) struct User {
    pub id: Option<String>,
    pub deleted_date_time: Option<DateTimeOffset>,
    pub account_enabled: Option<bool>,
    pub importance: Option<Importance>,
    pub manager: Option<Box<DirectoryObject>>,
    pub business_phones: Option<Vec<String>>,
    pub levels: Option<Vec<Importance>>,
    pub reports: Option<Vec<User>>,
    pub scalars: Option<Box<Scalars>>,
    pub anything: Option<serde_json::Value>,
    pub extra: Extra,
    pub annotations: Annotations,
}
object! {
    User: "microsoft.graph.user", bases [DirectoryObject];
    id = "id",
    deleted_date_time: DateTimeOffset = "deletedDateTime",
    account_enabled: bool = "accountEnabled",
    importance: Importance = "importance",
    manager: DirectoryObject = "manager",
    business_phones: Vec<String> = "businessPhones",
    levels: Vec<Importance> = "levels",
    reports: Vec<User> = "reports",
    scalars: Scalars = "scalars",
    anything: serde_json::Value = "anything",
}

/// A type that derives from `User`, which itself derives from `DirectoryObject`.
#[derive(Clone, Default)]
pub(crate) struct Guest {
    pub id: Option<String>,
    pub importance: Option<Importance>,
    pub sponsor: Option<Box<DirectoryObject>>,
    pub extra: Extra,
    pub annotations: Annotations,
}
object! {
    Guest: "microsoft.graph.guest", bases [User, DirectoryObject];
    id = "id",
    importance: Importance = "importance",
    sponsor: DirectoryObject = "sponsor",
}

/// A `DirectoryObject`, as the derived type that its `@odata.type` names.
#[derive(Clone)]
#[non_exhaustive]
pub(crate) enum DirectoryObjectDerived {
    Guest(Box<Guest>),
    User(Box<User>),
    Other(Box<DirectoryObject>),
}
derived! { DirectoryObject: DirectoryObjectDerived, Other; Guest, User }

/// A `User`, as the derived type that its `@odata.type` names.
#[derive(Clone)]
#[non_exhaustive]
pub(crate) enum UserDerived {
    Guest(Box<Guest>),
    Other(Box<User>),
}
derived! { User: UserDerived, Other; Guest }

/// A type with a member of every scalar type.
#[derive(Clone, Default)]
pub(crate) struct Scalars {
    pub int16: Option<i16>,
    pub int32: Option<i32>,
    pub int64: Option<i64>,
    pub byte: Option<u8>,
    pub sbyte: Option<i8>,
    pub single: Option<f32>,
    pub double: Option<f64>,
    pub decimal: Option<Decimal>,
    pub date: Option<Date>,
    pub time: Option<TimeOfDay>,
    pub duration: Option<Duration>,
    pub guid: Option<Guid>,
    pub binary: Option<Binary>,
    pub singles: Option<Vec<f32>>,
    pub integers: Option<Vec<i32>>,
    pub extra: Extra,
    pub annotations: Annotations,
}
object! {
    Scalars: "test.scalars", bases [];
    int16: i16 = "int16", int32: i32 = "int32", int64: i64 = "int64", byte: u8 = "byte", sbyte: i8 = "sbyte",
    single: f32 = "single", double: f64 = "double", decimal: Decimal = "decimal", date: Date = "date",
    time: TimeOfDay = "time", duration: Duration = "duration", guid: Guid = "guid", binary: Binary = "binary",
    singles: Vec<f32> = "singles", integers: Vec<i32> = "integers",
}

/// A type that refers to itself.
#[derive(Clone, Default)]
pub(crate) struct Node {
    pub next: Option<Box<Node>>,
    pub children: Option<Vec<Node>>,
    pub extra: Extra,
    pub annotations: Annotations,
}
object! { Node: "test.node", bases []; next: Node = "next", children: Vec<Node> = "children" }

/// A type without members.
#[derive(Clone, Default)]
pub(crate) struct Nothing {
    pub extra: Extra,
    pub annotations: Annotations,
}
object! { Nothing: "test.nothing", bases []; }

/// An open enumeration, which keeps unknown members. The member `Normal` has two spellings, `normal` and `Normal`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub(crate) enum Importance {
    Low,
    Normal,
    Unrecognized(Box<str>),
}
open_enum! {
    Importance: "microsoft.graph.importance", Unrecognized;
    Low = "low",
    Normal = "normal" | "Normal",
}

/// The body of a PATCH request that changes a user.
#[derive(Clone, Default)]
pub(crate) struct UserPatch {
    pub id: Patch<String>,
    pub importance: Patch<Importance>,
    pub manager: Patch<Box<DirectoryObject>>,
    pub business_phones: Patch<Vec<String>>,
    pub extra: Extra,
    pub annotations: Annotations,
}
patch! {
    UserPatch: "microsoft.graph.user";
    id = "id", importance = "importance", manager = "manager", business_phones = "businessPhones",
}
