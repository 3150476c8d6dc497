//! Types and enums in the JSON.
//!
//! In: a type of the model. Out: its object. Invariant: a member is listed only in the type that declares it.

use serde_json::{Value, json};

use super::Json;
use crate::api::{EnumType, Evidence, Property, PropertyKind, StructuredType, TypeKind};
use crate::export::object::Object;

impl Json<'_> {
    /// The JSON of an entity or complex type with its properties.
    pub(crate) fn structured_type(&self, ty: &StructuredType) -> Value {
        let kind = match ty.kind {
            TypeKind::Entity => "entity",
            TypeKind::Complex => "complex",
        };
        json!({
            "name": ty.name.to_string(),
            "namespace": ty.name.namespace,
            "kind": kind,
            "base": ty.base.map(|base| self.api[base].name.to_string()),
            "derived": ty.derived.iter().map(|&id| self.api[id].name.to_string()).collect::<Vec<_>>(),
            "undocumentedSubtypes": ty.undocumented_subtypes.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "abstract": ty.is_abstract,
            "open": ty.is_open,
            "hasStream": ty.has_stream,
            "key": ty.key,
            "properties": ty.properties.iter().map(|property| self.property(property)).collect::<Vec<_>>(),
            "doc": self.doc(&ty.doc),
            "deprecated": ty.deprecated,
            "pages": self.paths(&ty.pages),
            "places": self.places.places(&ty.spans),
            "evidence": ty.evidence.iter().map(|evidence| self.evidence(evidence)).collect::<Vec<_>>(),
        })
    }

    fn property(&self, property: &Property) -> Value {
        let kind = match property.kind {
            PropertyKind::Structural => "structural",
            PropertyKind::Navigation => "navigation",
        };
        Object::new()
            .set("name", property.name.as_str())
            .list("aliases", &property.aliases)
            .set("type", self.reference(property.ty))
            .set("kind", kind)
            .some("doc", self.doc(&property.doc))
            .flag("readOnly", property.read_only)
            .flag("immutable", property.immutable)
            .flag("required", property.required)
            .some("nullable", property.nullable)
            .flag("selectOnly", property.select_only)
            .flag("filterable", property.filterable)
            .flag("sensitive", property.sensitive)
            .some("deprecated", property.deprecated.as_deref())
            .list("values", &property.values)
            .set("page", self.path(property.page))
            .set("place", self.places.place(property.span))
            .build()
    }

    fn evidence(&self, evidence: &Evidence) -> Value {
        json!({
            "decision": evidence.decision,
            "reason": evidence.reason,
            "place": evidence.span.map(|span| self.places.place(span)),
            "overruled": evidence.overruled,
        })
    }

    /// The JSON of an enumeration with its members.
    pub(crate) fn enum_type(&self, ty: &EnumType) -> Value {
        let members = ty.members.iter().map(|member| {
            Object::new()
                .set("name", member.name.as_str())
                .list("aliases", &member.aliases)
                .some("value", member.value)
                .some("doc", self.doc(&member.doc))
                .some("deprecated", member.deprecated.as_deref())
                .set("place", self.places.place(member.span))
                .build()
        });
        json!({
            "name": ty.name.to_string(),
            "namespace": ty.name.namespace,
            "flags": ty.is_flags,
            "members": members.collect::<Vec<_>>(),
            "doc": self.doc(&ty.doc),
            "deprecated": ty.deprecated,
            "pages": self.paths(&ty.pages),
            "places": self.places.places(&ty.spans),
        })
    }
}
