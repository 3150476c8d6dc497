//! The types that paths lead to, as other operations tell: reading an item, listing a collection, creating an item.

use foldhash::{HashMap, HashMapExt};

use crate::api::{Api, ItemType, Method, Operation, ResponseBody, TypeId, TypeRef};

/// For each path, with `{}` for placeholders and in lower case, the type of the item that it leads to.
pub(super) struct Served {
    types: HashMap<String, TypeId>,
}

impl Served {
    pub(super) fn of(api: &Api) -> Served {
        let mut types = HashMap::new();
        for operation in &api.operations {
            let ResponseBody::Value(TypeRef { item: ItemType::Structured(id), collection }) = operation.response.body
            else {
                continue;
            };
            let is_created = operation.method == Method::Post && operation.response.status.contains(&201);
            for route in &operation.routes {
                let path = pattern(&route.template.path);
                match operation.method {
                    Method::Get if !collection => types.entry(path).or_insert(id),
                    Method::Get => types.entry(path + "/{}").or_insert(id),
                    Method::Post if is_created && !collection => types.entry(path + "/{}").or_insert(id),
                    _ => continue,
                };
            }
        }
        Served { types }
    }

    /// The type of the item to which the paths of an operation lead; `None` if no other operation tells it.
    pub(super) fn item_type(&self, operation: &Operation) -> Option<TypeId> {
        operation.routes.iter().find_map(|route| self.types.get(&pattern(&route.template.path)).copied())
    }
}

fn pattern(path: &str) -> String {
    let mut pattern = String::with_capacity(path.len());
    let mut is_name = false;
    for letter in path.chars() {
        match letter {
            '{' => is_name = true,
            '}' => {
                is_name = false;
                pattern.push_str("{}");
            }
            _ if is_name => {}
            _ => pattern.extend(letter.to_lowercase()),
        }
    }
    pattern
}
