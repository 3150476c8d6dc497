//! Which part of an API a crate is about.
//!
//! In: the linked [`Api`] and a [`Choice`]: patterns of what to include and what to exclude. Out: a [`Selection`]: of each
//! type, enumeration, route and example, whether it stays; in addition the patterns that match nothing.
//! Invariant: the model itself stays whole, and so do the names that `plan` gives: a type or route is called in a part what
//! it is called in the whole.
//!
//! What is included and not excluded are the roots; where nothing is included, everything is. From there on:
//!
//! - a route brings the types of its body, of its parameters and of its response;
//! - a type brings its bases and the types of its properties, but not those that only navigation properties lead to:
//!   these members stay, as JSON, unless the type comes in another way;
//! - a type that is included, sent or answered brings the types that derive from it, because values of them come in its
//!   place; so does an abstract type, of which there are no other values;
//! - what is excluded is not brought by anything: wherever it is named, it is JSON.

mod near;
mod pattern;
mod reach;

pub use pattern::{InvalidPattern, Pattern};

use crate::api::{Api, EnumId, Example, ExampleId, OperationId, QualifiedName, Route, TypeId};

/// What somebody asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Choice {
    /// What to take; everything, when there is none.
    pub include: Vec<Pattern>,
    /// What to leave out, even if it is included.
    pub exclude: Vec<Pattern>,
}

/// Which part of an API stays. Tables are parallel to those of the [`Api`].
#[derive(Clone, Debug, Hash)]
pub struct Selection {
    /// What was asked for.
    pub choice: Choice,
    /// The patterns that nothing matches.
    pub unmatched: Vec<Unmatched>,
    types: Vec<bool>,
    enums: Vec<bool>,
    /// For each operation its routes.
    routes: Vec<Vec<bool>>,
    examples: Vec<bool>,
}

/// A pattern that nothing matches.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Unmatched {
    /// The pattern.
    pub pattern: Pattern,
    /// What may have been meant, the nearest first.
    pub near: Vec<String>,
}

/// How many things of one kind stay, of how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Share {
    /// What is counted, in the singular.
    pub kind: &'static str,
    /// How many stay.
    pub kept: usize,
    /// How many there are.
    pub all: usize,
}

impl Choice {
    /// Whether everything is asked for.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        self.exclude.is_empty() && (self.include.is_empty() || self.include.iter().any(Pattern::is_everything))
    }

    fn takes_type(&self, name: &QualifiedName) -> bool {
        self.includes(|pattern| pattern.matches_type(name)) && !self.excludes_type(name)
    }

    fn takes_route(&self, method: &str, route: &Route) -> bool {
        let matches = |pattern: &Pattern| pattern.matches_route(method, &route.template.path);
        self.includes(matches) && !self.exclude.iter().any(matches)
    }

    fn includes(&self, matches: impl Fn(&Pattern) -> bool) -> bool {
        self.include.is_empty() || self.include.iter().any(matches)
    }

    fn excludes_type(&self, name: &QualifiedName) -> bool {
        self.exclude.iter().any(|pattern| pattern.matches_type(name))
    }
}

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

impl Selection {
    /// All there is.
    #[must_use]
    pub fn everything(api: &Api) -> Selection {
        Selection {
            choice: Choice::default(),
            unmatched: Vec::new(),
            types: vec![true; api.types.len()],
            enums: vec![true; api.enums.len()],
            routes: api.operations.iter().map(|operation| vec![true; operation.routes.len()]).collect(),
            examples: vec![true; api.examples.len()],
        }
    }

    /// Whether a type stays.
    #[must_use]
    pub fn keeps_type(&self, id: TypeId) -> bool {
        self.types[id.index()]
    }

    /// Whether an enumeration stays.
    #[must_use]
    pub fn keeps_enum(&self, id: EnumId) -> bool {
        self.enums[id.index()]
    }

    /// Whether a route of an operation stays.
    #[must_use]
    pub fn keeps_route(&self, id: OperationId, route: usize) -> bool {
        self.routes[id.index()][route]
    }

    /// Whether an operation stays: whether one of its routes does.
    #[must_use]
    pub fn keeps_operation(&self, id: OperationId) -> bool {
        self.routes[id.index()].contains(&true)
    }

    /// Whether an example stays.
    #[must_use]
    pub fn keeps_example(&self, id: ExampleId) -> bool {
        self.examples[id.index()]
    }

    /// How much of each kind stays: types, enums, operations, routes, examples.
    #[must_use]
    pub fn shares(&self) -> [Share; 5] {
        let share = |kind, table: &[bool]| {
            let kept = table.iter().filter(|stays| **stays).count();
            Share { kind, kept, all: table.len() }
        };
        let operations: Vec<bool> = self.routes.iter().map(|routes| routes.contains(&true)).collect();
        [
            share("type", &self.types),
            share("enum", &self.enums),
            share("operation", &operations),
            share("route", &self.routes.concat()),
            share("example", &self.examples),
        ]
    }
}
