//! Files and types of the example bodies.
//!
//! In: the examples of an API and the planned stubs. Out: files of bodies, and for each example its file, its name
//! there and the type that it is checked against. Invariant: names are unique in any letter case and consist of plain
//! characters; all files are below `tests/bodies/`.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use crate::api::{
    Api, Example, ExampleId, ExampleRole, ItemType, OperationId, PageId, Primitive, QualifiedName, TypeId, TypeRef,
};
use crate::plan::naming::ident::{Ident, NameCase, is_reserved_module};
use crate::plan::routes::body::SentBody;
use crate::plan::routes::route::{RouteModule, Stub};
use crate::plan::{RustItem, RustType};
use crate::select::Selection;
use crate::text::lowercase::with_lower;

/// A file of example bodies: a JSON object with a member for each body.
#[derive(Clone, Debug, Hash)]
pub(crate) struct BodyFile {
    /// The path of the file, e.g. `tests/bodies/routes/user.json`.
    pub path: String,
    /// The selected bodies, in the order of the pages. If there are none, the file is not written.
    pub examples: Vec<ExampleId>,
}

/// What `plan` decides about an example body, for the test that reads it.
#[derive(Clone, Debug, Hash)]
pub(crate) struct ExamplePlan {
    /// The index, among the files of bodies, of the file that contains the example.
    pub file: usize,
    /// The name of the example in the file, e.g. `api/user-get-1-response`.
    pub name: String,
    /// The type that the example is checked against.
    pub checked: CheckedAs,
    /// What the test expects of the check.
    pub expected: Expected,
    /// The derived types in the `@odata.type` annotations of a response, in the order of types, each once.
    pub derived: Vec<TypeId>,
}

/// What the generated test expects when it reads a body. In every case it expects that writing the value gives the
/// whole body again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Expected {
    /// Every member of the body fits the field of its name.
    Fits,
    /// The body does not fit its type; the findings of the example say why.
    Differs,
    /// The example is the JSON representation of a type, with type names in place of values: `"id": "String"`.
    Representation,
    /// The pages do not state the type of the body.
    Untyped,
}

/// The type that an example is checked against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum CheckedAs {
    /// One object of this type.
    Object(TypeId),
    /// A page of values of a type.
    Page(RustType),
    /// A single value within `{"value": …}`. An object of unknown type is read in this way too. Members other than
    /// `value` are then in the field `extra`.
    Wrapped(RustType),
    /// A struct for a body that is an object of parameters: the index of its module among the modules of `routes`, and
    /// its index among the `bodies` of that module.
    Body(usize, usize),
    /// JSON that is not an object, such as an array. No type of the crate reads it.
    Json,
}

pub(in crate::plan) fn plan(
    api: &Api,
    selection: &Selection,
    stubs: &[Stub],
    modules: &[RouteModule],
) -> (Vec<BodyFile>, Vec<ExamplePlan>) {
    let bodies = bodies(api, selection, stubs);
    let homes = body_folders(api, stubs);
    let mut paths: HashMap<BodyFolder, String> = HashMap::new();
    for home in homes.iter().copied().flatten() {
        paths.entry(home).or_insert_with(|| home.path(modules));
    }
    let mut sorted: Vec<(BodyFolder, String)> = paths.into_iter().collect();
    sorted.sort_unstable_by(|(_, a), (_, b)| a.cmp(b));
    let files: HashMap<BodyFolder, usize> =
        sorted.iter().enumerate().map(|(index, (home, _))| (*home, index)).collect();
    let path = |(_, path): (BodyFolder, String)| BodyFile { path, examples: Vec::new() };
    let mut planned: Vec<BodyFile> = sorted.into_iter().map(path).collect();
    let mut names: HashSet<String> = HashSet::with_capacity(api.examples.len());
    let mut counts: HashMap<(PageId, ExampleRole), usize> = HashMap::with_capacity(api.examples.len());
    let mut stems: HashMap<PageId, String> = HashMap::with_capacity(api.pages.len());
    let decide = |(index, example): (usize, &Example)| {
        let id = ExampleId::from_index(index);
        let role = role_name(example.role);
        let count = counts.entry((example.page, example.role)).or_default();
        *count += 1;
        let stem = stems.entry(example.page).or_insert_with(|| stem(&api[example.page].path));
        let count = count.to_string();
        let mut name = [stem.as_str(), "-", &count, "-", role].concat();
        let mut other = 2;
        while !names.insert(name.to_ascii_lowercase()) {
            name = format!("{stem}-{other}-{count}-{role}");
            other += 1;
        }
        let body = bodies.get(&index).copied().filter(|_| example.role == ExampleRole::Request);
        // Each page with an example has a file for its bodies.
        let file = homes[example.page.index()].and_then(|home| files.get(&home).copied()).unwrap_or_default();
        if selection.keeps_example(id) {
            planned[file].examples.push(id);
        }
        ExamplePlan {
            file,
            name,
            checked: checked(api, selection, example, body),
            expected: expected(example),
            derived: derived_types(api, example),
        }
    };
    let plans = api.examples.iter().enumerate().map(decide).collect();
    (planned, plans)
}

/// A file of bodies below `tests/bodies/`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum BodyFolder {
    /// The file for a module of `routes`, which is given by its index.
    Routes(usize),
    /// The file of the types whose names begin with this letter.
    Models(char),
}

impl BodyFolder {
    fn path(self, modules: &[RouteModule]) -> String {
        match self {
            BodyFolder::Routes(module) => format!("tests/bodies/routes/{}.json", modules[module].word("/")),
            BodyFolder::Models(letter) => format!("tests/bodies/models/{letter}.json"),
        }
    }
}

/// The file for the bodies of each page. For a page with operations, it is the file of the module of its first
/// operation. For any other page, it is the file for the first letter of its first type. A file for each page would be
/// slower, because creating files takes longer than writing them.
fn body_folders(api: &Api, stubs: &[Stub]) -> Vec<Option<BodyFolder>> {
    let mut homes = vec![None; api.pages.len()];
    for (operation, stub) in api.operations.iter().zip(stubs) {
        homes[operation.page.index()].get_or_insert(BodyFolder::Routes(stub.module));
    }
    let (typed, untyped): (Vec<&Example>, Vec<&Example>) =
        api.examples.iter().partition(|example| shown(example).is_some());
    for example in typed.into_iter().chain(untyped) {
        let name = shown(example).map_or("", |id| api[id].name.name.as_str());
        homes[example.page.index()].get_or_insert_with(|| BodyFolder::Models(letter(name)));
    }
    homes
}

/// The structured type of the object in an example, or of the objects in a list. `None` if the type is unknown, or is a
/// scalar or an enumeration.
fn shown(example: &Example) -> Option<TypeId> {
    match example.ty?.item {
        ItemType::Structured(id) => Some(id),
        ItemType::Enum(_) | ItemType::Primitive(_) => None,
    }
}

/// The first letter or digit of a name.
fn letter(name: &str) -> char {
    name.chars().find(char::is_ascii_alphanumeric).map_or('_', |letter| letter.to_ascii_lowercase())
}

/// The word for a role in the names of bodies: `response` in `api/user-get-1-response`.
fn role_name(role: ExampleRole) -> &'static str {
    match role {
        ExampleRole::Request => "request",
        ExampleRole::Response => "response",
        ExampleRole::Resource => "resource",
        ExampleRole::Other => "other",
    }
}

/// For each example request of an operation with a table of body parameters: the index of the example, and the struct
/// against which it is checked.
fn bodies(api: &Api, selection: &Selection, stubs: &[Stub]) -> BTreeMap<usize, CheckedAs> {
    let mut bodies = BTreeMap::new();
    for (index, (operation, stub)) in api.operations.iter().zip(stubs).enumerate() {
        if !selection.keeps_operation(OperationId::from_index(index)) {
            continue;
        }
        if let SentBody::Fields(index) = stub.sent {
            for example in &operation.examples {
                bodies.insert(example.index(), CheckedAs::Body(stub.module, index));
            }
        }
    }
    bodies
}

/// The types that are named by `@odata.type` annotations in a response, as far as they derive from another type.
fn derived_types(api: &Api, example: &Example) -> Vec<TypeId> {
    const ANNOTATION: &str = "\"@odata.type\":";
    let named = example.json.match_indices(ANNOTATION).filter_map(|(at, _)| {
        let value = example.json[at + ANNOTATION.len()..].trim_start().strip_prefix('"')?;
        let (namespace, name) = value.split('"').next()?.trim_start_matches('#').rsplit_once('.')?;
        api.find_type(&QualifiedName::new(namespace, name))
    });
    let is_response = example.role == ExampleRole::Response;
    let derived: BTreeSet<TypeId> = named.filter(|id| is_response && api[*id].base.is_some()).collect();
    derived.into_iter().collect()
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

fn checked(api: &Api, selection: &Selection, example: &Example, body: Option<CheckedAs>) -> CheckedAs {
    if !example.json.trim_start().starts_with('{') {
        return CheckedAs::Json;
    }
    let untyped = TypeRef { item: ItemType::Primitive(Primitive::Untyped), collection: false };
    let ty = match (example.ty, body) {
        (Some(ty), _) => ty,
        (None, Some(body)) => return body,
        (None, None) => untyped,
    };
    let rust = RustType::value(api, selection, ty);
    match (rust.item, ty.collection) {
        (RustItem::Structured(id), false) => CheckedAs::Object(id),
        (_, true) => CheckedAs::Page(RustType { list: false, ..rust }),
        (RustItem::Json | RustItem::Builtin(_) | RustItem::Scalar(_) | RustItem::Enum(_), false) => {
            CheckedAs::Wrapped(rust)
        }
    }
}

/// The path of a page without its extension, as the first part of the names of its bodies: `api/user-get`. Each
/// component is made a valid file name on every system, so that a user can write each body to a file.
fn stem(page: &str) -> String {
    let path = page.rsplit_once('.').filter(|(_, end)| !end.contains('/')).map_or(page, |(path, _)| path);
    let mut stem = String::with_capacity(path.len());
    for part in path.split('/').filter(|part| !part.is_empty()) {
        if !stem.is_empty() {
            stem.push('/');
        }
        push_component(&mut stem, part);
    }
    if stem.is_empty() { "unnamed".to_owned() } else { stem }
}

fn push_component(stem: &mut String, part: &str) {
    let is_plain = |char: char| char.is_ascii_alphanumeric() || matches!(char, '-' | '_');
    let start = stem.len();
    stem.extend(part.chars().take(120).map(|char| if is_plain(char) { char } else { '-' }));
    let text = &stem[start..];
    // For a reserved word, the name of a module is the word with `_` after it.
    let is_kept = |word: &str| {
        is_reserved_module(word) && Ident::new(text, NameCase::Module).as_str().strip_suffix('_') == Some(word)
    };
    if with_lower(text, is_kept) {
        stem.push('_');
    }
}
