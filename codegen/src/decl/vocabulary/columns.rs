//! Titles of table columns. Each list names the kind of table, or the kind of cell, in which its titles occur.

/// Titles of the first column in tables of enumeration members.
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

/// Titles of the first column in tables of properties and relationships.
pub(crate) const PROPERTY_COLUMNS: &[&str] = &[
    "property",
    "property name",
    "name",
    "relationship",
    "relationship name",
    "navigation",
    "navigation property",
    "navigation property name",
    "attribute",
    "attribute name",
    "parameter",
    "parameter name",
    "argument",
    "argument name",
    "field",
    "field name",
    "member",
];

/// Titles of the column of names in tables of request headers.
pub(crate) const HEADER_COLUMNS: &[&str] =
    &["header", "headers", "header name", "request header", "field", "name", "property", "parameter"];

/// Titles of the first column in tables of methods.
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
pub(crate) const TYPE_COLUMNS: &[&str] =
    &["type", "data type", "property type", "value type", "target type", "target entity", "related type"];

/// Further titles of the column of types in tables of navigation properties. The cells below them name the type to
/// which the navigation property leads.
pub(crate) const TARGET_COLUMNS: &[&str] =
    &["target", "target resource", "entity", "resource", "related resource", "return type", "returns"];

/// Titles of the column that says what is returned, in tables of status codes.
pub(crate) const RETURNED_COLUMNS: &[&str] = &[
    "body",
    "response body",
    "returns",
    "returned",
    "returned object",
    "returned type",
    "return type",
    "response type",
    "response",
    "content",
    "schema",
    "object",
    "model",
    "resource",
];

/// Titles of columns that say whether a parameter is in the path, the query, a header or the body.
pub(crate) const PLACE_COLUMNS: &[&str] =
    &["in", "location", "where", "place", "passed in", "located in", "parameter type"];

/// Column titles in tables of request lines: first the titles of the column with the HTTP method, then those of the
/// column with the path.
pub(crate) const REQUEST_COLUMNS: (&[&str], &[&str]) = (
    &["method", "http method", "verb", "http verb"],
    &["uri", "url", "request uri", "request url", "path", "endpoint", "http request", "route"],
);

/// Titles of the first column in tables of types that derive from the page's type. The titles are in the singular, such
/// as `derived type`.
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
