//! Checks that one JSON body is read into its type and written back without loss.
//!
//! In: a type and the JSON text of an example. Out: nothing, or the first value that is not written back as it was
//! read. Invariant: the checks work on `dyn Object`, so they are compiled once and not for each type. Only the function
//! that makes an empty value is compiled for each type.

mod equality;
mod pointer;
mod variations;
mod viewed;
mod walk;

use crate::Failure;
pub(crate) use equality::{Respelled, check_equal};
use graph_runtime::{Json, Model, Object, View};
pub(crate) use pointer::escaped;
use variations::Variation;
pub(crate) use viewed::Viewed;
use walk::misfits_of;
pub(crate) use walk::walk;

/// Checks that `json` is read into a `T` and written back equal. Then checks the same for variations of `json`:
///
/// - an unknown member is added to each object,
/// - members are `null` or missing,
/// - strings that were read as members of an enumeration are replaced by a string that is no member of it.
///
/// Each variation changes many members of the JSON. If one of them fails, up to 128 members are changed one at a time,
/// so that the failure names the member.
///
/// Two documents are equal if they have the same values: numbers are compared by value, members in any order. Three
/// differences are allowed: a member of an enumeration may be written in another spelling (`High` as `high`), an
/// integer in a string as a number, and a page of results without `value` with an empty list `value`.
///
/// # Errors
///
/// The first difference, in the body itself or in a variation.
///
/// ```
/// use graph_conformance::check;
/// use graph_runtime::Page;
///
/// assert_eq!(check::<Page<i32>>(r#"{"@odata.count":2,"value":[1,2]}"#), Ok(()));
/// let failure = check::<Page<i32>>("[]").unwrap_err();
/// assert!(failure.variation.is_empty());
/// ```
pub fn check<T: Model + 'static>(json: &str) -> Result<(), Failure> {
    check_object(|| Box::new(T::default()), json)
}

/// The pointers (RFC 6901) of the members of `json` that have the name of a field but a value that the field does not
/// accept. `null` fits every field.
///
/// # Errors
///
/// When `json` is not a JSON object.
///
/// ```
/// use graph_conformance::misfits;
/// use graph_runtime::ODataValue;
///
/// assert_eq!(misfits::<ODataValue<i32>>(r#"{"value":"x"}"#)?, ["/value"]);
/// # Ok::<(), graph_conformance::Failure>(())
/// ```
pub fn misfits<T: Model>(json: &str) -> Result<Vec<String>, Failure> {
    let mut object = T::default();
    read(&mut object, json).map_err(Failure::new)?;
    let mut found = Vec::new();
    walk(View::Object(&object), &mut |pointer, view| {
        if let View::Object(object) = view {
            found.extend(misfits_of(object, pointer, |value| !value.is_null()));
        }
    });
    found.extend(object.misfit_items().iter().map(|index| format!("/value/{index}")));
    Ok(found)
}

pub(crate) type New = fn() -> Box<dyn Object>;

fn check_object(new: New, json: &str) -> Result<(), Failure> {
    let body: Json = graph_runtime::serde_json::from_str(json).map_err(|error| Failure::new(error.to_string()))?;
    let members = check_once(new, json, &body).map_err(Failure::new)?;
    let fails = |Variation { what, value }: Variation| {
        let reason = check_once(new, &value.to_string(), &value).err()?;
        Some(Failure { variation: what, reason })
    };
    let Some(failure) = variations::many_at_a_time(&body, &members).find_map(fails) else {
        return Ok(());
    };
    // Varies one member at a time to find the one that fails.
    Err(variations::one_by_one(&body, &members).find_map(fails).unwrap_or(failure))
}

/// Reads `text`, whose JSON value is `value`, writes what was read, and compares the result with `value`. Then reads
/// the written text, which has to give the same object. Returns the pointers of the strings that were read as members
/// of an enumeration.
fn check_once(new: New, text: &str, value: &Json) -> Result<Vec<String>, String> {
    let mut object = new();
    read(&mut *object, text)?;
    let respelled = respelled(View::Object(&Viewed(&*object)));
    let written =
        graph_runtime::serde_json::to_string(&View::Object(&Viewed(&*object))).map_err(|error| error.to_string())?;
    let returned: Json = graph_runtime::serde_json::from_str(&written).map_err(|error| error.to_string())?;
    check_equal(value, &returned, &mut String::new(), &respelled)?;
    let mut again = new();
    read(&mut *again, &written)?;
    if !graph_runtime::equal(&Viewed(&*object), &Viewed(&*again)) {
        return Err(format!("the written body is read as another value: {written}"));
    }
    Ok(respelled.members)
}

/// The pointers of the values in `view` that may be written in another spelling than they were read: members of
/// enumerations (`High` may become `high`), and lists that were kept as JSON.
pub(crate) fn respelled(view: View<'_>) -> Respelled {
    let mut respelled = Respelled::default();
    walk(view, &mut |pointer, view| match view {
        View::Member(_) => respelled.members.push(pointer.to_owned()),
        View::Object(object) => respelled.lists.extend(misfits_of(object, pointer, Json::is_array)),
        _ => {}
    });
    respelled
}

pub(crate) fn read(object: &mut dyn Object, text: &str) -> Result<(), String> {
    graph_runtime::read_json(object, text).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests;
