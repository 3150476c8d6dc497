//! OpenAPI 3.1: the contract as tools for HTTP APIs read it.
//!
//! In: the linked model, the names that a crate of it has, and what no page says. Out: one document, which is made part by part
//! while it is written: paths sorted, then components in the order of the model. Every reference leads to a component.
//!
//! OpenAPI knows one operation for a path and method, and two paths that differ only in the names of their placeholders are one.
//! Operations of several pages that share path and method become one, whose `x-routes` name each of them. The members that start
//! with `x-` hold what OpenAPI has no place for; `xtask/EXPORT.md` lists them.

mod body;
mod components;
mod document;
mod error;
mod examples;
pub(crate) mod info;
mod lazy;
mod merged;
mod names;
mod operation;
mod options;
mod parameters;
mod paths;
mod responses;
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
        document.serialize_entry("security", &security::anybody())?;
        document.serialize_entry("tags", &self.tags())?;
        let items = self.paths.items.iter().map(|item| (item.path(), || self.path_item(item)));
        document.serialize_entry("paths", &Lazy(items))?;
        document.serialize_entry("components", &components::Components(self))?;
        document.end()
    }
}
