//! Draws the family of a type as SVG: its bases, itself and its derived types.
//!
//! Each type is a line, indented below its base. The picture grows in height only, so that it fits a narrow screen. For
//! a large family it shows the nearest types and the number of the others.

use maud::{Markup, html};

use super::view::{RootPath, View};
use crate::api::TypeId;

/// The highest number of derived types in a picture.
const SHOWN: usize = 40;

const LINE_HEIGHT: usize = 28;
const INDENT: usize = 22;

/// A type in the picture, and how far its line is indented.
struct Relative {
    id: TypeId,
    depth: usize,
}

/// The picture for a type; nothing if the type has no base and no derived types.
pub(super) fn picture(view: &View<'_>, root: RootPath, id: TypeId) -> Markup {
    let api = view.api();
    let mut bases: Vec<TypeId> = api.bases(id).collect();
    bases.reverse();
    let own_depth = bases.len();
    let mut lines: Vec<Relative> =
        bases.into_iter().chain([id]).enumerate().map(|(depth, id)| Relative { id, depth }).collect();
    let total = descend(view, id, own_depth + 1, &mut lines);
    if lines.len() == 1 {
        return html! {};
    }
    let hidden = total - (lines.len() - own_depth - 1);
    let name = |relative: &Relative| view.name(&api[relative.id].name);
    let longest = lines.iter().map(|relative| relative.depth * INDENT + name(relative).chars().count() * 9);
    let width = longest.max().unwrap_or_default() + 60;
    let height = (lines.len() + usize::from(hidden > 0)) * LINE_HEIGHT + 8;
    html! {
        section aria-labelledby="family" {
            h2 #family { "Family" }
            div.scroll role="group" aria-label="Picture of the family" tabindex="0" {
                svg.family width=(width) height=(height) viewBox={ "0 0 " (width) " " (height) } role="group"
                    aria-label={ "Bases and derived types of " (api[id].name) } {
                    @for (index, relative) in lines.iter().enumerate() {
                        @let (x, y) = (relative.depth * INDENT + 12, index * LINE_HEIGHT + LINE_HEIGHT / 2 + 4);
                        @if relative.depth > 0 {
                            @let above = lines[..index].iter().rposition(|other| other.depth + 1 == relative.depth).unwrap_or_default();
                            path.branch d={ "M" (x - INDENT) " " (above * LINE_HEIGHT + LINE_HEIGHT / 2 + 10) " V" (y) " H" (x - 6) } {}
                        }
                        circle.node cx=(x) cy=(y) r="5" {}
                        @if relative.id == id {
                            text.self x=(x + 12) y=(y + 5) { (name(relative)) }
                        } @else {
                            a href=(root.link_to(view.addresses.ty(relative.id))) {
                                text x=(x + 12) y=(y + 5) { (name(relative)) }
                            }
                        }
                    }
                    @if hidden > 0 {
                        text.more x=(own_depth * INDENT + INDENT + 12) y=(lines.len() * LINE_HEIGHT + LINE_HEIGHT / 2 + 9) {
                            "and " (hidden) " more"
                        }
                    }
                }
            }
            @if hidden > 0 { (all(view, root, id)) }
        }
    }
}

/// Lists every type that directly derives from a type.
fn all(view: &View<'_>, root: RootPath, id: TypeId) -> Markup {
    let derived = &view.api()[id].derived;
    html! {
        details {
            summary { "All " (derived.len()) " types that derive directly" }
            ul.columns { @for &id in derived { li { (view.type_link(root, id)) } } }
        }
    }
}

/// Adds the first derived types of a type to `lines`, up to a limit. Returns the number of all derived types, direct or
/// not, including those left out. No type is among its own bases, so the loop ends.
fn descend(view: &View<'_>, id: TypeId, depth: usize, lines: &mut Vec<Relative>) -> usize {
    let limit = lines.iter().filter(|line| line.depth < depth).count().min(SHOWN) + SHOWN;
    let mut stack: Vec<(TypeId, usize)> = view.api()[id].derived.iter().rev().map(|&id| (id, depth)).collect();
    let mut total = 0;
    while let Some((next, depth)) = stack.pop() {
        total += 1;
        if lines.len() < limit {
            lines.push(Relative { id: next, depth });
        }
        stack.extend(view.api()[next].derived.iter().rev().map(|&id| (id, depth + 1)));
    }
    total
}
