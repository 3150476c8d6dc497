//! Reference definitions, and references without a definition.
//!
//! The CommonMark reader resolves a reference if its definition stands in the same range of the page. This file
//! resolves all others.

use std::collections::HashMap;

use pulldown_cmark::{BrokenLink, CowStr, LinkType, RefDefs};

use crate::page::text::normalise;

/// Reference definitions of the page: normalised label to destination.
pub(super) type Definitions = HashMap<String, String>;

/// Adds the definitions a reader found; those already known stay.
pub(super) fn define(found: &RefDefs<'_>, definitions: &mut Definitions) {
    let mut found: Vec<_> = found.iter().collect();
    // The map has no order of its own, and of two labels that come out the same the first has to win.
    found.sort_by_key(|(_, definition)| definition.span.start);
    for (label, definition) in found {
        definitions.entry(fold(label)).or_insert_with(|| definition.dest.to_string());
    }
}

fn fold(label: &str) -> String {
    normalise(label).to_lowercase()
}

/// What an unknown reference is: a link of the page when another segment defines it, a link to nowhere when it has two
/// pairs of brackets, and plain text otherwise.
pub(super) fn resolve<'a>(definitions: &Definitions, link: &BrokenLink<'_>) -> Option<(CowStr<'a>, CowStr<'a>)> {
    let destination = if definitions.is_empty() { None } else { definitions.get(&fold(&link.reference)) };
    match destination {
        Some(destination) => Some((destination.clone().into(), "".into())),
        None if matches!(link.link_type, LinkType::Shortcut | LinkType::ShortcutUnknown) => None,
        None => Some(("".into(), "".into())),
    }
}
