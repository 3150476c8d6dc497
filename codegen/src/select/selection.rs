//! The selected part of an API.

use crate::api::{Api, EnumId, ExampleId, OperationId, TypeId};
use crate::select::{Choice, Unmatched};

/// Which items of an API are selected. Each list has one entry for each item of the [`Api`], in the same order.
#[derive(Clone, Debug, Hash)]
pub struct Selection {
    /// The patterns that the user gave for this selection.
    pub choice: Choice,
    /// The patterns that match nothing in the API.
    pub unmatched: Vec<Unmatched>,
    pub(crate) types: Vec<bool>,
    pub(crate) enums: Vec<bool>,
    /// For each operation and each of its routes, whether the route is selected.
    pub(crate) routes: Vec<Vec<bool>>,
    pub(crate) examples: Vec<bool>,
}

/// How many items of one kind are selected, for reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Share {
    /// The kind of item in the singular: `type`, `enum`, `operation`, `route` or `example`.
    pub kind: &'static str,
    /// How many items of this kind are selected.
    pub kept: usize,
    /// How many items of this kind the API has.
    pub all: usize,
}

impl Selection {
    /// Selects every item of the API.
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

    /// Whether a type is selected.
    #[must_use]
    pub(crate) fn keeps_type(&self, id: TypeId) -> bool {
        self.types[id.index()]
    }

    /// Whether an enumeration is selected.
    #[must_use]
    pub(crate) fn keeps_enum(&self, id: EnumId) -> bool {
        self.enums[id.index()]
    }

    /// Whether a route of an operation is selected.
    #[must_use]
    pub(crate) fn keeps_route(&self, id: OperationId, route: usize) -> bool {
        self.routes[id.index()][route]
    }

    /// Whether an operation is selected, because one of its routes is.
    #[must_use]
    pub(crate) fn keeps_operation(&self, id: OperationId) -> bool {
        self.routes[id.index()].contains(&true)
    }

    /// Whether an example body is selected.
    #[must_use]
    pub(crate) fn keeps_example(&self, id: ExampleId) -> bool {
        self.examples[id.index()]
    }

    /// The number of selected items of each kind: types, enums, operations, routes, examples.
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
