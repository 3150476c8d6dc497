//! Names of schemas and examples.
//!
//! In: the types, enumerations, request bodies and examples of a model. Out: the key of each within `components` of the
//! OpenAPI document. Invariant: keys are unique and contain only characters that OpenAPI allows. The key of a type is
//! its qualified name; characters that are not allowed become `_`, and a number is added if the key is taken.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::{Api, EnumId, ExampleId, ItemType, Operation, OperationId, ResponseBody, TypeId, TypeRef};
use crate::plan::{Ident, Plan, SentBody};

/// The key of each schema and example within `components`, for instance `microsoft.graph.user`.
pub(super) struct Names {
    types: Vec<String>,
    enums: Vec<String>,
    /// The schemas for one page of a list: maps the type of the items to the key, such as
    /// `Collection.microsoft.graph.user`.
    pages: BTreeMap<TypeId, String>,
    /// The keys of the schemas for request bodies that are no type of the model, such as the parameters of an action.
    bodies: BTreeMap<OperationId, String>,
    examples: Vec<String>,
    pub(super) error: String,
    pub(super) page: String,
}

impl Names {
    pub(super) fn new(api: &Api, plan: &Plan) -> Names {
        let mut taken = BTreeSet::new();
        let mut key = |wanted: &str| unique(wanted, &mut taken);
        let types: Vec<String> = api.types.iter().map(|ty| key(&ty.name.to_string())).collect();
        let enums = api.enums.iter().map(|ty| key(&ty.name.to_string())).collect();
        let answered: BTreeSet<TypeId> =
            selected_operations(api, plan).filter_map(|(_, operation)| answers_page_of(operation)).collect();
        let pages = answered.into_iter().map(|id| (id, key(&format!("Collection.{}", types[id.index()])))).collect();
        let bodies =
            selected_operations(api, plan).filter_map(|(id, _)| Some((id, key(&body_name(plan, id)?)))).collect();
        let examples = examples(api);
        Names { types, enums, pages, bodies, examples, error: key("odata.error"), page: key("odata.page") }
    }

    pub(super) fn of_type(&self, id: TypeId) -> &str {
        &self.types[id.index()]
    }

    pub(super) fn of_enum(&self, id: EnumId) -> &str {
        &self.enums[id.index()]
    }

    pub(super) fn of_page(&self, id: TypeId) -> Option<&str> {
        self.pages.get(&id).map(String::as_str)
    }

    pub(super) fn of_body(&self, id: OperationId) -> Option<&str> {
        self.bodies.get(&id).map(String::as_str)
    }

    pub(super) fn of_example(&self, id: ExampleId) -> &str {
        &self.examples[id.index()]
    }

    /// The item types of all lists that operations return, each with the key of the schema for a page of this list.
    pub(super) fn pages(&self) -> impl Iterator<Item = (TypeId, &str)> + Clone {
        self.pages.iter().map(|(id, name)| (*id, name.as_str()))
    }

    /// The operations whose request body is no type of the model, each with the key of the schema of this body.
    pub(super) fn bodies(&self) -> impl Iterator<Item = (OperationId, &str)> + Clone {
        self.bodies.iter().map(|(id, name)| (*id, name.as_str()))
    }
}

/// The operations of the selected part of the model.
fn selected_operations<'a>(api: &'a Api, plan: &'a Plan) -> impl Iterator<Item = (OperationId, &'a Operation)> {
    let all = api.operations.iter().enumerate().map(|(index, operation)| (OperationId::from_index(index), operation));
    all.filter(|(id, _)| plan.selection.keeps_operation(*id))
}

/// The type of the items, if an operation returns a page of a list of objects.
pub(super) fn answers_page_of(operation: &Operation) -> Option<TypeId> {
    match operation.response.body {
        ResponseBody::Value(TypeRef { item: ItemType::Structured(id), collection: true }) if !operation.counts() => {
            Some(id)
        }
        ResponseBody::Value(_) | ResponseBody::None | ResponseBody::Stream | ResponseBody::Redirect => None,
    }
}

/// The key for the schema of a request body: the module and the name of its Rust struct, such as `user.UserPatch`.
/// `None` if the body has no struct of its own.
fn body_name(plan: &Plan, id: OperationId) -> Option<String> {
    let stub = &plan.stubs[id.index()];
    let module = &plan.routes[stub.module];
    let name: &Ident = match stub.sent {
        SentBody::Patch(index) => &module.patches[index].name,
        SentBody::Fields(index) => &module.bodies[index].name,
        SentBody::Nothing | SentBody::Value(_) | SentBody::Bytes => return None,
    };
    Some(format!("{}.{}", module.word("."), name.as_str()))
}

/// The key of each example, such as `api.user-get.2`: the path of the documentation page, and the position of the
/// example on it. So a change of one documentation page does not change the keys for the examples of another.
fn examples(api: &Api) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let mut previous = None;
    let mut position = 0_usize;
    let key = |example: &crate::api::Example| {
        position = if previous == Some(example.page) { position + 1 } else { 1 };
        previous = Some(example.page);
        let path = api[example.page].path.trim_end_matches(".md").replace('/', ".");
        unique(&format!("{path}.{position}"), &mut taken)
    };
    api.examples.iter().map(key).collect()
}

/// Returns `wanted` as a key that is not in `taken` yet, with a number at the end if necessary, and adds it to `taken`.
/// Keys must differ in more than letter case, because some tools use them as file names.
fn unique(wanted: &str, taken: &mut BTreeSet<String>) -> String {
    let is_allowed = |char: char| char.is_ascii_alphanumeric() || matches!(char, '.' | '_' | '-');
    let plain: String = wanted.chars().map(|char| if is_allowed(char) { char } else { '_' }).collect();
    let mut key = plain.clone();
    let mut number = 2_usize;
    while !taken.insert(key.to_ascii_lowercase()) {
        key = format!("{plain}-{number}");
        number += 1;
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_components_are_unique_and_contain_only_plain_characters() {
        let mut taken = BTreeSet::new();
        let keys = ["a.b", "A.b", "a b", "a_b", "ä"].map(|name| unique(name, &mut taken));
        assert_eq!(keys, ["a.b", "A.b-2", "a_b", "a_b-2", "_"]);
    }
}
