//! Links by reference, such as `[user][]`, and their definitions, such as `[user]: ../resources/user.md`.
//!
//! CommonMark resolves a reference if its definition is in the same range of the page. This file resolves all others.

use std::collections::HashMap;

use pulldown_cmark::{BrokenLink, CowStr, LinkType, RefDefs};

use crate::page::text::normalise;

/// The definitions of links on a page: from the label, in a form for comparison, to the destination.
pub(super) type Definitions = HashMap<String, String>;

/// Adds definitions. If a label already has a definition, the earlier definition stays.
pub(super) fn define(found: &RefDefs<'_>, definitions: &mut Definitions) {
    let mut found: Vec<_> = found.iter().collect();
    // The parser's map has no order, but if a label has two definitions, the first one must count.
    found.sort_by_key(|(_, definition)| definition.span.start);
    for (label, definition) in found {
        definitions.entry(fold(label)).or_insert_with(|| definition.dest.to_string());
    }
}

fn fold(label: &str) -> String {
    normalise(label).to_lowercase()
}

/// What becomes of a reference whose definition is not in its range. If another range of the page has the definition,
/// it is a link. Otherwise `[words][name]` is a link without a target, and `[name]` alone is plain text.
pub(super) fn resolve<'a>(definitions: &Definitions, link: &BrokenLink<'_>) -> Option<(CowStr<'a>, CowStr<'a>)> {
    let destination = if definitions.is_empty() { None } else { definitions.get(&fold(&link.reference)) };
    match destination {
        Some(destination) => Some((destination.clone().into(), "".into())),
        None if matches!(link.link_type, LinkType::Shortcut | LinkType::ShortcutUnknown) => None,
        None => Some(("".into(), "".into())),
    }
}
