//! Keys of the entities that the mock answers.
//!
//! In: a body that a page shows for a request like the one received, and its type. Out: the same, each entity with its key.
//! Invariant: a key that is shown stays. Pages leave members out, and a client can do nothing with an entity without its key.

use serde_json::Value;

use crate::api::{Api, ItemType, Primitive, PropertyKind, TypeId, TypeKind, TypeRef};

/// Adds the keys of the entities at the top: the value, or each item of a page of values.
pub(super) fn fill(api: &Api, ty: TypeRef, body: &mut Value) {
    let ItemType::Structured(id) = ty.item else { return };
    let Some(key) = key(api, id) else { return };
    match body.get_mut("value") {
        Some(Value::Array(items)) => {
            for (number, item) in items.iter_mut().enumerate() {
                add(key, item, number + 1);
            }
        }
        Some(_) | None => add(key, body, 1),
    }
}

/// The name of the only key of an entity, which is text.
pub(super) fn key(api: &Api, id: TypeId) -> Option<&str> {
    if api[id].kind != TypeKind::Entity {
        return None;
    }
    let declared = std::iter::once(id).chain(api.bases(id)).find_map(|id| api[id].key.first());
    let name = declared.map_or("id", |name| name.as_str());
    let is_text = |ty: TypeRef| !ty.collection && ty.item == ItemType::Primitive(Primitive::String);
    api.member(id, name).filter(|member| member.kind == PropertyKind::Structural && is_text(member.ty))?;
    Some(name)
}

/// Whether a key is one that [`fill`] gives, which says nothing of the entity.
pub(super) fn is_filled(name: &str, key: &str) -> bool {
    let number = key.strip_prefix(name).and_then(|rest| rest.strip_prefix('-'));
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

fn add(key: &str, item: &mut Value, number: usize) {
    if let Value::Object(members) = item
        && !members.contains_key(key)
        && !members.contains_key("@removed")
    {
        members.insert(key.to_owned(), format!("{key}-{number}").into());
    }
}
