//! Reads JSON strictly, for tests: what does not fit is an error.
//!
//! In: JSON text, and its expected type. Out: the value, or every member that does not fit the type. Invariant: the
//! value equals that of lenient reading; a member that lenient reading puts into `extra` is a fault, unless it is a
//! documented member that is `null`. A text that is not a member of its enumeration is a fault too.

use crate::{Model, Structured, View};
use serde_json::Value as Json;
use std::fmt;

/// A member of a document that does not fit the type that it is read as.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::{Fault, StrictError, read_strictly};
/// let json = br#"{"subjekt":"a","from":{"name":7}}"#;
/// let Err(StrictError::Faults(faults)) = read_strictly::<Message>(json) else { panic!("it has faults") };
/// let shown: Vec<String> = faults.iter().map(Fault::to_string).collect();
/// assert_eq!(shown, ["`from.name`: the value `7` is of another type", "`subjekt`: there is no such member; perhaps `subject`"]);
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Fault {
    /// The type has no member of this name.
    Unknown {
        /// The path to the member from the outermost object, such as `value[0].from.name`.
        path: String,
        /// The name of the similar member that was probably meant.
        meant: Option<&'static str>,
    },
    /// The text is not a member of its enumeration.
    UnknownValue {
        /// The path to the string from the outermost object, such as `value[0].importance`.
        path: String,
        /// The string that is not a member of the enumeration.
        value: String,
    },
    /// The value does not fit the type of the member: it has another JSON type, or is out of range.
    Misfit {
        /// The path to the member from the outermost object, such as `value[0].from.name`.
        path: String,
        /// The value that the document has for the member.
        value: Json,
    },
}

/// Why a text cannot be read strictly.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::{StrictError, read_strictly};
/// assert!(matches!(read_strictly::<Message>(b"{"), Err(StrictError::Json(_))));
/// ```
#[derive(Debug)]
pub enum StrictError {
    /// The text is not a JSON object.
    Json(serde_json::Error),
    /// At least one member does not fit the type.
    Faults(Vec<Fault>),
}

/// Reads JSON as `T`, for instance the fixture of a test. Each of the following is a [`Fault`], at any depth:
///
/// - a member that the type does not have, such as a misspelt one
/// - a member whose value has another JSON type or is out of range
/// - a string that is not a documented member of its enumeration
///
/// Do not use it for the responses of a service, because they may have members that are not documented.
///
/// ```
/// # mod api { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/runtime/messages.rs")); } use api::*;
/// use graph_runtime::{Page, read_strictly};
/// let page: Page<Message> = read_strictly(br#"{"value":[{"subject":"a","isRead":null}]}"#)?;
/// assert_eq!(page.value[0].subject.as_deref(), Some("a"));
///
/// let error = read_strictly::<Page<Message>>(br#"{"value":[{"Subject":"a"},7]}"#).unwrap_err();
/// assert_eq!(error.to_string(), "`value[0].Subject`: there is no such member; perhaps `subject`\n`value[1]`: the value `7` is of another type");
/// # Ok::<(), graph_runtime::StrictError>(())
/// ```
///
/// # Errors
///
/// When the text is not a JSON object, or has a fault.
pub fn read_strictly<T: Model>(json: &[u8]) -> Result<T, StrictError> {
    let value = T::from_body(json).map_err(StrictError::Json)?;
    let mut faults = Faults { misfit_items: value.misfit_items(), found: Vec::new() };
    faults.object("", value.as_structured());
    if faults.found.is_empty() { Ok(value) } else { Err(StrictError::Faults(faults.found)) }
}

/// The members of a value that do not fit its type.
pub(crate) fn faults(view: View<'_>) -> Vec<Fault> {
    let mut faults = Faults { misfit_items: Vec::new(), found: Vec::new() };
    faults.view("", view, false);
    faults.found
}

struct Faults {
    /// If the object is a page: the indexes of its items that are of another type than the collection.
    misfit_items: Vec<usize>,
    found: Vec<Fault>,
}

impl Faults {
    fn object(&mut self, path: &str, object: &dyn Structured) {
        let names = object.type_info().names;
        object.views(&mut |views, extra, _| {
            for (name, view) in names.iter().zip(views) {
                self.view(&below(path, name), *view, path.is_empty());
            }
            for (name, value) in extra.iter() {
                // `null` fits every documented member. It is kept in `extra`, like a value that does not fit, but it is
                // not a fault.
                let is_known = names.contains(&name);
                match is_known {
                    true if value.is_null() => {}
                    true => self.found.push(Fault::Misfit { path: below(path, name), value: value.clone() }),
                    false => self.found.push(Fault::Unknown { path: below(path, name), meant: nearest(name, names) }),
                }
            }
        });
    }

    fn view(&mut self, path: &str, view: View<'_>, at_the_top: bool) {
        match view {
            View::Object(object) => self.object(path, object),
            View::List(list) => {
                for index in 0..list.len() {
                    let path = format!("{path}[{index}]");
                    match list.element(index) {
                        View::Untyped(value) if at_the_top && self.misfit_items.contains(&index) => {
                            self.found.push(Fault::Misfit { path, value: value.clone() });
                        }
                        element => self.view(&path, element, false),
                    }
                }
            }
            View::Unrecognized(text) => {
                self.found.push(Fault::UnknownValue { path: path.to_owned(), value: text.to_owned() });
            }
            View::Absent
            | View::Null
            | View::Bool(_)
            | View::Int(_)
            | View::F32(_)
            | View::F64(_)
            | View::Str(_)
            | View::Scalar(..)
            | View::Member(_)
            | View::Number(_)
            | View::Untyped(_) => {}
        }
    }
}

fn below(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// The name that is most similar to `name`, regardless of letter case. They may differ by at most two bytes (see
/// [`distance`]), and by less than a third of the length of the known name.
fn nearest(name: &str, names: &[&'static str]) -> Option<&'static str> {
    let near = names.iter().filter_map(|known| {
        let distance = distance(&name.to_ascii_lowercase(), &known.to_ascii_lowercase());
        (distance <= 2 && distance * 3 < known.len().max(1)).then_some((distance, *known))
    });
    near.min().map(|(_, known)| known)
}

/// The number of bytes to insert, remove or replace to turn one text into the other (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, byte) in one.bytes().enumerate() {
        let mut corner = row[0];
        row[0] = line + 1;
        for (column, found) in other.bytes().enumerate() {
            let exchanged = corner + usize::from(byte != found);
            corner = row[column + 1];
            row[column + 1] = exchanged.min(corner + 1).min(row[column] + 1);
        }
    }
    row[other.len()]
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { path, meant: None } => write!(formatter, "`{path}`: there is no such member"),
            Self::Unknown { path, meant: Some(meant) } => {
                write!(formatter, "`{path}`: there is no such member; perhaps `{meant}`")
            }
            Self::UnknownValue { path, value } => {
                write!(formatter, "`{path}`: the enumeration has no member `{value}`")
            }
            Self::Misfit { path, value } => write!(formatter, "`{path}`: the value `{value}` is of another type"),
        }
    }
}

impl fmt::Display for StrictError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(error) => write!(formatter, "the text cannot be read: {error}"),
            Self::Faults(faults) => {
                let lines: Vec<String> = faults.iter().map(Fault::to_string).collect();
                formatter.write_str(&lines.join("\n"))
            }
        }
    }
}

impl std::error::Error for StrictError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Json(error) => std::error::Error::source(error),
            Self::Faults(_) => None,
        }
    }
}
