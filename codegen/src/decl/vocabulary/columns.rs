//! Titles of columns, which determine the content of their cells.

/// First columns of member tables.
pub(crate) const MEMBER_COLUMNS: &[&str] = &[
    "member",
    "members",
    "value",
    "values",
    "enum value",
    "member name",
    "possible values",
    "name",
    "enumeration member",
    "enum member",
    "flag",
    "flags",
    "flag name",
];

/// First columns of property and relationship tables.
pub(crate) const PROPERTY_COLUMNS: &[&str] = &[
    "property",
    "property name",
    "name",
    "relationship",
    "relationship name",
    "attribute",
    "attribute name",
    "parameter",
    "field",
    "field name",
];

/// Columns of the names in tables of request headers.
pub(crate) const HEADER_COLUMNS: &[&str] =
    &["header", "headers", "header name", "request header", "field", "name", "property", "parameter"];

/// First columns of method tables.
pub(crate) const METHOD_COLUMNS: &[&str] = &[
    "method",
    "methods",
    "function",
    "task",
    "common task",
    "common tasks",
    "operation",
    "action",
    "use case",
    "use cases",
    "scenario",
    "api",
];

/// Titles of the column of types.
pub(crate) const TYPE_COLUMNS: &[&str] = &["type", "data type", "property type", "value type"];

/// First columns of tables that list types deriving from the page's, in the singular.
pub(crate) const DERIVED_COLUMNS: &[&str] = &[
    "derived type",
    "derived resource",
    "derived resource type",
    "derived entity",
    "derived class",
    "subtype",
    "sub-type",
    "child type",
    "inherited type",
];
