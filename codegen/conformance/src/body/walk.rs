//! Visits all values in the fields of an object, at any depth.
//!
//! In: a view. Out: the view itself and each value within it, with its pointer. Invariant: pointers are those of RFC
//! 6901 in the written document.

use super::pointer::escaped;
use graph_runtime::{Json, Structured, View};

/// Calls `visit` with `view` itself and with the value of each field within it, at any depth, and with the pointer of
/// the value. JSON members that have no field are left out.
pub(crate) fn walk(view: View<'_>, visit: &mut dyn FnMut(&str, View<'_>)) {
    walk_from(&mut String::new(), view, visit);
}

fn walk_from(pointer: &mut String, view: View<'_>, visit: &mut dyn FnMut(&str, View<'_>)) {
    visit(pointer, view);
    match view {
        View::Object(object) => {
            let names = object.type_info().names;
            object.views(&mut |views, _, _| {
                for (name, view) in names.iter().zip(views) {
                    below(pointer, &escaped(name), *view, visit);
                }
            });
        }
        View::List(list) => {
            for index in 0..list.len() {
                below(pointer, &index.to_string(), list.element(index), visit);
            }
        }
        _ => {}
    }
}

fn below(pointer: &mut String, part: &str, view: View<'_>, visit: &mut dyn FnMut(&str, View<'_>)) {
    let length = pointer.len();
    pointer.push('/');
    pointer.push_str(part);
    walk_from(pointer, view, visit);
    pointer.truncate(length);
}

/// The pointers of the members that are in `extra` although `object` has a field of their name, because their value did
/// not fit the field. Members for whose value `is` returns false are left out.
pub(super) fn misfits_of(object: &dyn Structured, pointer: &str, is: fn(&Json) -> bool) -> Vec<String> {
    let names = object.type_info().names;
    let mut found = Vec::new();
    object.views(&mut |_, extra, _| {
        let kept = extra.iter().filter(|(name, value)| is(value) && names.contains(name));
        found.extend(kept.map(|(name, _)| format!("{pointer}/{}", escaped(name))));
    });
    found
}
