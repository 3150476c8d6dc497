//! The indexes in which the mock looks up each request.
//!
//! In: the model. Out: an index of its templates, and its examples.

pub(in crate::mock) mod entities;
pub(in crate::mock) mod examples;
pub(in crate::mock) mod same_type;

use std::collections::HashMap;

use graph_runtime::server::{Schema, TemplateIndex};

use super::options::Options;
use crate::api::{Api, EnumId, Operation, Route, TypeId};
use crate::schema::{self as text, Types};
use crate::subject::{self, Fit, Names};
use entities::Entities;
use examples::Examples;

/// The model and the indexes that are built from it once.
#[derive(Clone, Debug)]
pub(super) struct Catalogue {
    pub(super) api: Api,
    pub(super) options: Options,
    /// Finds the templates that match the path of a request.
    pub(super) index: TemplateIndex,
    /// For each template in `index`: the index of its operation, the index of the route in that operation, and how
    /// well the page of the operation fits the path. A page fits well if it is about the type that the path leads to.
    pub(super) routes: Vec<(usize, usize, Fit)>,
    pub(super) examples: Examples,
    pub(super) entities: Entities,
    /// The types and operations in the form that `State` uses, with the same indexes as in the model.
    pub(super) schema: Schema,
    /// The types of the model by their qualified names.
    pub(super) types: HashMap<String, TypeId>,
}

impl Catalogue {
    pub(super) fn of(api: Api, options: Options) -> Catalogue {
        let mut index = TemplateIndex::default();
        let mut routes = Vec::new();
        let names = Names::of(&api);
        for (operation, documented) in api.operations.iter().enumerate() {
            for (route, of) in documented.routes.iter().enumerate() {
                index.push(&of.template.path);
                routes.push((operation, route, subject::fit(&api, &names, documented, of)));
            }
        }
        let examples = Examples::of(&api);
        let entities = Entities::of(&api, &routes);
        let schema = schema(&api);
        let types = ids(&api).map(|id| (api[id].name.to_string(), id)).collect();
        Catalogue { api, options, index, routes, examples, entities, schema, types }
    }

    /// The operation to which the template with this index belongs.
    pub(super) fn operation(&self, template: usize) -> &Operation {
        &self.api.operations[self.routes[template].0]
    }

    /// The route to which the template with this index belongs.
    pub(super) fn route(&self, template: usize) -> &Route {
        &self.operation(template).routes[self.routes[template].1]
    }
}

/// The types and operations of a model in the form that `State` uses.
fn schema(api: &Api) -> Schema {
    let types = Types { structured: &|id: TypeId| &api[id], enumeration: &|id: EnumId| &api[id] };
    Schema::parse(&text::json(types, ids(api), api.operations.iter()))
}

fn ids(api: &Api) -> impl Iterator<Item = TypeId> + use<> {
    (0..api.types.len()).map(TypeId::from_index)
}
