//! Members of annotations, and the kinds of block that annotations announce.

/// Members of annotations: those that the generator reads, and those for other tools.
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

/// Values of `blockType`.
pub(crate) const BLOCK_TYPES: &[&str] =
    &["resource", "request", "response", "ignored", "example", "samples", "simulatedResponse", "permissions"];

/// The block types that announce a table instead of a code block.
pub(crate) const TABLE_TYPES: &[&str] = &["permissions"];
