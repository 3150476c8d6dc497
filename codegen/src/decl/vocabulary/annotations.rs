//! The names in annotations, and the values of `blockType`.

use crate::text::near;

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

/// The annotations of OData in JSON bodies (OData JSON Format 4.01, section 4.6), and those that services add to them.
const CONTROL: &[&str] = &[
    "odata.type",
    "odata.id",
    "odata.etag",
    "odata.context",
    "odata.count",
    "odata.nextLink",
    "odata.deltaLink",
    "odata.editLink",
    "odata.readLink",
    "odata.bind",
    "odata.navigationLink",
    "odata.associationLink",
    "odata.mediaEditLink",
    "odata.mediaReadLink",
    "odata.mediaContentType",
    "odata.mediaEtag",
    "odata.metadataEtag",
    "odata.removed",
    "odata.delta",
];

/// The misspelt annotation in the name of a member and its right spelling: `@odata.tpye` and `@odata.type`. An annotation
/// without its `@` is misspelt too. `None` if the name has no annotation, or none that is misspelt.
pub(crate) fn control_slip(member: &str) -> Option<(&str, String)> {
    let Some(at) = member.find('@') else {
        return CONTROL.contains(&member).then(|| (member, format!("@{member}")));
    };
    let written = &member[at + 1..];
    if written.len() < 6 || CONTROL.iter().any(|known| known.eq_ignore_ascii_case(written)) {
        return None;
    }
    // A short name, such as `odata.id`, may have only one wrong letter, because many other words differ from it in
    // only two.
    let most = if written.len() < 10 { 1 } else { 2 };
    let near = near::nearest(written, CONTROL.iter().copied(), most).first().copied()?;
    Some((&member[at..], format!("@{near}")))
}

/// The values of `blockType`.
pub(crate) const BLOCK_TYPES: &[&str] =
    &["resource", "request", "response", "ignored", "example", "samples", "simulatedResponse", "permissions"];

/// The values of `blockType` that stand above a table, not above a code block.
pub(crate) const TABLE_TYPES: &[&str] = &["permissions"];
