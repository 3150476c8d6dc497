//! Bodies whose members do not fit the type that the page states for the body.
//!
//! In: the findings about one body. Out: one more finding, about the type of the body, if most members of the body are
//! no properties of that type. Later, `checks/causes/misfits.rs` keeps either this finding or those about the members:
//! if other pages show the same members, the type is probably right and lacks rows for them.

use std::collections::BTreeSet;

use crate::api::{Api, ItemType, TypeRef};
use crate::code;
use crate::decl::{BodyDecl, JsonNode, JsonValue};
use crate::diagnostic::{Diagnostic, Subject};
use crate::source::Span;

/// The type of a body is in doubt only if the body has at least this many members that are no properties of the type.
const LEAST: usize = 3;

/// Adds a finding about the type of a body if at least [`LEAST`] of its members, and more than half of them, are no
/// properties of the type. `diagnostics[before..]` are the findings about the body. `annotation` is the place of the
/// annotation, if it states the type.
pub(super) fn report(
    api: &Api,
    body: &BodyDecl,
    ty: TypeRef,
    annotation: Option<Span>,
    before: usize,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let (ItemType::Structured(id), Some(root)) = (ty.item, body.root()) else { return };
    let objects: Vec<JsonNode<'_>> = match root.get("value").map(JsonNode::value) {
        Some(JsonValue::Array(elements)) => elements.collect(),
        _ => vec![root],
    };
    let members = || objects.iter().flat_map(|object| object.members()).filter(|(name, _)| !name.value.contains('@'));
    let all: BTreeSet<&str> = members().map(|(name, _)| name.value).collect();
    let is_unknown =
        |finding: &Diagnostic, span: Span| finding.code == code::EXAMPLE_MEMBER_UNKNOWN && finding.span == span;
    let told = &diagnostics[before..];
    let mut unknown: Vec<&str> = Vec::new();
    let mut first = None;
    for (name, _) in members().filter(|(name, _)| told.iter().any(|finding| is_unknown(finding, name.span))) {
        first.get_or_insert(name.span);
        if !unknown.contains(&name.value) {
            unknown.push(name.value);
        }
    }
    if unknown.len() < LEAST || unknown.len() * 2 <= all.len() {
        return;
    }
    let owner = &api[id].name.name;
    let says = if annotation.is_some() { "the annotation says" } else { "the page says" };
    let more = unknown.len() - 2;
    let message = format!(
        "{says} that the body is of type `{owner}`, which does not have the properties `{}`, `{}` and {more} more",
        unknown[0], unknown[1]
    );
    let start = Span { end: body.span.start + 1, ..body.span };
    let finding = Diagnostic::new(code::EXAMPLE_OTHER_TYPE, annotation.unwrap_or(start), message)
        .help(format!(
            "name the type that has these properties, or add rows for the properties to the page of `{owner}`"
        ))
        .about(Subject::words(owner));
    diagnostics.push(match first {
        Some(first) => finding.note(first, "the first of these members"),
        None => finding,
    });
}
