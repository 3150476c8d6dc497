//! OData CSDL: the model for OData tools.
//!
//! In: the linked model. Out: one XML document with a `Schema` per namespace, sorted, and one `EntityContainer` in the
//! schema with the most types. Invariant: every name is an OData identifier, and every reference has a target in the
//! document. A comment replaces each item that CSDL cannot express.
//!
//! CSDL 4.01 introduced `Edm.Untyped`. A document that needs it has version 4.01, any other document has version 4.0.

mod annotations;
mod container;
mod members;
mod operations;
mod references;
mod roots;
mod types;

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use crate::api::{Api, EnumId, TypeId};
use crate::export::csdl::references::Csdl;
use crate::export::notation;
use crate::export::xml::Xml;

/// The model as CSDL XML.
#[must_use]
pub fn csdl(api: &Api) -> String {
    let csdl = Csdl { api, untyped: Cell::new(false) };
    // The schemas are written before the header, because the version depends on their use of `Edm.Untyped`.
    let mut schemas = Xml::fragment(2);
    csdl.schemas(&mut schemas);
    let version = if csdl.untyped.get() { "4.01" } else { "4.0" };
    let mut document = Xml::document();
    let root = [("Version", version), ("xmlns:edmx", "http://docs.oasis-open.org/odata/ns/edmx")];
    document.element("edmx:Edmx", &root, |xml| {
        annotations::reference(xml);
        xml.element("edmx:DataServices", &[], |xml| xml.append(&schemas));
    });
    document.finish()
}

/// The declarations that one `Schema` element contains, except the entity container.
#[derive(Default)]
struct Schema<'a> {
    enums: Vec<EnumId>,
    types: Vec<TypeId>,
    subtypes: Vec<types::Subtype<'a>>,
    operations: Vec<operations::Overloads<'a>>,
}

impl<'a> Csdl<'a> {
    fn schemas(&self, xml: &mut Xml) {
        let mut schemas: BTreeMap<&str, Schema<'a>> = BTreeMap::new();
        for (index, ty) in self.api.enums.iter().enumerate() {
            if notation::is_qualified_name(&ty.name) {
                schemas.entry(&ty.name.namespace).or_default().enums.push(EnumId::from_index(index));
            } else {
                xml.comment(&format!("left out: enum `{}`, whose name OData does not allow", ty.name));
            }
        }
        for (index, ty) in self.api.types.iter().enumerate() {
            if notation::is_qualified_name(&ty.name) {
                schemas.entry(&ty.name.namespace).or_default().types.push(TypeId::from_index(index));
            } else {
                xml.comment(&format!("left out: type `{}`, whose name OData does not allow", ty.name));
            }
        }
        for subtype in self.subtypes(xml) {
            schemas.entry(&subtype.name.namespace).or_default().subtypes.push(subtype);
        }
        for overloads in self.overloads(xml) {
            schemas.entry(overloads.namespace).or_default().operations.push(overloads);
        }
        let main = main_namespace(&schemas);
        for (namespace, schema) in &schemas {
            let attributes = [("Namespace", *namespace), ("xmlns", "http://docs.oasis-open.org/odata/ns/edm")];
            xml.element("Schema", &attributes, |xml| {
                schema.enums.iter().for_each(|&id| self.enum_type(id, xml));
                schema.types.iter().for_each(|&id| self.structured_type(id, xml));
                schema.subtypes.iter().for_each(|subtype| self.subtype(subtype, xml));
                schema.operations.iter().for_each(|overloads| self.operation(overloads, xml));
                if main == Some(*namespace) {
                    self.container(&self.container_name(schema), xml);
                }
            });
        }
    }

    /// A name for the container that is unique in its schema.
    fn container_name(&self, schema: &Schema<'_>) -> String {
        let mut taken: BTreeSet<&str> = schema.operations.iter().map(|overloads| overloads.name).collect();
        taken.extend(schema.types.iter().map(|&id| self.api[id].name.name.as_str()));
        taken.extend(schema.enums.iter().map(|&id| self.api[id].name.name.as_str()));
        taken.extend(schema.subtypes.iter().map(|subtype| subtype.name.name.as_str()));
        let mut name = "Container".to_owned();
        while taken.contains(name.as_str()) {
            name.push('_');
        }
        name
    }
}

/// The namespace with the most types. If several namespaces have the same number of types, it is the first by name.
fn main_namespace<'n>(schemas: &BTreeMap<&'n str, Schema<'_>>) -> Option<&'n str> {
    let size = |schema: &Schema<'_>| (schema.types.len() + schema.enums.len(), schema.operations.len());
    let mut best = None;
    for (namespace, schema) in schemas {
        if best.is_none_or(|(most, _)| size(schema) > most) {
            best = Some((size(schema), *namespace));
        }
    }
    best.map(|(_, namespace)| namespace)
}
