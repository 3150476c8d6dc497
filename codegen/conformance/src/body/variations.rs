//! Makes variations of an example body, in which members are missing, `null` or unknown.
//!
//! In: a JSON body and the pointers of its enumeration members. Out: bodies that a service may send instead. Invariant:
//! the number of variations is bounded for any size of the body.

use super::pointer::escaped;
use graph_runtime::Json;
use serde_json::Map;

pub(super) struct Variation {
    /// What was changed in the body, such as `/manager missing`.
    pub(super) what: String,
    pub(super) value: Json,
}

/// How many levels of nested objects [`many_at_a_time`] changes. The outermost object is the first level; deeper objects get
/// no `null` and lose no member.
const DEEPEST: usize = 16;

/// How many members [`one_by_one`] changes at most. The members of outer objects come before those of inner ones.
const LIMIT: usize = 128;

/// The name of the JSON member that the variations add, and the string that replaces members of enumerations. No
/// documentation page contains it, so no type has a field or an enumeration member of this name.
const UNKNOWN: &str = "zzUnknownMember";

/// Variations that change many members at a time:
///
/// - The first adds an unknown member to each object.
/// - For each level of nested objects, four variations set the 1st, 3rd, 5th, … member of each object to `null` or
///   remove it, and do the same with the 2nd, 4th, 6th, … member. Two neighbours are therefore never changed together.
/// - The last replaces the strings at the pointers `members`, which are members of enumerations, by an unknown one.
pub(super) fn many_at_a_time<'b>(body: &'b Json, members: &'b [String]) -> impl Iterator<Item = Variation> + 'b {
    let (objects, _) = objects_and_members(body);
    let ways = (0..DEEPEST).flat_map(|depth| [0, 1].map(|rest| (depth, rest)));
    let emptied = ways.flat_map(move |(depth, rest)| {
        let null = varied(body, depth, &mut |object| {
            let mut members = object.values_mut().skip(rest).step_by(2).peekable();
            let any = members.peek().is_some();
            members.for_each(|member| *member = Json::Null);
            any
        });
        let missing = varied(body, depth, &mut |object| {
            let (before, mut index) = (object.len(), 0);
            object.retain(|_, _| {
                index += 1;
                index % 2 == rest
            });
            object.len() < before
        });
        let describe = |how: &str| format!("every other member at depth {depth} {how}");
        let null = null.map(|value| Variation { what: describe("null"), value });
        null.into_iter().chain(missing.map(|value| Variation { what: describe("missing"), value }))
    });
    let unknown = (!members.is_empty()).then(|| {
        let mut value = body.clone();
        for pointer in members {
            if let Some(member) = value.pointer_mut(pointer) {
                *member = Json::String(UNKNOWN.to_owned());
            }
        }
        Variation { what: "every enumeration member unknown".to_owned(), value }
    });
    std::iter::once_with(move || added(body, &objects)).chain(emptied).chain(unknown)
}

/// A copy of the body after `edit` was called with each object at `depth` (0 is the body itself; lists do not count).
/// `None` if `edit` returned false for all of them, which means that nothing was changed.
fn varied(body: &Json, depth: usize, edit: &mut impl FnMut(&mut Map<String, Json>) -> bool) -> Option<Json> {
    if !has_object_at(body, depth) {
        return None;
    }
    let mut value = body.clone();
    edit_at(&mut value, depth, edit).then_some(value)
}

fn has_object_at(value: &Json, depth: usize) -> bool {
    match value {
        Json::Object(object) => depth == 0 || object.values().any(|member| has_object_at(member, depth - 1)),
        Json::Array(list) => list.iter().any(|element| has_object_at(element, depth)),
        _ => false,
    }
}

fn edit_at(value: &mut Json, depth: usize, edit: &mut impl FnMut(&mut Map<String, Json>) -> bool) -> bool {
    let mut any = false;
    match value {
        Json::Object(object) if depth == 0 => any = edit(object),
        Json::Object(object) => object.values_mut().for_each(|member| any |= edit_at(member, depth - 1, edit)),
        Json::Array(list) => list.iter_mut().for_each(|element| any |= edit_at(element, depth, edit)),
        _ => {}
    }
    any
}

fn added(body: &Json, objects: &[String]) -> Variation {
    let mut value = body.clone();
    for pointer in objects {
        if let Some(Json::Object(object)) = value.pointer_mut(pointer) {
            object.insert(UNKNOWN.to_owned(), serde_json::json!({ "a": [1, null] }));
        }
    }
    Variation { what: "an unknown member in each object".to_owned(), value }
}

/// Variations of the body: the first adds an unknown member to each object, each other one changes a single member.
pub(super) fn one_by_one<'b>(body: &'b Json, members: &'b [String]) -> impl Iterator<Item = Variation> + 'b {
    let (objects, pointers) = objects_and_members(body);
    let added = std::iter::once_with(move || added(body, &objects));
    let emptied = pointers.into_iter().flat_map(move |(parent, name)| {
        let describe = |how: &str| format!("{parent}/{} {how}", escaped(&name));
        let null = edited(body, &parent, describe("null"), |object| {
            object.insert(name.clone(), Json::Null);
        });
        let missing = edited(body, &parent, describe("missing"), |object| {
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

fn edited(body: &Json, parent: &str, what: String, edit: impl FnOnce(&mut Map<String, Json>)) -> Variation {
    let mut value = body.clone();
    if let Some(Json::Object(object)) = value.pointer_mut(parent) {
        edit(object);
    }
    Variation { what, value }
}

/// The pointers of the objects in the body, and the members of these objects, the outermost first. A member is the
/// pointer of its object and its name. The search for objects ends when [`LIMIT`] members were found.
fn objects_and_members(body: &Json) -> (Vec<String>, Vec<(String, String)>) {
    let mut pending = std::collections::VecDeque::from([(String::new(), body)]);
    let (mut objects, mut members) = (Vec::new(), Vec::new());
    while let Some((pointer, value)) = pending.pop_front() {
        if members.len() >= LIMIT {
            break;
        }
        match value {
            Json::Object(object) => {
                for (name, value) in object {
                    members.push((pointer.clone(), name.clone()));
                    pending.push_back((format!("{pointer}/{}", escaped(name)), value));
                }
                objects.push(pointer);
            }
            Json::Array(list) => {
                let elements = list.iter().enumerate();
                pending.extend(elements.map(|(index, value)| (format!("{pointer}/{index}"), value)));
            }
            _ => {}
        }
    }
    members.truncate(LIMIT);
    (objects, members)
}
