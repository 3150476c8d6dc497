//! Variations of a body.
//!
//! In: a JSON body and the pointers of its enumeration members. Out: bodies a service might send instead.
//! Invariant: their number is bounded, whatever the size of the body.

use super::escaped;
use crate::Json;

pub(super) struct Variation {
    /// What was done, such as "/manager missing".
    pub(super) what: String,
    pub(super) value: Json,
}

/// How many members are varied one by one; those of the outer objects come first.
const LIMIT: usize = 128;

/// A name no page has.
const UNKNOWN: &str = "zzUnknownMember";

pub(super) fn variations<'b>(body: &'b Json, members: &'b [String]) -> impl Iterator<Item = Variation> + 'b {
    let (objects, pointers) = objects_and_members(body);
    let added = std::iter::once_with(move || {
        let mut value = body.clone();
        for pointer in &objects {
            if let Some(Json::Object(object)) = value.pointer_mut(pointer) {
                object.insert(UNKNOWN.to_owned(), serde_json::json!({ "a": [1, null] }));
            }
        }
        Variation { what: "an unknown member in each object".to_owned(), value }
    });
    let emptied = pointers.into_iter().flat_map(move |(parent, name)| {
        let what = |how: &str| format!("{parent}/{} {how}", escaped(&name));
        let null = edited(body, &parent, what("null"), |object| {
            object.insert(name.clone(), Json::Null);
        });
        let missing = edited(body, &parent, what("missing"), |object| {
            object.shift_remove(&name);
        });
        [null, missing]
    });
    let unknown = members.iter().take(LIMIT).map(move |pointer| {
        let mut value = body.clone();
        if let Some(member) = value.pointer_mut(pointer) {
            *member = Json::String(UNKNOWN.to_owned());
        }
        Variation { what: format!("{pointer} unknown"), value }
    });
    added.chain(emptied).chain(unknown)
}

fn edited(body: &Json, parent: &str, what: String, edit: impl FnOnce(&mut serde_json::Map<String, Json>)) -> Variation {
    let mut value = body.clone();
    if let Some(Json::Object(object)) = value.pointer_mut(parent) {
        edit(object);
    }
    Variation { what, value }
}

/// The pointers of the first objects, breadth first, and of their members as (object, name).
fn objects_and_members(body: &Json) -> (Vec<String>, Vec<(String, String)>) {
    let mut open = std::collections::VecDeque::from([(String::new(), body)]);
    let (mut objects, mut members) = (Vec::new(), Vec::new());
    while let Some((pointer, value)) = open.pop_front() {
        if members.len() >= LIMIT {
            break;
        }
        match value {
            Json::Object(object) => {
                for (name, value) in object {
                    members.push((pointer.clone(), name.clone()));
                    open.push_back((format!("{pointer}/{}", escaped(name)), value));
                }
                objects.push(pointer);
            }
            Json::Array(list) => {
                let elements = list.iter().enumerate();
                open.extend(elements.map(|(index, value)| (format!("{pointer}/{index}"), value)));
            }
            _ => {}
        }
    }
    members.truncate(LIMIT);
    (objects, members)
}
