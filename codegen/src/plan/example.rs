//! Files and types of the bodies that pages show.
//!
//! In: the examples of an API and the planned stubs. Out: for each example its file and what it is checked as.
//! Invariant: files are unique whatever the letter case, made of plain characters, and lie below `tests/bodies/`.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashMapExt, HashSet};

use super::body::Sent;
use super::name::{Case as NameCase, Ident, is_reserved_module};
use super::route::Stub;
use super::{RustItem, RustType};
use crate::api::{Api, Example, ExampleRole, ItemType, OperationId, Primitive, TypeId, TypeRef};
use crate::select::Selection;

/// Decisions about an example.
#[derive(Clone, Debug, Hash)]
pub struct Case {
    /// Its file, e.g. `tests/bodies/api/user-get-1-response.json`.
    pub file: String,
    /// What it is checked as.
    pub checked: Checked,
    /// What is expected of it.
    pub expected: Expected,
}

/// What is expected of a body. Whatever it is, nothing of it is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Expected {
    /// Every member fits its field.
    Fits,
    /// It does not agree with its type; the findings of the example say why.
    Differs,
    /// It shows types in place of values, as the representation of a resource does.
    Representation,
    /// The pages do not give its type.
    Untyped,
}

/// What an example is checked as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Checked {
    /// An object of a type.
    Object(TypeId),
    /// A page of objects of a type.
    Page(TypeId),
    /// A value within `{"value": …}`; an object of unknown type is one too, all of it beside `value`.
    Wrapped(RustType),
    /// A table of parameters: the index of its module, and its index there.
    Body(usize, usize),
    /// JSON that is no object, which no type of the crate is.
    Json,
}

pub(super) fn plan(api: &Api, selection: &Selection, stubs: &[Stub]) -> Vec<Case> {
    let bodies = bodies(api, selection, stubs);
    let mut files: HashSet<String> = HashSet::default();
    let mut counts: HashMap<(&str, &str), usize> = HashMap::new();
    let mut stems: HashMap<&str, String> = HashMap::new();
    let decide = |(index, example): (usize, &Example)| {
        let page = api[example.page].path.as_str();
        let role = role_name(example.role);
        let count = counts.entry((page, role)).or_default();
        *count += 1;
        let stem = stems.entry(page).or_insert_with(|| stem(page));
        let mut file = format!("tests/bodies/{stem}-{count}-{role}.json");
        let mut other = 2;
        while !files.insert(file.to_ascii_lowercase()) {
            file = format!("tests/bodies/{stem}-{other}-{count}-{role}.json");
            other += 1;
        }
        let body = bodies.get(&index).copied().filter(|_| example.role == ExampleRole::Request);
        Case { file, checked: checked(api, selection, example, body), expected: expected(example) }
    };
    api.examples.iter().enumerate().map(decide).collect()
}

/// The word for a role in the names of files.
fn role_name(role: ExampleRole) -> &'static str {
    match role {
        ExampleRole::Request => "request",
        ExampleRole::Response => "response",
        ExampleRole::Resource => "resource",
        ExampleRole::Other => "other",
    }
}

/// The examples of operations that send a table of parameters.
fn bodies(api: &Api, selection: &Selection, stubs: &[Stub]) -> BTreeMap<usize, Checked> {
    let mut bodies = BTreeMap::new();
    for (index, (operation, stub)) in api.operations.iter().zip(stubs).enumerate() {
        if !selection.keeps_operation(OperationId::from_index(index)) {
            continue;
        }
        if let Sent::Fields(index) = stub.sent {
            for example in &operation.examples {
                bodies.insert(example.index(), Checked::Body(stub.module, index));
            }
        }
    }
    bodies
}

fn expected(example: &Example) -> Expected {
    if !example.conforms {
        Expected::Differs
    } else if example.role == ExampleRole::Resource {
        Expected::Representation
    } else if example.ty.is_none() {
        Expected::Untyped
    } else {
        Expected::Fits
    }
}

fn checked(api: &Api, selection: &Selection, example: &Example, body: Option<Checked>) -> Checked {
    if !example.json.trim_start().starts_with('{') {
        return Checked::Json;
    }
    let untyped = TypeRef { item: ItemType::Primitive(Primitive::Untyped), collection: false };
    let ty = match (example.ty, body) {
        (Some(ty), _) => ty,
        (None, Some(body)) => return body,
        (None, None) => untyped,
    };
    let rust = RustType::value(api, selection, ty);
    match (rust.item, ty.collection) {
        (RustItem::Structured(id), false) => Checked::Object(id),
        (RustItem::Structured(id), true) => Checked::Page(id),
        (RustItem::Json | RustItem::Builtin(_) | RustItem::Scalar(_) | RustItem::Enum(_), _) => Checked::Wrapped(rust),
    }
}

/// The path of a page as the start of another: no extension, no component that leads elsewhere or that some system keeps for
/// itself. Bodies lie in as many folders as pages do: a folder for each page would cost more than what is in it.
fn stem(page: &str) -> String {
    let path = page.rsplit_once('.').filter(|(_, end)| !end.contains('/')).map_or(page, |(path, _)| path);
    let parts = path.split('/').filter(|part| !part.is_empty()).map(component);
    let parts: Vec<String> = parts.collect();
    if parts.is_empty() { "unnamed".to_owned() } else { parts.join("/") }
}

fn component(part: &str) -> String {
    let is_plain = |char: &char| char.is_ascii_alphanumeric() || matches!(char, '-' | '_');
    let mut text: String = part.chars().take(120).map(|char| if is_plain(&char) { char } else { '-' }).collect();
    // A word that is kept for something else is what becomes an identifier with `_` behind it.
    let word = text.to_ascii_lowercase();
    if is_reserved_module(&word) && Ident::new(&text, NameCase::Module).as_str() == format!("{word}_") {
        text.push('_');
    }
    text
}
