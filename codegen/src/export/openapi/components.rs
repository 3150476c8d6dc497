//! The components of the document.
//!
//! In: the model. Out: schemas, responses, parameters, examples and security schemes. Each is built while it is
//! serialised.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

use super::document::Document;
use super::error;
use super::lazy::Lazy;
use super::operation::{options, responses};
use crate::api::{EnumId, TypeId};
use crate::export::object::Object;

/// Serialises as the member `components` of the document.
pub(super) struct Components<'a, 'd>(pub(super) &'d Document<'a>);

impl Serialize for Components<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let document = self.0;
        let mut components = serializer.serialize_map(None)?;
        components.serialize_entry("schemas", &Schemas(document))?;
        components.serialize_entry("responses", &serde_json::json!({ "error": document.error_response() }))?;
        components.serialize_entry("parameters", &object(options::components()))?;
        let shown = document.shown_examples();
        let examples =
            shown.iter().map(|(&id, line)| (document.names.of_example(id), move || document.example(id, line)));
        components.serialize_entry("examples", &Lazy(examples))?;
        components.serialize_entry("securitySchemes", &object(document.security_schemes()))?;
        components.end()
    }
}

fn object(members: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<Object>().build()
}

struct Schemas<'a, 'd>(&'d Document<'a>);

impl Serialize for Schemas<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let document = self.0;
        let selection = &document.plan.selection;
        let mut schemas = serializer.serialize_map(None)?;
        let types = (0..document.api.types.len()).map(TypeId::from_index).filter(|&id| selection.keeps_type(id));
        for id in types {
            schemas.serialize_entry(document.names.of_type(id), &document.structured_type(id))?;
        }
        let enums = (0..document.api.enums.len()).map(EnumId::from_index).filter(|&id| selection.keeps_enum(id));
        for id in enums {
            let name = document.names.of_enum(id);
            schemas.serialize_entry(name, &document.enum_type(&document.api[id], name))?;
        }
        for (id, name) in document.names.pages() {
            schemas.serialize_entry(name, &document.page_of(id))?;
        }
        for (id, name) in document.names.bodies() {
            schemas.serialize_entry(name, &document.body(id, name))?;
        }
        schemas.serialize_entry(&document.names.page, &responses::page())?;
        schemas.serialize_entry(&document.names.error, &error::schema())?;
        schemas.end()
    }
}
