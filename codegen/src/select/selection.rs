//! The selected part of an API.

use crate::api::{Api, EnumId, ExampleId, OperationId, TypeId};
use crate::select::{Choice, Unmatched};

/// The selected part of an API. The tables have the indexes of the [`Api`].
#[derive(Clone, Debug, Hash)]
pub struct Selection {
    /// The choice of the user.
    pub choice: Choice,
    /// The patterns without a match.
    pub unmatched: Vec<Unmatched>,
    pub(crate) types: Vec<bool>,
    pub(crate) enums: Vec<bool>,
    /// The routes of each operation.
    pub(crate) routes: Vec<Vec<bool>>,
    pub(crate) examples: Vec<bool>,
}

/// The number of selected items of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Share {
    /// The kind, in the singular.
    pub kind: &'static str,
    /// The number of selected items.
    pub kept: usize,
    /// The number of all items.
    pub all: usize,
}

impl Selection {
    /// A selection of everything.
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

    /// Whether an example is selected.
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
