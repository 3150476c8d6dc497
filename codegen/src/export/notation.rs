//! Names in the notation of CSDL.
//!
//! In: names of the model and references to types. Out: texts such as `Collection(microsoft.graph.user)`, and whether a
//! name is an OData identifier.

use crate::api::{Api, ItemType, QualifiedName, TypeRef};

/// The longest OData identifier, in characters.
const IDENTIFIER_MAX: usize = 128;

/// The name of a type as CSDL writes it: `Edm.String` or `microsoft.graph.user`.
pub(crate) fn item(api: &Api, item: ItemType) -> String {
    match item {
        ItemType::Primitive(primitive) => format!("Edm.{}", primitive.as_str()),
        ItemType::Enum(id) => api[id].name.to_string(),
        ItemType::Structured(id) => api[id].name.to_string(),
    }
}

/// A type, or a collection of a type, as CSDL writes it: `Collection(microsoft.graph.user)`.
pub(crate) fn reference(api: &Api, ty: TypeRef) -> String {
    collection(item(api, ty.item), ty.collection)
}

/// The name, or `Collection(name)` for a collection.
pub(crate) fn collection(name: String, is_collection: bool) -> String {
    if is_collection { format!("Collection({name})") } else { name }
}

/// Whether a name is an OData `SimpleIdentifier`.
pub(crate) fn is_identifier(name: &str) -> bool {
    let mut characters = name.chars();
    characters.next().is_some_and(|first| first == '_' || first.is_alphabetic())
        && characters.all(|next| next == '_' || next.is_alphanumeric())
        && name.chars().count() <= IDENTIFIER_MAX
}

/// Whether every part of a namespace is an identifier, and the namespace is not reserved.
pub(crate) fn is_namespace(namespace: &str) -> bool {
    namespace.split('.').all(is_identifier) && !matches!(namespace, "Edm" | "odata" | "System" | "Transient")
}

/// Whether CSDL allows both parts of a name.
pub(crate) fn is_qualified_name(name: &QualifiedName) -> bool {
    is_namespace(&name.namespace) && is_identifier(&name.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odata_identifiers_follow_the_grammar() {
        for name in ["id", "_x", "straße", "a1", &"a".repeat(128)] {
            assert!(is_identifier(name), "{name}");
        }
        for name in ["", "1a", "@odata.type", "a b", "a-b", "{id}", &"a".repeat(129)] {
            assert!(!is_identifier(name), "{name}");
        }
    }

    #[test]
    fn namespaces_are_dotted_identifiers() {
        assert!(is_namespace("microsoft.graph.callRecords"));
        for namespace in ["", "a.", ".a", "a..b", "Edm", "a b"] {
            assert!(!is_namespace(namespace), "{namespace}");
        }
    }
}
