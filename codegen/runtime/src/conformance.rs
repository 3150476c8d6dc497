//! Whether a type reads and writes a documented body without loss, also when the service does not keep to the documentation;
//! and whether a route builds requests that are read back, and that a service answers.
//!
//! In: a type and the JSON text of an example, or a route. Out: nothing, or the first thing that does not come back.
//! Invariant: the checks are compiled once; a type adds its constructor.
//!
//! ```
//! use graph_runtime::{ODataValue, conformance::check};
//! assert_eq!(check::<ODataValue<i32>>(r#"{"value":1}"#), Ok(()));
//! ```

mod same;
mod socket;
mod trial;
mod vary;
mod walk;

use crate::{Model, Object, View};
use serde_json::Value as Json;
pub use trial::{Trial, accepted, answered, read_back};

use same::{Respelled, same};
use std::fmt;
use vary::Variation;
use walk::{unfit, walk};

/// A body that does not come back as it was.
///
/// ```
/// use graph_runtime::{ODataValue, conformance::check};
/// let failure = check::<ODataValue<i32>>("no JSON").unwrap_err();
/// assert_eq!(failure.to_string(), failure.reason);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Failure {
    /// What was done to the body before it was read; empty for the body itself.
    pub variation: String,
    /// What happened.
    pub reason: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.variation.is_empty() {
            formatter.write_str(&self.reason)
        } else {
            write!(formatter, "with {}: {}", self.variation, self.reason)
        }
    }
}

impl std::error::Error for Failure {}

/// Checks that `json` is read into a `T` and written back equal, and so is every variation of it: with an unknown member in each
/// object, with each member `null`, without each member, and with each enumeration member unknown. Members are varied many at a
/// time; where that fails, one by one, so that the failure names the member.
///
/// Equal is what JSON calls equal: numbers by value, members in any order. An enumeration member may come back in its canonical
/// spelling, an integer in a string as a number, and a page without `value` with an empty one.
///
/// # Errors
///
/// The first variation that fails.
///
/// ```
/// use graph_runtime::{Page, conformance::check};
///
/// assert_eq!(check::<Page<i32>>(r#"{"@odata.count":2,"value":[1,2]}"#), Ok(()));
/// let failure = check::<Page<i32>>("[]").unwrap_err();
/// assert!(failure.variation.is_empty());
/// ```
pub fn check<T: Model + 'static>(json: &str) -> Result<(), Failure> {
    check_object(|| Box::new(T::default()), json)
}

/// The pointers (RFC 6901) of the known members of `json` that do not fit the field of their name; `null` fits.
///
/// # Errors
///
/// When `json` is no JSON object.
///
/// ```
/// use graph_runtime::{ODataValue, conformance::misfits};
///
/// assert_eq!(misfits::<ODataValue<i32>>(r#"{"value":"x"}"#)?, ["/value"]);
/// # Ok::<(), graph_runtime::conformance::Failure>(())
/// ```
pub fn misfits<T: Model>(json: &str) -> Result<Vec<String>, Failure> {
    let mut object = T::default();
    read(&mut object, json).map_err(Failure::of_body)?;
    let mut found = Vec::new();
    walk(View::Object(&object), &mut |pointer, view| {
        if let View::Object(object) = view {
            found.extend(unfit(object, pointer, |value| !value.is_null()));
        }
    });
    Ok(found)
}

impl Failure {
    fn of_body(reason: String) -> Self {
        Self { variation: String::new(), reason }
    }
}

type New = fn() -> Box<dyn Object>;

fn check_object(new: New, json: &str) -> Result<(), Failure> {
    let body: Json = serde_json::from_str(json).map_err(|error| Failure::of_body(error.to_string()))?;
    let members = come_back(new, json, &body).map_err(Failure::of_body)?;
    let fails = |Variation { what, value }: Variation| {
        let reason = come_back(new, &value.to_string(), &value).err()?;
        Some(Failure { variation: what, reason })
    };
    let Some(failure) = vary::together(&body, &members).find_map(fails) else {
        return Ok(());
    };
    // Which of the members it is that fails.
    Err(vary::one_by_one(&body, &members).find_map(fails).unwrap_or(failure))
}

/// Reads, writes, compares, and reads again. Returns the pointers of the enumeration members.
fn come_back(new: New, text: &str, value: &Json) -> Result<Vec<String>, String> {
    let mut object = new();
    read(&mut *object, text)?;
    let mut respelled = Respelled::default();
    // NaN is not equal to itself, and neither is an object that holds one.
    let mut comparable = true;
    walk(View::Object(&*object), &mut |pointer, view| match view {
        View::Member(_) => respelled.members.push(pointer.to_owned()),
        View::Object(object) => respelled.lists.extend(unfit(object, pointer, Json::is_array)),
        View::F32(value) => comparable &= !value.is_nan(),
        View::F64(value) => comparable &= !value.is_nan(),
        _ => {}
    });
    let written = serde_json::to_string(&View::Object(&*object)).map_err(|error| error.to_string())?;
    let returned: Json = serde_json::from_str(&written).map_err(|error| error.to_string())?;
    same(value, &returned, &mut String::new(), &respelled)?;
    let mut again = new();
    read(&mut *again, &written)?;
    if comparable && !crate::equal(&*object, &*again) {
        return Err(format!("what was written is read as another value: {written}"));
    }
    Ok(respelled.members)
}

fn read(object: &mut dyn Object, text: &str) -> Result<(), String> {
    crate::read_json(object, text).map_err(|error| error.to_string())
}

/// A member name as a part of a pointer.
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests;
