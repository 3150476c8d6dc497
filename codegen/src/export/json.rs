//! The whole model as JSON, in a versioned format of our own.
//!
//! In: the linked model and its texts. Out: one pretty-printed object: `format`, `version`, `pages`, `types`, `enums`,
//! `operations` and `examples`, each in the order of the model. Ids become names: a type is its qualified name, a use
//! of a type is written as in CSDL (`Collection(microsoft.graph.user)`), a page is its path, an example is its index.
//! The object of a property, a parameter, a header or an enum member lacks each optional member, such as `readOnly`,
//! `aliases` or `doc`, that is false, empty or not stated. `xtask/schema/api.json` lists the members that every object
//! has.

mod behaviour;
mod place;
mod shared_route;
mod types;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use serde_json::{Value, json};

use crate::api::{Api, Doc, LinkTarget, PageId, PageKind, TypeRef};
use crate::export::notation;
use crate::export::object::Object;
use crate::source::Sources;
use place::Places;
use shared_route::SharedRoutes;

/// The value of the member `format`, by which a reader recognises the export.
pub(crate) const FORMAT: &str = "graph-codegen/api";

/// The value of the member `version`. It increases when a member changes its meaning or is removed.
const VERSION: u32 = 1;

/// The whole model as JSON text.
#[must_use]
pub fn json(api: &Api, sources: &Sources) -> String {
    format!("{:#}\n", value(api, sources))
}

/// The export as one JSON value.
fn value(api: &Api, sources: &Sources) -> Value {
    let json = Json::new(api, sources);
    let operations = || Value::Array(api.operations.par_iter().map(|operation| json.operation(operation)).collect());
    let ((types, enums), (operations, examples)) = rayon::join(
        || {
            let types = Value::Array(api.types.par_iter().map(|ty| json.structured_type(ty)).collect());
            (types, Value::Array(api.enums.iter().map(|ty| json.enum_type(ty)).collect()))
        },
        || (operations(), Value::Array(api.examples.iter().map(|example| json.example(example)).collect())),
    );
    // The macro `json!` would copy these large values.
    let members = [
        ("format", FORMAT.into()),
        ("version", VERSION.into()),
        ("pages", Value::Array(api.pages.iter().map(page).collect())),
        ("types", types),
        ("enums", enums),
        ("operations", operations),
        ("examples", examples),
    ];
    Value::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

/// Writes single items of a model, such as a type or an operation, as JSON. Its fields are the data that is needed for
/// more than one item: the model, the line numbers, and the shared routes.
pub(crate) struct Json<'a> {
    api: &'a Api,
    places: Places<'a>,
    /// The operations by method and path, to write for each route the permissions of all pages that document it. `None`
    /// in the export for `diff`, which lacks the permissions of single routes and other members.
    shared: Option<SharedRoutes>,
}

impl<'a> Json<'a> {
    /// Prepares the whole export: finds the line breaks of all texts and the routes that several pages document.
    pub(crate) fn new(api: &'a Api, sources: &'a Sources) -> Json<'a> {
        Json { api, places: Places::new(sources), shared: Some(SharedRoutes::new(api)) }
    }

    /// Prepares an export without what `diff` does not compare: the segments, placeholders and permissions of each
    /// route, the action or function that an operation calls, and the links in descriptions. They are most of the
    /// export, and `gen` compares two states in every run.
    pub(crate) fn for_diff(api: &'a Api, sources: &'a Sources) -> Json<'a> {
        Json { api, places: Places::new(sources), shared: None }
    }

    fn reference(&self, ty: TypeRef) -> Value {
        notation::reference(self.api, ty).into()
    }

    fn path(&self, page: PageId) -> &str {
        &self.api[page].path
    }

    fn paths(&self, pages: &[PageId]) -> Vec<Value> {
        pages.iter().map(|&page| self.path(page).into()).collect()
    }

    /// The markdown of a description, and its links; `None` if the page has no description.
    fn doc(&self, doc: &Doc) -> Option<Value> {
        if doc.markdown.is_empty() {
            return None;
        }
        if self.shared.is_none() {
            return Some(json!({ "markdown": doc.markdown }));
        }
        let links = doc.links.iter().map(|link| {
            let mut object =
                Object::new().set("start", link.start).set("end", link.end).set("text", link.text.as_str());
            object = match &link.target {
                LinkTarget::Type(id) => object.set("type", self.api[*id].name.to_string()),
                LinkTarget::Enum(id) => object.set("type", self.api[*id].name.to_string()),
                LinkTarget::Page(id) => object.set("page", self.path(*id)),
                LinkTarget::Url(url) => object.set("url", url.as_str()),
                LinkTarget::Nowhere => object,
            };
            object.build()
        });
        let links: Vec<Value> = links.collect();
        Some(json!({ "markdown": doc.markdown, "links": links }))
    }
}

/// The title, path and other attributes of a page, without its text.
pub(crate) fn page(page: &crate::api::Page) -> Value {
    let kind = match page.kind {
        PageKind::Operation => "operation",
        PageKind::Resource => "resource",
        PageKind::Enum => "enum",
        PageKind::Conceptual => "conceptual",
    };
    let object = Object::new().set("path", page.path.as_str()).set("title", page.title.as_str()).set("kind", kind);
    object.some("url", page.url.as_deref()).build()
}
