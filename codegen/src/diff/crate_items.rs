//! The public items of a crate, as they are compared.
//!
//! In: the model and the plan of a crate. Out: a [`RustItem`] for each public item, with what it is about on the wire.

use crate::api::{Api, OperationId};
use crate::diff::surface::{RustItem, Surface};
use crate::emit::{Owner, Part, PublicItem, public_items};
use crate::plan::Plan;

impl Surface {
    /// The same facts, with the public items of the crate that is planned from them.
    #[must_use]
    pub fn with_crate(self, api: &Api, plan: &Plan) -> Surface {
        let items = public_items(api, plan).into_iter().map(|item| {
            let wire = wire(api, &item);
            let PublicItem { path, signature, subject, .. } = item;
            RustItem { path, signature, subject, wire }
        });
        let items = items.collect();
        self.with_rust(items)
    }
}

/// What an item is about on the wire, in the words of [`Change::subject`](crate::diff::Change): a type, a property and the type
/// that has it, a route. For an operation as a whole these are all its routes.
fn wire(api: &Api, item: &PublicItem) -> Vec<String> {
    let routes = |id: OperationId| {
        let operation = &api.operations[id.index()];
        let routes = operation.routes.iter();
        routes.map(|route| format!("{} {}", operation.method.as_str(), route.template.without_names())).collect()
    };
    match (item.owner, item.part) {
        (Owner::Type(id), Part::Member(member) | Part::Value(member, _)) => {
            let declaring = &api.types[member.owner.index()];
            let property = &declaring.properties[member.index].name;
            vec![api.types[id.index()].name.to_string(), format!("{}.{property}", declaring.name)]
        }
        (Owner::Type(id), _) => vec![api.types[id.index()].name.to_string()],
        (Owner::Enum(id), Part::Variant(index)) => {
            let ty = &api.enums[id.index()];
            vec![ty.name.to_string(), format!("{}.{}", ty.name, ty.members[index].name)]
        }
        (Owner::Enum(id), _) => vec![api.enums[id.index()].name.to_string()],
        (Owner::Operation(id), Part::Constructor(route)) => {
            let operation = &api.operations[id.index()];
            vec![format!("{} {}", operation.method.as_str(), operation.routes[route].template.without_names())]
        }
        (Owner::Operation(id) | Owner::Body(id), _) => routes(id),
    }
}
