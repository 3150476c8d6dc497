//! The public items of a crate, for comparison.
//!
//! In: the model and the plan of a crate. Out: a [`RustItem`] for each public item and for each conversion to a base,
//! with the types, properties and routes of the API that it stands for.

use crate::api::{Api, OperationId, TypeId};
use crate::diff::surface::{RustItem, Surface};
use crate::emit::{Owner, Part, PublicItem, public_items};
use crate::plan::Plan;
use crate::plan::routes::body::parameters;

impl Surface {
    /// Adds the public items of the crate that `plan` describes, so that changes of its Rust code are compared too.
    #[must_use]
    pub fn with_crate(self, api: &Api, plan: &Plan) -> Surface {
        let items = public_items(api, plan).into_iter().map(|item| {
            let wire = wire(api, &item);
            let PublicItem { path, signature, subject, .. } = item;
            RustItem { path, signature, subject, wire }
        });
        let items = items.chain(conversions(api, plan)).collect();
        self.with_rust(items)
    }
}

/// The conversions from each type to its bases, such as `impl From<models::User> for models::DirectoryObject`.
fn conversions(api: &Api, plan: &Plan) -> Vec<RustItem> {
    let path = |id: TypeId| {
        let ty = &plan.types[id.index()];
        plan.modules[ty.module.0].path_of(&ty.name).trim_start_matches("crate::").to_owned()
    };
    let types = (0..api.types.len()).map(TypeId::from_index).filter(|&id| plan.selection.keeps_type(id));
    let pairs = types.flat_map(|id| plan.types[id.index()].bases.iter().map(move |&base| (id, base)));
    let conversion = |(id, base): (TypeId, TypeId)| {
        let (name, of_base) = (&api.types[id.index()].name, &api.types[base.index()].name);
        let signature = format!("impl From<{}> for {}", path(id), path(base));
        RustItem {
            path: signature.clone(),
            signature,
            subject: format!("{name} as {of_base}"),
            wire: vec![name.to_string(), of_base.to_string()],
        }
    };
    pairs.map(conversion).collect()
}

/// The names of the API items that a Rust item is generated from, each written as in
/// [`Change::subject`](crate::diff::Change). For instance, a field of a struct has its type and its property, and the
/// struct of an operation has all routes of the operation.
fn wire(api: &Api, item: &PublicItem) -> Vec<String> {
    let routes = |id: OperationId| -> Vec<String> {
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
        (Owner::Derived(id), Part::DerivedType(derived)) => {
            vec![api.types[id.index()].name.to_string(), api.types[derived.index()].name.to_string()]
        }
        (Owner::Type(id) | Owner::Derived(id), _) => vec![api.types[id.index()].name.to_string()],
        (Owner::Enum(id), Part::Variant(index)) => {
            let ty = &api.enums[id.index()];
            vec![ty.name.to_string(), format!("{}.{}", ty.name, ty.members[index].name)]
        }
        (Owner::Enum(id), _) => vec![api.enums[id.index()].name.to_string()],
        (Owner::Operation(id), Part::Constructor(route)) => {
            let operation = &api.operations[id.index()];
            vec![format!("{} {}", operation.method.as_str(), operation.routes[route].template.without_names())]
        }
        (Owner::Body(id), Part::Parameter(index)) => {
            let parameter = parameters(&api.operations[id.index()].request).get(index);
            let of_route = |route: String| [Some(route.clone()), parameter.map(|one| format!("{route} {}", one.name))];
            routes(id).into_iter().flat_map(of_route).flatten().collect()
        }
        (Owner::Operation(id) | Owner::Body(id), _) => routes(id),
    }
}
