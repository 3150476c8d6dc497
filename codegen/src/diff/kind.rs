//! The kinds of change, each with its level and the reason for it.

use serde::Serialize;

/// The severity of a change, by the users that it affects. The first variant is the most severe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// A client or service that follows the old pages may fail with the new ones, in any language.
    WireBreaking,
    /// A program that uses the generated crate may no longer compile, although the wire format is unchanged.
    RustBreaking,
    /// A client may receive something that it does not expect.
    Risk,
    /// An item is now marked as deprecated. It still works.
    Deprecated,
    /// An item is new. Existing clients and programs can ignore it.
    Additive,
    /// Only texts, titles or examples changed.
    Docs,
}

/// One kind of change, such as the removal of a property. [`CHANGE_KINDS`] lists all of them.
#[derive(Debug)]
pub struct ChangeKind {
    /// The stable id, for instance `property-removed`.
    pub id: &'static str,
    /// The severity of every change of this kind.
    pub level: Level,
    /// Why changes of this kind have this severity, as a sentence.
    pub reason: &'static str,
}

impl Level {
    /// All levels, the most severe first.
    pub(crate) const ALL: [Level; 6] =
        [Level::WireBreaking, Level::RustBreaking, Level::Risk, Level::Deprecated, Level::Additive, Level::Docs];

    /// The word for the level in output, such as `wire-breaking`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Level::WireBreaking => "wire-breaking",
            Level::RustBreaking => "rust-breaking",
            Level::Risk => "risk",
            Level::Deprecated => "deprecated",
            Level::Additive => "additive",
            Level::Docs => "docs",
        }
    }
}

macro_rules! kinds {
    ($($name:ident = $id:literal, $level:ident, $reason:literal;)+) => {
        $(pub(super) static $name: ChangeKind = ChangeKind { id: $id, level: Level::$level, reason: $reason };)+

        /// Every kind of change, for lists and checks.
        pub static CHANGE_KINDS: &[&ChangeKind] = &[$(&$name),+];
    };
}

kinds! {
    TYPE_REMOVED = "type-removed", WireBreaking, "No page describes the type: requests that send it may be refused.";
    TYPE_ADDED = "type-added", Additive, "Nothing used it before.";
    TYPE_RENAMED = "type-renamed", WireBreaking, "`@odata.type` and casts in paths have another name.";
    TYPE_DEPRECATED = "type-deprecated", Deprecated, "Its page says that clients should no longer use it.";
    TYPE_KIND_CHANGED = "type-kind-changed", Risk, "An entity has identity and a complex value has none.";
    BASE_CHANGED = "base-changed", Risk, "Inherited members and casts may differ.";
    KEY_CHANGED = "key-changed", WireBreaking, "Items are addressed by another property.";
    TYPE_OPENED = "type-opened", Additive, "Members that no page names are allowed.";
    TYPE_CLOSED = "type-closed", Risk, "Members that no page names may be refused.";
    TYPE_BECAME_ABSTRACT = "type-became-abstract", Risk, "Every value is of a type that derives from it.";
    TYPE_BECAME_CONCRETE = "type-became-concrete", Risk, "A value may be of this type itself.";
    CONTENT_REMOVED = "content-removed", WireBreaking, "Clients that read the content of an item find none.";
    CONTENT_ADDED = "content-added", Additive, "Clients may read the content of an item.";
    DEPRECATION_LIFTED = "deprecation-lifted", Additive, "Its page no longer says that it should not be used.";
    PROPERTY_REMOVED = "property-removed", WireBreaking, "Clients that read or write it no longer find it.";
    PROPERTY_REMOVED_AFTER_DEPRECATION = "property-removed-after-deprecation", WireBreaking,
        "Clients that read or write it no longer find it. A deprecation notice has warned them.";
    PROPERTY_RENAMED = "property-renamed", WireBreaking, "The member has another name on the wire.";
    PROPERTY_ADDED = "property-added", Additive, "Clients ignore members that they do not know.";
    PROPERTY_MOVED = "property-moved", Risk, "A base type or a derived type declares it now.";
    PROPERTY_TYPE_CHANGED = "property-type-changed", WireBreaking, "Values have another form.";
    PROPERTY_TYPE_BECAME_ENUM = "property-type-became-enum", Risk, "The values are the same text; only some are allowed.";
    PROPERTY_TYPE_WIDENED = "property-type-widened", Risk, "Values may be of a type that clients do not expect.";
    PROPERTY_TYPE_NARROWED = "property-type-narrowed", Additive, "Values are of a type that derives from the former one.";
    PROPERTY_BECAME_REQUIRED = "property-became-required", WireBreaking, "Requests without it were accepted before.";
    PROPERTY_BECAME_OPTIONAL = "property-became-optional", Risk, "It may be missing or null where it never was.";
    PROPERTY_BECAME_READ_ONLY = "property-became-read-only", WireBreaking, "Requests that write it were accepted before.";
    PROPERTY_BECAME_WRITABLE = "property-became-writable", Additive, "Requests may write it.";
    PROPERTY_KIND_CHANGED = "property-kind-changed", Risk, "Answers contain a navigation property only if it is expanded.";
    PROPERTY_BECAME_SELECT_ONLY = "property-became-select-only", Risk, "Answers lack it unless `$select` names it.";
    PROPERTY_RETURNED_BY_DEFAULT = "property-returned-by-default", Additive, "Answers contain it without `$select`.";
    PROPERTY_NO_LONGER_FILTERABLE = "property-no-longer-filterable", Risk, "Queries that filter by it may be refused.";
    PROPERTY_FILTERABLE = "property-filterable", Additive, "Queries may filter by it.";
    PROPERTY_VALUE_REMOVED = "property-value-removed", Risk, "Requests with this value may be refused.";
    PROPERTY_VALUE_ADDED = "property-value-added", Additive, "The property is text: clients keep values that they do not know.";
    PROPERTY_DEPRECATED = "property-deprecated", Deprecated, "Its page says that clients should no longer use it.";
    ENUM_REMOVED = "enum-removed", WireBreaking, "No page describes the enumeration: requests that send its members may be refused.";
    ENUM_ADDED = "enum-added", Additive, "Nothing used it before.";
    ENUM_RENAMED = "enum-renamed", WireBreaking, "Literals in query options name another type.";
    ENUM_FLAGS_CHANGED = "enum-flags-changed", Risk, "A value may, or may no longer, be several members.";
    ENUM_DEPRECATED = "enum-deprecated", Deprecated, "Its page says that clients should no longer use it.";
    MEMBER_REMOVED = "member-removed", WireBreaking, "Clients that send it may be refused.";
    MEMBER_RENAMED = "member-renamed", WireBreaking, "The value has another name on the wire.";
    MEMBER_ADDED = "member-added", Additive, "Enumerations are open: clients keep values that they do not know.";
    MEMBER_DEPRECATED = "member-deprecated", Deprecated, "Its description says that clients should no longer use it.";
    MEMBER_VALUE_CHANGED = "member-value-changed", WireBreaking, "The same name stands for another number.";
    ROUTE_REMOVED = "route-removed", WireBreaking, "No page describes the path: requests to it may fail.";
    ROUTE_REMOVED_AFTER_DEPRECATION = "route-removed-after-deprecation", WireBreaking,
        "No page describes the path: requests to it may fail. Clients were warned.";
    ROUTE_MOVED = "route-moved", WireBreaking, "Requests have to go to another path.";
    ROUTE_ADDED = "route-added", Additive, "Nothing used it before.";
    ROUTE_DEPRECATED = "route-deprecated", Deprecated, "Its page says that clients should no longer use it.";
    STATUS_REMOVED = "status-removed", WireBreaking, "Clients that wait for this status receive another one.";
    STATUS_ADDED = "status-added", Risk, "Clients may not know what this status means.";
    RESPONSE_TYPE_CHANGED = "response-type-changed", WireBreaking, "Clients read another type.";
    RESPONSE_TYPE_WIDENED = "response-type-widened", Risk, "The answer may be of a type that clients do not expect.";
    RESPONSE_TYPE_NARROWED = "response-type-narrowed", Additive, "The answer is of a type that derives from the former one.";
    RESPONSE_BODY_REMOVED = "response-body-removed", WireBreaking, "Clients that read the body find none.";
    RESPONSE_BODY_ADDED = "response-body-added", Risk, "The answer has a body where it had none.";
    REQUEST_TYPE_CHANGED = "request-type-changed", WireBreaking, "Requests have to send another type.";
    REQUEST_TYPE_WIDENED = "request-type-widened", Additive, "Requests may send a base of the former type.";
    REQUEST_BODY_REMOVED = "request-body-removed", WireBreaking, "Requests with a body may be refused.";
    REQUEST_BODY_ADDED = "request-body-added", WireBreaking, "Requests without a body may be refused.";
    PARAMETER_REMOVED = "parameter-removed", WireBreaking, "Requests that send it may be refused.";
    PARAMETER_RENAMED = "parameter-renamed", WireBreaking, "The parameter has another name on the wire.";
    PARAMETER_ADDED = "parameter-added", Additive, "Requests may send it.";
    REQUIRED_PARAMETER_ADDED = "required-parameter-added", WireBreaking, "Requests without it were accepted before.";
    PARAMETER_TYPE_CHANGED = "parameter-type-changed", WireBreaking, "Requests have to send a value of another form.";
    PARAMETER_BECAME_REQUIRED = "parameter-became-required", WireBreaking, "Requests without it were accepted before.";
    PARAMETER_BECAME_OPTIONAL = "parameter-became-optional", Additive, "Requests may leave it out.";
    CONTENT_TYPE_CHANGED = "content-type-changed", Risk, "Content of the former type may be refused.";
    HEADER_REMOVED = "header-removed", Risk, "Requests that rely on this header no longer have its effect.";
    HEADER_ADDED = "header-added", Additive, "Requests may send it.";
    REQUIRED_HEADER_ADDED = "required-header-added", WireBreaking, "Requests without it were accepted before.";
    HEADER_BECAME_REQUIRED = "header-became-required", WireBreaking, "Requests without it were accepted before.";
    HEADER_BECAME_OPTIONAL = "header-became-optional", Additive, "Requests may leave it out.";
    RESPONSE_HEADER_REMOVED = "response-header-removed", Risk, "Clients that read the header may no longer find it.";
    RESPONSE_HEADER_ADDED = "response-header-added", Additive, "Clients ignore headers that they do not know.";
    PERMISSION_NO_LONGER_SUFFICES = "permission-no-longer-suffices", WireBreaking, "Callers with these scopes are refused.";
    PERMISSION_SUFFICES = "permission-suffices", Additive, "Callers with these scopes are let in.";
    PERMISSIONS_UNKNOWN = "permissions-unknown", Risk, "The page no longer says who may call.";
    RUST_ITEM_RENAMED = "rust-item-renamed", RustBreaking, "Programs that name it do not compile.";
    RUST_ITEM_REMOVED = "rust-item-removed", RustBreaking, "Programs that name it do not compile.";
    RUST_SIGNATURE_CHANGED = "rust-signature-changed", RustBreaking, "Programs that use it may not compile.";
    RUST_ITEM_ADDED = "rust-item-added", Additive, "Nothing used it before.";
    PAGE_REMOVED = "page-removed", Docs, "Links and entries that lead to it lead nowhere.";
    TEXT_CHANGED = "text-changed", Docs, "Only words changed.";
    TITLE_CHANGED = "title-changed", Docs, "Only words changed.";
    EXAMPLES_CHANGED = "examples-changed", Docs, "Only examples changed.";
}
