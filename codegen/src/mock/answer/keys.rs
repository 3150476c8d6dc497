//! Adds missing keys to answered entities.
//!
//! In: the body of an example, and its type. Out: the body in which every entity has its key. Invariant: an existing
//! key stays. Pages omit members, but a client cannot use an entity without its key.

use serde_json::Value;

use crate::api::{Api, ItemType, Primitive, PropertyKind, TypeId, TypeKind, TypeRef};

/// Adds missing keys, such as `"id": "id-1"`, to the outermost entities of a body: to each item of the array `value`
/// or, if there is no such array, to the body itself.
pub(in crate::mock) fn add_keys(api: &Api, ty: TypeRef, body: &mut Value) {
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

/// The name of the key property, if an entity has a single key that is a string.
fn key(api: &Api, id: TypeId) -> Option<&str> {
    if api[id].kind != TypeKind::Entity {
        return None;
    }
    let declared = api.with_bases(id).find_map(|id| api[id].key.first());
    let name = declared.map_or("id", |name| name.as_str());
    let is_text = |ty: TypeRef| !ty.collection && ty.item == ItemType::Primitive(Primitive::String);
    api.member(id, name).filter(|member| member.kind == PropertyKind::Structural && is_text(member.ty))?;
    Some(name)
}

fn add(key: &str, item: &mut Value, number: usize) {
    if let Value::Object(members) = item
        && !members.contains_key(key)
        && !members.contains_key("@removed")
    {
        members.insert(key.to_owned(), format!("{key}-{number}").into());
    }
}
