//! The member names in annotations such as `<!-- { "blockType": "resource" } -->`, the values of `blockType`, and the
//! control information in JSON bodies, such as `@odata.type`.

use crate::text::near;

/// The names of the JSON members in annotations (HTML comments such as `<!-- { "blockType": "resource" } -->`): those
/// that the generator reads, and those that only other tools read.
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

/// The names of control information in JSON bodies without their `@` (OData JSON Format 4.01, section 4.6), and further
/// `odata.` names that services use.
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

/// Finds misspelt control information in the name of a JSON member, and returns it with its right spelling:
/// `@odata.tpye` and `@odata.type`. A name without its `@` is misspelt too: `odata.type`. `None` if the name contains
/// no misspelt control information.
pub(crate) fn control_slip(member: &str) -> Option<(&str, String)> {
    let Some(at) = member.find('@') else {
        return CONTROL.contains(&member).then(|| (member, format!("@{member}")));
    };
    let written = &member[at + 1..];
    if written.len() < 6 || CONTROL.iter().any(|known| known.eq_ignore_ascii_case(written)) {
        return None;
    }
    // A short name such as `odata.id` counts as misspelt only with a single wrong letter, because many other words
    // differ from it in two letters.
    let most = if written.len() < 10 { 1 } else { 2 };
    let near = near::nearest(written, CONTROL.iter().copied(), most).first().copied()?;
    Some((&member[at..], format!("@{near}")))
}

/// The values of `blockType`.
pub(crate) const BLOCK_TYPES: &[&str] =
    &["resource", "request", "response", "ignored", "example", "samples", "simulatedResponse", "permissions"];

/// The values of `blockType` in annotations above a table. All other values belong above a code block.
pub(crate) const TABLE_TYPES: &[&str] = &["permissions"];
