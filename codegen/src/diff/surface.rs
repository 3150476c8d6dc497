//! What `diff` compares of one state of an API: pages, types, enumerations, operations and Rust items.
//!
//! Both states are read from the JSON export, so an earlier export and a tree of pages are compared in the same way.
//! A member that is missing in an earlier version of the format gets its default.

use std::collections::{BTreeMap, BTreeSet};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::api::Api;
use crate::export::{FORMAT, Json, page};
use crate::source::Sources;

/// What `diff` compares of one state of an API. It can be stored, and read back by the same program.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Surface {
    pub(super) format: String,
    pub(super) pages: Vec<Page>,
    pub(super) types: Vec<Type>,
    pub(super) enums: Vec<Enum>,
    pub(super) operations: Vec<Operation>,
    pub(super) examples: Vec<Example>,
    /// The public items of the generated crate; `None` if only the wire format is compared.
    pub(super) rust: Option<Vec<RustItem>>,
    /// The links, and the entries of tables of contents, that lead to no page.
    #[serde(skip)]
    pub(super) leads: Vec<Lead>,
}

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Page {
    pub(super) path: String,
}

/// A link, or an entry of a table of contents, that leads to no page.
#[derive(Clone, Debug)]
pub(super) struct Lead {
    /// The path of the page that is missing, in the docs folder.
    pub(super) target: String,
    /// The kind of reference, for instance `a link`.
    pub(super) what: &'static str,
    pub(super) place: Place,
}

/// A public item of the generated crate.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct RustItem {
    /// The path within the crate, `models::User::display_name`.
    pub path: String,
    /// The declaration without its body: `pub display_name: Option<String>`.
    pub signature: String,
    /// The part of the API that the item stands for, such as `microsoft.graph.user.displayName`. Items of two crates
    /// with the same subject are the same item, whatever their Rust names.
    pub subject: String,
    /// The names of the API items that this item is generated from, each written as in `Change::subject`. If a change
    /// of one of them breaks clients, no change of this item is reported.
    pub wire: Vec<String>,
}

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Type {
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) base: Option<String>,
    #[serde(rename = "abstract")]
    pub(super) is_abstract: bool,
    pub(super) has_stream: bool,
    pub(super) open: bool,
    pub(super) key: Vec<String>,
    pub(super) properties: Vec<Property>,
    pub(super) doc: Option<Doc>,
    pub(super) deprecated: Option<String>,
    pub(super) places: Vec<Place>,
    pub(super) evidence: Vec<Evidence>,
}

/// A statement of a page about a type, and what was decided by it.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Evidence {
    /// What was decided by the statement, such as `kind = entity`.
    pub(super) decision: String,
    pub(super) reason: String,
    pub(super) place: Option<Place>,
}

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Property {
    pub(super) name: String,
    #[serde(rename = "type")]
    pub(super) ty: String,
    pub(super) doc: Option<Doc>,
    pub(super) read_only: bool,
    pub(super) required: bool,
    pub(super) nullable: Option<bool>,
    pub(super) kind: String,
    pub(super) select_only: bool,
    pub(super) filterable: bool,
    pub(super) values: Vec<String>,
    pub(super) deprecated: Option<String>,
    pub(super) place: Place,
}

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Enum {
    pub(super) name: String,
    pub(super) flags: bool,
    pub(super) members: Vec<Member>,
    pub(super) doc: Option<Doc>,
    pub(super) deprecated: Option<String>,
    pub(super) places: Vec<Place>,
}

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Member {
    pub(super) name: String,
    pub(super) value: Option<i64>,
    pub(super) doc: Option<Doc>,
    pub(super) deprecated: Option<String>,
    pub(super) place: Place,
}

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Operation {
    pub(super) page: String,
    pub(super) title: String,
    pub(super) routes: Vec<Route>,
    pub(super) doc: Option<Doc>,
    pub(super) deprecated: Option<String>,
    pub(super) permissions: Vec<Permissions>,
    pub(super) headers: Vec<Parameter>,
    pub(super) parameters: Vec<Parameter>,
    #[serde(rename = "queryOptions")]
    pub(super) query_options: Vec<String>,
    pub(super) request: Request,
    pub(super) response: Response,
    pub(super) place: Place,
}

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Route {
    pub(super) method: String,
    pub(super) path: String,
    pub(super) query: Vec<QueryPart>,
    pub(super) place: Place,
}

/// A query parameter in a documented request line, such as `$filter` in `GET /users?$filter={filter}`.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct QueryPart {
    pub(super) name: String,
    pub(super) optional: bool,
}

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Permissions {
    pub(super) delegated_work: Option<Vec<Vec<String>>>,
    pub(super) delegated_personal: Option<Vec<Vec<String>>>,
    pub(super) application: Option<Vec<Vec<String>>>,
    pub(super) least_only: bool,
    /// The indexes of the routes that the table is about. If empty, the table is about all routes.
    pub(super) routes: Vec<usize>,
    pub(super) place: Place,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Parameter {
    pub(super) name: String,
    #[serde(rename = "type")]
    pub(super) ty: Option<String>,
    pub(super) required: Option<bool>,
    /// The members of the value, if the page has rows for them, such as the row `address.city` for the parameter
    /// `address`.
    pub(super) members: Vec<Parameter>,
    pub(super) doc: Option<Doc>,
    pub(super) place: Place,
}

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Request {
    pub(super) kind: String,
    #[serde(rename = "type")]
    pub(super) ty: Option<String>,
    pub(super) members: Vec<Parameter>,
    pub(super) parameters: Vec<Parameter>,
    pub(super) content_type: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Response {
    pub(super) status: Vec<u16>,
    pub(super) headers: Vec<Parameter>,
    pub(super) body: Body,
    pub(super) place: Option<Place>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Body {
    pub(super) kind: String,
    #[serde(rename = "type")]
    pub(super) ty: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Example {
    pub(super) page: String,
    pub(super) role: String,
    pub(super) request_line: Option<String>,
    pub(super) status: Option<u16>,
    pub(super) json: Option<String>,
    pub(super) place: Place,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Doc {
    pub(super) markdown: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Place {
    pub(super) page: String,
    pub(super) line: u64,
}

/// Reads a value back from the JSON export that this program has just made of the model.
fn read_back<T: DeserializeOwned>(part: Value) -> T {
    serde_json::from_value(part).expect("the export is read back")
}

impl Surface {
    /// What `diff` compares of a model, taken from its JSON export.
    ///
    /// # Panics
    ///
    /// If the JSON export of the model cannot be read, which would be a defect of this library.
    #[must_use]
    pub fn of(api: &Api, sources: &Sources) -> Surface {
        let export = Json::for_diff(api, sources);
        let examples = || api.examples.par_iter().map(|example| read_back(export.example(example))).collect();
        let (examples, surface) = rayon::join(examples, || Surface::of_export(api, &export));
        Surface { examples, ..surface }
    }

    /// Like [`Surface::of`], but without the examples. They cannot affect a program that uses the crate, and they are
    /// half of the data.
    ///
    /// # Panics
    ///
    /// As [`Surface::of`] does.
    #[must_use]
    pub fn without_examples(api: &Api, sources: &Sources) -> Surface {
        Surface::of_export(api, &Json::for_diff(api, sources))
    }

    /// Everything that `diff` compares except the examples. Each part of the export is read back as soon as it is made,
    /// on all threads, because the whole export would be a large tree of values.
    fn of_export(api: &Api, export: &Json<'_>) -> Surface {
        let (types, (enums, operations)) = rayon::join(
            || api.types.par_iter().map(|ty| read_back(export.structured_type(ty))).collect(),
            || {
                let enums = api.enums.par_iter().map(|ty| read_back(export.enum_type(ty))).collect();
                (enums, api.operations.par_iter().map(|operation| read_back(export.operation(operation))).collect())
            },
        );
        let pages = api.pages.iter().map(|each| read_back(page(each))).collect();
        Surface { format: FORMAT.to_owned(), pages, types, enums, operations, ..Surface::default() }
    }

    /// Reads a JSON export that was written earlier.
    ///
    /// # Errors
    ///
    /// A sentence that says why the text is not such an export.
    pub fn from_export(text: &str) -> Result<Surface, String> {
        let surface: Surface =
            serde_json::from_str(text).map_err(|error| format!("this is no JSON export: {error}"))?;
        if surface.format == FORMAT {
            Ok(surface)
        } else {
            Err(format!("this is no JSON export: its member `format` is not `{}`", FORMAT))
        }
    }

    /// Adds the public items of the generated crate.
    pub(super) fn with_rust(self, items: Vec<RustItem>) -> Surface {
        Surface { rust: Some(items), ..self }
    }

    /// The types by name.
    pub(super) fn types_by_name(&self) -> BTreeMap<&str, &Type> {
        self.types.iter().map(|ty| (ty.name.as_str(), ty)).collect()
    }

    /// The bases of a type, nearest first. The list ends before a type that is already in it, because bases may form a
    /// circle.
    pub(super) fn bases<'a>(&'a self, types: &BTreeMap<&'a str, &'a Type>, name: &str) -> Vec<&'a str> {
        let mut bases = Vec::new();
        let mut seen = BTreeSet::new();
        let mut next = types.get(name).and_then(|ty| ty.base.as_deref());
        while let Some(base) = next.filter(|base| seen.insert(*base)) {
            bases.push(base);
            next = types.get(base).and_then(|ty| ty.base.as_deref());
        }
        bases
    }
}

/// A surface that has only the public items of a crate. If two of these are compared, only changes of Rust items are
/// reported.
impl From<Vec<RustItem>> for Surface {
    fn from(items: Vec<RustItem>) -> Surface {
        Surface::default().with_rust(items)
    }
}

impl Type {
    pub(super) fn place(&self) -> Place {
        self.places.first().cloned().unwrap_or_default()
    }
}

impl Enum {
    pub(super) fn place(&self) -> Place {
        self.places.first().cloned().unwrap_or_default()
    }
}

impl Place {
    /// The state of an item that has this value and is documented at this place.
    pub(super) fn state(&self, value: impl Into<String>) -> super::change::State {
        super::change::State { value: value.into(), page: self.page.clone(), line: self.line }
    }
}

/// The markdown of a documentation text; empty if there is none.
pub(super) fn markdown(doc: Option<&Doc>) -> &str {
    doc.map_or("", |doc| doc.markdown.as_str())
}
