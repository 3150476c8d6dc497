//! The names in annotations, and the values of `blockType`.

/// The names in annotations: those that the generator reads, and those that other tools read.
pub(crate) const ANNOTATION_MEMBERS: &[&str] = &[
    "blockType",
    "@odata.type",
    "@type",
    "isCollection",
    "truncated",
    "baseType",
    "keyProperty",
    "abstract",
    "isAbstract",
    "openType",
    "isMediaEntity",
    "name",
    "optionalProperties",
    "type",
    "description",
    "keywords",
    "section",
    "tocPath",
    "tocBookmarks",
    "suppressions",
    "scopes",
    "scope",
    "target",
    "tags",
    "isEmpty",
    "isComposable",
    "sampleKeys",
    "property",
    "namespace",
];

/// The values of `blockType`.
pub(crate) const BLOCK_TYPES: &[&str] =
    &["resource", "request", "response", "ignored", "example", "samples", "simulatedResponse", "permissions"];

/// The values of `blockType` that stand above a table, not above a code block.
pub(crate) const TABLE_TYPES: &[&str] = &["permissions"];
