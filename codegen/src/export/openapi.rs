//! OpenAPI 3.1: the model for tools of HTTP APIs.
//!
//! In: the linked model, the names of the generated crate, and options. Out: one document. It is built while it is
//! serialised: paths sorted, then components in the order of the model. Invariant: every reference has a component as
//! its target.
//!
//! OpenAPI allows only one operation for a path and method, and paths that differ only in the names of placeholders
//! count as the same path. Operations of several pages with the same path and method are therefore merged; `x-routes`
//! lists each of them. Members that start with `x-` contain what OpenAPI has no member for; `xtask/EXPORT.md` lists
//! them.

mod components;
mod document;
mod error;
pub(crate) mod info;
mod lazy;
mod merged;
mod names;
mod operation;
mod paths;
mod schema;
mod security;
mod types;

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::api::Api;
use crate::plan::Plan;
use document::Document;
pub use document::OpenApiOptions;
use lazy::Lazy;
use names::Names;
use paths::Paths;

/// The model as an OpenAPI document, for a serialiser of JSON or YAML.
#[must_use]
pub fn openapi<'a>(api: &'a Api, plan: &'a Plan, options: &'a OpenApiOptions) -> impl Serialize + 'a {
    Document { api, plan, options, names: Names::new(api, plan), paths: Paths::new(api, plan) }
}

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut document = serializer.serialize_map(None)?;
        document.serialize_entry("openapi", "3.1.0")?;
        document.serialize_entry("info", &self.info())?;
        document.serialize_entry("servers", &self.servers())?;
        document.serialize_entry("security", &security::any_caller())?;
        document.serialize_entry("tags", &self.tags())?;
        let items = self.paths.items.iter().map(|item| (item.path(), || self.path_item(item)));
        document.serialize_entry("paths", &Lazy(items))?;
        document.serialize_entry("components", &components::Components(self))?;
        document.end()
    }
}
