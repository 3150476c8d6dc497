//! The kinds of change, each with its level and the reason for it.

use serde::Serialize;

/// How severe a change is, and whether it affects clients in any language or only programs that use the generated
/// crate. The first variant is the most severe.
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
    /// The stable id of the kind, for instance `property-removed`.
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

        /// Every kind of change that a comparison can report.
        pub static CHANGE_KINDS: &[&ChangeKind] = &[$(&$name),+];
    };
}

kinds! {
    TYPE_REMOVED = "type-removed", WireBreaking, "No page describes the type: requests that send it may be refused.";
    TYPE_REMOVED_AFTER_DEPRECATION = "type-removed-after-deprecation", WireBreaking,
        "No page describes the type: requests that send it may be refused. A deprecation notice has warned the clients.";
    TYPE_ADDED = "type-added", Additive, "No earlier client or program uses the type.";
    TYPE_RENAMED = "type-renamed", WireBreaking, "The name in `@odata.type` and in casts of paths changed.";
    TYPE_DEPRECATED = "type-deprecated", Deprecated, "The page of the type says that clients should no longer use it.";
    TYPE_KIND_CHANGED = "type-kind-changed", Risk, "An entity has an identity, a complex value has none.";
    BASE_CHANGED = "base-changed", Risk,
        "The inherited members may change, and so may the types to which a value can be cast.";
    KEY_CHANGED = "key-changed", WireBreaking, "Another property identifies the items in paths.";
    TYPE_OPENED = "type-opened", Additive, "Values may have members that no page names.";
    TYPE_CLOSED = "type-closed", Risk, "Values with members that no page names may be refused.";
    TYPE_BECAME_ABSTRACT = "type-became-abstract", Risk, "Every value is now of a type that derives from this type.";
    TYPE_BECAME_CONCRETE = "type-became-concrete", Risk,
        "A value may now be of this type itself, and not of a derived type.";
    CONTENT_REMOVED = "content-removed", WireBreaking, "Clients that read the content of an item no longer find it.";
    CONTENT_ADDED = "content-added", Additive, "Clients may read the content of an item.";
    DEPRECATION_LIFTED = "deprecation-lifted", Additive,
        "The page no longer says that clients should not use the item.";
    PROPERTY_REMOVED = "property-removed", WireBreaking, "Clients that read or write the property no longer find it.";
    PROPERTY_REMOVED_AFTER_DEPRECATION = "property-removed-after-deprecation", WireBreaking,
        "Clients that read or write the property no longer find it. A deprecation notice has warned them.";
    PROPERTY_RENAMED = "property-renamed", WireBreaking, "The property has another name in JSON.";
    PROPERTY_ADDED = "property-added", Additive, "Clients ignore members that they do not know.";
    PROPERTY_MOVED = "property-moved", Risk, "A base type or a derived type declares the property now.";
    PROPERTY_TYPE_CHANGED = "property-type-changed", WireBreaking, "Values of the property have another form.";
    PROPERTY_TYPE_BECAME_ENUM = "property-type-became-enum", Risk,
        "Values are still text, but only some texts are allowed.";
    PROPERTY_TYPE_WIDENED = "property-type-widened", Risk, "Values may be of a type that clients do not expect.";
    PROPERTY_TYPE_NARROWED = "property-type-narrowed", Additive,
        "Values are of a type that derives from the former type.";
    PROPERTY_BECAME_REQUIRED = "property-became-required", WireBreaking,
        "Requests without the property were accepted before.";
    PROPERTY_BECAME_OPTIONAL = "property-became-optional", Risk,
        "The property may be missing or null, which it never was before.";
    PROPERTY_BECAME_READ_ONLY = "property-became-read-only", WireBreaking,
        "Requests that set the property were accepted before.";
    PROPERTY_BECAME_WRITABLE = "property-became-writable", Additive, "Requests may set the property.";
    PROPERTY_KIND_CHANGED = "property-kind-changed", Risk,
        "Responses contain a navigation property only if the request expands it.";
    PROPERTY_BECAME_SELECT_ONLY = "property-became-select-only", Risk,
        "Responses lack the property unless `$select` names it.";
    PROPERTY_RETURNED_BY_DEFAULT = "property-returned-by-default", Additive,
        "Responses contain the property even without `$select`.";
    PROPERTY_NO_LONGER_FILTERABLE = "property-no-longer-filterable", Risk,
        "Queries that filter by the property may be refused.";
    PROPERTY_FILTERABLE = "property-filterable", Additive, "Queries may filter by the property.";
    PROPERTY_VALUE_REMOVED = "property-value-removed", Risk, "Requests with this value may be refused.";
    PROPERTY_VALUE_ADDED = "property-value-added", Additive,
        "Values of the property are text, so clients keep values that they do not know.";
    PROPERTY_DEPRECATED = "property-deprecated", Deprecated,
        "The page says that clients should no longer use the property.";
    ENUM_REMOVED = "enum-removed", WireBreaking,
        "No page describes the enumeration: requests that send its members may be refused.";
    ENUM_REMOVED_AFTER_DEPRECATION = "enum-removed-after-deprecation", WireBreaking,
        "Requests that send a member of the enumeration may be refused. A deprecation notice has warned the clients.";
    ENUM_ADDED = "enum-added", Additive, "No earlier client or program uses the enumeration.";
    ENUM_RENAMED = "enum-renamed", WireBreaking, "The name of the type in literals of query options changed.";
    ENUM_FLAGS_CHANGED = "enum-flags-changed", Risk, "Whether a value may combine several members changed.";
    ENUM_DEPRECATED = "enum-deprecated", Deprecated, "The page says that clients should no longer use the enumeration.";
    MEMBER_REMOVED = "member-removed", WireBreaking, "Requests that send the member may be refused.";
    MEMBER_REMOVED_AFTER_DEPRECATION = "member-removed-after-deprecation", WireBreaking,
        "Requests that send the member may be refused. A deprecation notice has warned the clients.";
    MEMBER_RENAMED = "member-renamed", WireBreaking, "The member has another name in JSON.";
    MEMBER_ADDED = "member-added", Additive, "Enumerations are open: clients keep values that they do not know.";
    MEMBER_DEPRECATED = "member-deprecated", Deprecated,
        "The description says that clients should no longer use the member.";
    MEMBER_VALUE_CHANGED = "member-value-changed", WireBreaking, "The name of the member stands for another number.";
    ROUTE_REMOVED = "route-removed", WireBreaking, "No page describes the path: requests to it may fail.";
    ROUTE_REMOVED_AFTER_DEPRECATION = "route-removed-after-deprecation", WireBreaking,
        "No page describes the path: requests to it may fail. Clients were warned.";
    ROUTE_MOVED = "route-moved", WireBreaking, "Requests have to go to another path.";
    ROUTE_ADDED = "route-added", Additive, "No earlier client or program uses the path.";
    ROUTE_DEPRECATED = "route-deprecated", Deprecated, "The page says that clients should no longer use the operation.";
    STATUS_REMOVED = "status-removed", WireBreaking, "Clients that wait for this status receive another one.";
    STATUS_ADDED = "status-added", Risk, "Clients may not know what this status means.";
    RESPONSE_TYPE_CHANGED = "response-type-changed", WireBreaking,
        "The response body has another type than clients read.";
    RESPONSE_TYPE_WIDENED = "response-type-widened", Risk, "The response may be of a type that clients do not expect.";
    RESPONSE_TYPE_NARROWED = "response-type-narrowed", Additive,
        "The response is of a type that derives from the former type.";
    RESPONSE_BODY_REMOVED = "response-body-removed", WireBreaking, "Clients that read the response body find none.";
    RESPONSE_BODY_ADDED = "response-body-added", Risk, "The response has a body, and had none before.";
    REQUEST_TYPE_CHANGED = "request-type-changed", WireBreaking, "Requests have to send a body of another type.";
    REQUEST_TYPE_WIDENED = "request-type-widened", Additive, "Requests may also send a base type of the former type.";
    REQUEST_BODY_REMOVED = "request-body-removed", WireBreaking, "Requests with a body may be refused.";
    REQUEST_BODY_ADDED = "request-body-added", WireBreaking, "Requests without a body may be refused.";
    OPTIONAL_REQUEST_BODY_ADDED = "optional-request-body-added", Additive,
        "Requests may have a body, and everything in the body is optional.";
    PARAMETER_REMOVED = "parameter-removed", WireBreaking, "Requests that send the parameter may be refused.";
    PARAMETER_REMOVED_AFTER_DEPRECATION = "parameter-removed-after-deprecation", WireBreaking,
        "Requests that send the parameter may be refused. A deprecation notice has warned the clients.";
    PARAMETER_RENAMED = "parameter-renamed", WireBreaking, "The parameter has another name in requests.";
    PARAMETER_ADDED = "parameter-added", Additive, "Requests may send the parameter.";
    REQUIRED_PARAMETER_ADDED = "required-parameter-added", WireBreaking,
        "Requests without the parameter were accepted before.";
    PARAMETER_TYPE_CHANGED = "parameter-type-changed", WireBreaking, "Requests have to send a value of another form.";
    PARAMETER_BECAME_REQUIRED = "parameter-became-required", WireBreaking,
        "Requests without the parameter were accepted before.";
    PARAMETER_BECAME_OPTIONAL = "parameter-became-optional", Additive, "Requests may leave out the parameter.";
    PARAMETER_DEPRECATED = "parameter-deprecated", Deprecated,
        "The page says that clients should no longer send the parameter.";
    QUERY_OPTION_REFUSED = "query-option-no-longer-supported", Risk, "Requests with the option may be refused.";
    QUERY_OPTION_SUPPORTED = "query-option-supported", Additive, "Requests may have the option.";
    CONTENT_TYPE_CHANGED = "content-type-changed", Risk, "Content of the former type may be refused.";
    HEADER_REMOVED = "header-removed", Risk, "Requests with this header no longer have its effect.";
    HEADER_ADDED = "header-added", Additive, "Requests may send the header.";
    REQUIRED_HEADER_ADDED = "required-header-added", WireBreaking, "Requests without the header were accepted before.";
    HEADER_BECAME_REQUIRED = "header-became-required", WireBreaking,
        "Requests without the header were accepted before.";
    HEADER_BECAME_OPTIONAL = "header-became-optional", Additive, "Requests may leave out the header.";
    RESPONSE_HEADER_REMOVED = "response-header-removed", Risk,
        "Clients that read the header of the response may no longer find it.";
    RESPONSE_HEADER_ADDED = "response-header-added", Additive,
        "Clients ignore headers of responses that they do not know.";
    PERMISSION_NO_LONGER_SUFFICES = "permission-no-longer-suffices", WireBreaking,
        "Requests of callers with these scopes are refused.";
    PERMISSION_SUFFICES = "permission-suffices", Additive, "Requests of callers with these scopes are accepted.";
    PERMISSIONS_UNKNOWN = "permissions-unknown", Risk, "The page no longer says which permissions callers need.";
    RUST_ITEM_RENAMED = "rust-item-renamed", RustBreaking, "Programs that use the former name do not compile.";
    RUST_ITEM_REMOVED = "rust-item-removed", RustBreaking, "Programs that use the item do not compile.";
    RUST_SIGNATURE_CHANGED = "rust-signature-changed", RustBreaking, "Programs that use the item may not compile.";
    RUST_ITEM_ADDED = "rust-item-added", Additive, "No earlier program uses the item.";
    PAGE_REMOVED = "page-removed", Docs, "Links to the page, and entries in tables of contents, now lead nowhere.";
    TEXT_CHANGED = "text-changed", Docs, "Only words changed.";
    TITLE_CHANGED = "title-changed", Docs, "Only words changed.";
    EXAMPLES_CHANGED = "examples-changed", Docs, "Only examples changed.";
}
