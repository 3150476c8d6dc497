//! Chooses the part of an API that a crate contains.
//!
//! In: the linked [`Api`] and a [`Choice`]: patterns of what to include and what to exclude. Out: a [`Selection`]: of
//! each type, enumeration, route and example, whether it stays; in addition the patterns that match nothing. Invariant:
//! the model itself is not changed, and names do not depend on the selection.
//!
//! What is included and not excluded are the roots; where nothing is included, everything is. From there on:
//!
//! - a route brings the types of its body, of its parameters and of its response;
//! - a type brings its bases and the types of its properties, but not those that only navigation properties lead to:
//!   these members stay, as JSON, unless the type comes in another way;
//! - a type that is included, sent or answered brings the types that derive from it, because values of them come in its
//!   place; so does an abstract type, of which there are no other values;
//! - what is excluded is not brought by anything: wherever it is named, it is JSON.

mod choice;
mod near;

mod pattern;
mod reach;
mod selection;

pub use choice::Choice;
pub use near::Unmatched;
pub use pattern::{InvalidPattern, Pattern};
pub use selection::{Selection, Share};

use crate::api::{Api, Example, OperationId};

/// Decides what stays.
#[must_use]
pub fn select(api: &Api, choice: &Choice) -> Selection {
    let mut selection = Selection::everything(api);
    selection.choice = choice.clone();
    if choice.is_everything() {
        return selection;
    }
    for (stays, operation) in selection.routes.iter_mut().zip(&api.operations) {
        *stays = operation.routes.iter().map(|route| choice.takes_route(operation.method.as_str(), route)).collect();
    }
    let reached = reach::reach(api, choice, &selection);
    (selection.types, selection.enums) = (reached.types, reached.enums);
    selection.examples = examples(api, &selection);
    let patterns = choice.include.iter().chain(&choice.exclude);
    selection.unmatched = patterns.filter_map(|pattern| near::unmatched(api, pattern)).collect();
    selection
}

/// The bodies of operations that stay, and those of the pages of types that stay.
fn examples(api: &Api, selection: &Selection) -> Vec<bool> {
    let mut shown: Vec<Option<bool>> = vec![None; api.examples.len()];
    for (index, operation) in api.operations.iter().enumerate() {
        let stays = selection.keeps_operation(OperationId::from_index(index));
        for example in &operation.examples {
            let shown = &mut shown[example.index()];
            *shown = Some(stays || shown.unwrap_or(false));
        }
    }
    let types = api.types.iter().zip(&selection.types).filter(|(_, stays)| **stays);
    let pages: std::collections::BTreeSet<_> = types.flat_map(|(ty, _)| &ty.pages).collect();
    let stays = |(example, shown): (&Example, &Option<bool>)| shown.unwrap_or_else(|| pages.contains(&example.page));
    api.examples.iter().zip(&shown).map(stays).collect()
}
