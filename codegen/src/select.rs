//! Chooses the part of an API that a crate contains.
//!
//! In: the linked [`Api`] and a [`Choice`]: patterns to include and to exclude. Out: a [`Selection`]: whether each
//! type, enumeration, route and example is selected; and the patterns without a match. Invariant: the model does not
//! change, and names do not depend on the selection.
//!
//! The roots are the items that are included and not excluded; without an include pattern, all items. The selection is
//! closed by these rules:
//!
//! - a route selects the types of its body, of its parameters and of its response;
//! - a type selects its bases and the types of its properties, but not the types of navigation properties: these
//!   members become JSON, unless the type is selected for another reason;
//! - a type that is included, or that a body uses, selects the types that derive from it, because their values are
//!   allowed in its place; so does an abstract type, which has no other values;
//! - an excluded type is never selected: a reference to it becomes JSON.

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

/// Selects a part of an API.
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

/// For each example, whether it is selected. An example of operations is selected if one of them is; any other example
/// is selected if it is on the page of a selected type.
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
