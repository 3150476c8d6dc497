//! Whether a type reads and writes a documented body without loss, also when the service does not keep to the documentation.
//!
//! In: a type and the JSON text of an example. Out: nothing, or the first variation of the text that does not come back.
//! Invariant: the checks are compiled once; a type adds its constructor.

mod vary;

use crate::{Json, Model, Object, Structured, View, compare, de};
use std::fmt;
use vary::Variation;

/// A documented body and the check of its type.
///
/// ```
/// use graph_runtime::{ODataValue, conformance::{Case, check}};
///
/// const CASES: &[Case] = &[Case { file: "value.json", body: r#"{"value":1}"#, check: check::<ODataValue<i32>> }];
/// for case in CASES {
///     assert_eq!((case.check)(case.body), Ok(()), "{}", case.file);
/// }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// Where the body is from.
    pub file: &'static str,
    /// The JSON text.
    pub body: &'static str,
    /// The check, of a type: `check::<User>`.
    pub check: fn(&str) -> Result<(), Failure>,
}

/// A body that does not come back as it was.
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
/// object, with each member `null`, without each member, and with each enumeration member unknown.
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
    walk(
        View::Object(&object),
        &mut String::new(),
        &mut |pointer, view| {
            if let View::Object(object) = view {
                let names = object.shape().names;
                object.views(&mut |_, extra, _| {
                    let unfit = extra
                        .iter()
                        .filter(|(name, value)| !value.is_null() && names.contains(name));
                    found.extend(unfit.map(|(name, _)| format!("{pointer}/{}", escaped(name))));
                });
            }
        },
    );
    Ok(found)
}

impl Failure {
    fn of_body(reason: String) -> Self {
        Self {
            variation: String::new(),
            reason,
        }
    }
}

type New = fn() -> Box<dyn Object>;

fn check_object(new: New, json: &str) -> Result<(), Failure> {
    let body: Json =
        serde_json::from_str(json).map_err(|error| Failure::of_body(error.to_string()))?;
    let members = come_back(new, json, &body).map_err(Failure::of_body)?;
    for Variation { what, value } in vary::variations(&body, &members) {
        let reason = come_back(new, &value.to_string(), &value).err();
        if let Some(reason) = reason {
            return Err(Failure {
                variation: what,
                reason,
            });
        }
    }
    Ok(())
}

/// Reads, writes, compares, and reads again. Returns the pointers of the enumeration members.
fn come_back(new: New, text: &str, value: &Json) -> Result<Vec<String>, String> {
    let mut object = new();
    read(&mut *object, text)?;
    let mut members = Vec::new();
    walk(
        View::Object(&*object),
        &mut String::new(),
        &mut |pointer, view| {
            if let View::Member(_) = view {
                members.push(pointer.to_owned());
            }
        },
    );
    let written =
        serde_json::to_string(&View::Object(&*object)).map_err(|error| error.to_string())?;
    let returned: Json = serde_json::from_str(&written).map_err(|error| error.to_string())?;
    same(value, &returned, &mut String::new(), &members)?;
    let mut again = new();
    read(&mut *again, &written)?;
    if !holds_nan(View::Object(&*object)) && !compare::equal(&*object, &*again) {
        return Err(format!(
            "what was written is read as another value: {written}"
        ));
    }
    Ok(members)
}

fn read(object: &mut dyn Object, text: &str) -> Result<(), String> {
    de::read_json(object, text).map_err(|error| error.to_string())
}

/// NaN is not equal to itself, and neither is an object that holds one.
fn holds_nan(view: View<'_>) -> bool {
    let mut found = false;
    walk(view, &mut String::new(), &mut |_, view| {
        found |= match view {
            View::F32(value) => value.is_nan(),
            View::F64(value) => value.is_nan(),
            _ => false,
        };
    });
    found
}

/// Calls `visit` with every typed value and its pointer.
fn walk(view: View<'_>, pointer: &mut String, visit: &mut dyn FnMut(&str, View<'_>)) {
    visit(pointer, view);
    let length = pointer.len();
    match view {
        View::Object(object) => walk_members(object, pointer, visit),
        View::List(list) => {
            for index in 0..list.len() {
                pointer.push_str(&format!("/{index}"));
                walk(list.element(index), pointer, visit);
                pointer.truncate(length);
            }
        }
        _ => {}
    }
}

fn walk_members(
    object: &dyn Structured,
    pointer: &mut String,
    visit: &mut dyn FnMut(&str, View<'_>),
) {
    let length = pointer.len();
    let names = object.shape().names;
    object.views(&mut |views, _, _| {
        for (name, view) in names.iter().zip(views) {
            pointer.push('/');
            pointer.push_str(&escaped(name));
            walk(*view, pointer, visit);
            pointer.truncate(length);
        }
    });
}

/// A member name as a part of a pointer.
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// Whether `written` says what `read` said; else where it does not.
fn same(
    read: &Json,
    written: &Json,
    pointer: &mut String,
    members: &[String],
) -> Result<(), String> {
    let length = pointer.len();
    match (read, written) {
        (Json::Object(left), Json::Object(right)) => {
            for (name, value) in left {
                pointer.push('/');
                pointer.push_str(&escaped(name));
                let Some(other) = right.get(name) else {
                    return Err(format!("{pointer} is lost"));
                };
                same(value, other, pointer, members)?;
                pointer.truncate(length);
            }
            // A page without its list is an empty page.
            let empty_page = |name: &str, value: &Json| {
                name == "value" && value.as_array().is_some_and(Vec::is_empty)
            };
            let added = right
                .iter()
                .find(|(name, value)| !left.contains_key(*name) && !empty_page(name, value));
            added.map_or(Ok(()), |(name, _)| {
                Err(format!("{pointer}/{name} was not there"))
            })
        }
        (Json::Array(left), Json::Array(right)) if left.len() == right.len() => {
            for (index, (value, other)) in left.iter().zip(right).enumerate() {
                pointer.push_str(&format!("/{index}"));
                same(value, other, pointer, members)?;
                pointer.truncate(length);
            }
            Ok(())
        }
        (Json::Number(left), Json::Number(right))
            if left == right || left.as_f64() == right.as_f64() =>
        {
            Ok(())
        }
        // `Edm.Int64` comes as a string where the client asked for it.
        (Json::String(left), Json::Number(right)) if left.parse().ok() == right.as_i64() => Ok(()),
        (Json::String(_), Json::String(_)) if members.contains(pointer) => Ok(()),
        _ if read == written => Ok(()),
        _ => Err(format!("{pointer} was {read} and is {written}")),
    }
}

#[cfg(test)]
mod tests;
