//! Compares two states of an API.
//!
//! In: two [`Surface`]s, each the part of one state that is compared; they come from a model or from an earlier JSON
//! export. Out: the [`Change`]s between them, each with a stable id, a level, a subject, a sentence, and its place in
//! each state; and the release that they need: a major, a minor or a patch release, or none. Invariant: a surface
//! compared with itself has no changes, and the order of the changes depends only on the two surfaces.
//!
//! If only one state has a type, property, enumeration or member, it was removed or added, unless `renames` finds the
//! same item with another name in the other state. Consequences are not reported: the members of a removed type, the
//! use of a renamed type, or a body that changes with the type that an operation sends (`operations/consequences`).

mod change;
mod crate_items;
mod enums;
mod kind;
mod members;
mod operations;
mod release;
mod removed;
mod renames;
pub mod render;
mod rust;
pub(crate) mod surface;
mod types;
mod words;

pub use change::{Change, State};
pub use kind::{CHANGE_KINDS, ChangeKind, Level};
pub use release::{Release, release};
pub use removed::lead;
pub use surface::{RustItem, Surface};

/// Returns every change from one state to the other: the most severe first, then sorted by kind and subject.
#[must_use]
pub fn compare(before: &Surface, after: &Surface) -> Vec<Change> {
    let mut changes = Vec::new();
    let renamed = renames::Names::new(before, after);
    types::compare(before, after, &renamed, &mut changes);
    enums::compare(before, after, &renamed, &mut changes);
    let follow = operations::compare(before, after, &renamed, &mut changes);
    words::compare(before, after, &mut changes);
    removed::compare(before, after, &renamed, &mut changes);
    rust::compare(before, after, &renamed, &follow, &mut changes);
    words::alike::merge(before, after, &mut changes);
    changes.sort_by(|a, b| {
        (a.level(), a.kind.id, &a.subject, &a.message).cmp(&(b.level(), b.kind.id, &b.subject, &b.message))
    });
    changes.dedup_by(|a, b| a.kind.id == b.kind.id && a.subject == b.subject && a.message == b.message);
    operations::causes::merge(before, after, &mut changes);
    changes
}
