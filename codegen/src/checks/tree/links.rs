//! Links to anchors that do not exist.

use compact_str::CompactString;

use crate::api::{EnumType, PageId};
use crate::code;
use crate::diagnostic::{Diagnostic, Edit, Subject};
use crate::link::Linked;
use crate::text::near;

/// Compares the anchor of each link with the headings of its target page.
pub(super) fn check(linked: &Linked<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (page, decls) in linked.pages() {
        for (link, span) in decls.links.iter() {
            let Some((path, anchor)) = link.split_once('#') else { continue };
            let anchor = anchor.split('?').next().unwrap_or_default().to_ascii_lowercase();
            if anchor.is_empty() || anchor.starts_with("tab/") {
                continue;
            }
            let Some(target) = linked.page(page, if path.is_empty() { "#" } else { link }) else { continue };
            let anchors = &linked.decls(target).anchors;
            if anchors.is_empty() || has_anchor(anchors, &anchor) || lists_enum_members(linked, target, &anchor) {
                continue;
            }
            let names = anchors.iter().map(CompactString::as_str);
            let near =
                near::slip(&anchor, names.clone()).or_else(|| names.clone().find(|known| known.starts_with(&anchor)));
            let help = match near {
                Some(near) => format!("write `#{near}`"),
                None => "write the anchor of a heading of that page, or remove the anchor".to_owned(),
            };
            let message = format!("no heading of `{}` has the anchor `#{anchor}`", linked.path(target));
            let written = link.split_once('#').map_or("", |(_, anchor)| anchor);
            let edit = near.map(|near| Edit::Word(span, format!("#{written}"), format!("#{near}")));
            let finding = Diagnostic::new(code::ANCHOR_MISSING, span, message).help(help).about(Subject::path(link));
            found.push(finding.fix_unsafely_if(edit));
        }
    }
    found
}

/// Whether the page lists the members of the enumeration that the anchor names: `#importance-values` for `importance`.
/// If so, only the heading above the list is unusual, and another check reports that heading.
fn lists_enum_members(linked: &Linked<'_>, page: PageId, anchor: &str) -> bool {
    let Some(name) = anchor.strip_suffix("-values") else { return false };
    let is = |known: &&EnumType| known.name.name.eq_ignore_ascii_case(name);
    linked.api.enums.iter().find(is).is_some_and(|known| known.pages.contains(&page))
}

/// Whether a heading has the anchor. If several headings have the same text, the anchors of all but the first end in a
/// number, as in `#example-1`, so a number at the end is allowed.
fn has_anchor(anchors: &[CompactString], anchor: &str) -> bool {
    let is = |anchor: &str| anchors.iter().any(|known| known == anchor);
    let numbered = anchor.rsplit_once('-').filter(|(_, number)| number.bytes().all(|byte| byte.is_ascii_digit()));
    is(anchor) || numbered.is_some_and(|(before, _)| is(before))
}
