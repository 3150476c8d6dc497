//! Which part of an API stays.

use crate::api::{Api, EnumId, ExampleId, OperationId, TypeId};
use crate::select::{Choice, Unmatched};

/// Which part of an API stays. Tables are parallel to those of the [`Api`].
#[derive(Clone, Debug, Hash)]
pub struct Selection {
    /// What was asked for.
    pub choice: Choice,
    /// The patterns that nothing matches.
    pub unmatched: Vec<Unmatched>,
    pub(crate) types: Vec<bool>,
    pub(crate) enums: Vec<bool>,
    /// For each operation its routes.
    pub(crate) routes: Vec<Vec<bool>>,
    pub(crate) examples: Vec<bool>,
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
    pub(crate) fn keeps_type(&self, id: TypeId) -> bool {
        self.types[id.index()]
    }

    /// Whether an enumeration stays.
    #[must_use]
    pub(crate) fn keeps_enum(&self, id: EnumId) -> bool {
        self.enums[id.index()]
    }

    /// Whether a route of an operation stays.
    #[must_use]
    pub(crate) fn keeps_route(&self, id: OperationId, route: usize) -> bool {
        self.routes[id.index()][route]
    }

    /// Whether an operation stays: whether one of its routes does.
    #[must_use]
    pub(crate) fn keeps_operation(&self, id: OperationId) -> bool {
        self.routes[id.index()].contains(&true)
    }

    /// Whether an example stays.
    #[must_use]
    pub(crate) fn keeps_example(&self, id: ExampleId) -> bool {
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
