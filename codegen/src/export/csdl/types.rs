//! Enumeration, entity and complex types.
//!
//! Input: a type of the model. Output: its element. Invariant: no type declares a member that one of its bases
//! declares, a key refers to declared properties, and the base of an entity type is an entity type, that of a complex
//! type a complex type.

use std::collections::{BTreeMap, BTreeSet};

use compact_str::CompactString;

use super::{Csdl, annotations};
use crate::api::{EnumId, ItemType, Primitive, Property, QualifiedName, StructuredType, TypeId, TypeKind};
use crate::export::notation;
use crate::export::xml::Xml;

/// A type that has no page and is only named as deriving from another type.
pub(super) struct Subtype<'a> {
    /// The qualified name of this type.
    pub(super) name: &'a QualifiedName,
    /// The documented type from which it derives.
    base: TypeId,
}

impl<'a> Csdl<'a> {
    /// Writes an `EnumType`. The numbers of its members are written only if the pages state the number of every member,
    /// because CSDL allows all or none.
    pub(super) fn enum_type(&self, id: EnumId, xml: &mut Xml) {
        let ty = &self.api[id];
        let mut attributes = vec![("Name", ty.name.name.as_str())];
        let fits = |value: i64| i32::try_from(value).is_ok();
        if !ty.members.iter().filter_map(|member| member.value).all(fits) {
            attributes.push(("UnderlyingType", "Edm.Int64"));
        }
        if ty.is_flags {
            attributes.push(("IsFlags", "true"));
        }
        let stated = ty.members.iter().filter(|member| member.value.is_some()).count();
        let numbered = stated == ty.members.len();
        xml.element("EnumType", &attributes, |xml| {
            annotations::description(&ty.doc, xml);
            annotations::deprecated(ty.deprecated.as_deref(), xml);
            let mut seen = BTreeSet::new();
            for member in &ty.members {
                if !notation::is_identifier(&member.name) || !seen.insert(member.name.as_str()) {
                    xml.comment(&format!("left out: member `{}`, {}", member.name, reason_for_omission(&member.name)));
                    continue;
                }
                let value = member.value.map(|value| value.to_string()).unwrap_or_default();
                let mut attributes = vec![("Name", member.name.as_str())];
                if numbered {
                    attributes.push(("Value", &value));
                }
                xml.element("Member", &attributes, |xml| {
                    if !numbered && member.value.is_some() {
                        xml.comment(&format!("left out: value {value}, because other members have none"));
                    }
                    annotations::description(&member.doc, xml);
                });
            }
        });
    }

    /// Writes an `EntityType` or a `ComplexType`.
    pub(super) fn structured_type(&self, id: TypeId, xml: &mut Xml) {
        let ty = &self.api[id];
        let base = self.base(id);
        let base_name = base.map(|base| self.api[base].name.to_string());
        let mut attributes = vec![("Name", ty.name.name.as_str())];
        if let Some(base) = &base_name {
            attributes.push(("BaseType", base));
        }
        if ty.is_abstract {
            attributes.push(("Abstract", "true"));
        }
        if ty.is_open {
            attributes.push(("OpenType", "true"));
        }
        if ty.has_stream && ty.kind == TypeKind::Entity {
            attributes.push(("HasStream", "true"));
        }
        xml.element(element(ty.kind), &attributes, |xml| {
            if base != ty.base
                && let Some(stated) = ty.base
            {
                xml.comment(&format!(
                    "left out: base `{}`, which is undeclared or of the other kind",
                    self.api[stated].name
                ));
            }
            let key = self.key(id, xml);
            annotations::description(&ty.doc, xml);
            annotations::deprecated(ty.deprecated.as_deref(), xml);
            let mut inherited: BTreeMap<&str, TypeId> = BTreeMap::new();
            for above in self.written_bases(id) {
                inherited.extend(self.api[above].properties.iter().map(|property| (property.name.as_str(), above)));
            }
            let mut seen = BTreeSet::new();
            for property in &ty.properties {
                let name = property.name.as_str();
                if let Some(&owner) = inherited.get(name) {
                    let owner = &self.api[owner].name;
                    xml.comment(&format!("left out: property `{name}`, inherited from `{owner}`"));
                } else if !notation::is_identifier(name) || !seen.insert(name) {
                    xml.comment(&format!("left out: property `{name}`, {}", reason_for_omission(name)));
                } else {
                    self.property(property, key.contains(&name), xml);
                }
            }
        });
    }

    /// Writes a `Property` or a `NavigationProperty`. CSDL leaves no choice: it is a navigation property exactly if its
    /// type is an entity type.
    fn property(&self, property: &Property, is_key: bool, xml: &mut Xml) {
        let element = if self.entity(property.ty.item).is_some() { "NavigationProperty" } else { "Property" };
        let ty = self.reference(property.ty);
        let mut attributes = vec![("Name", property.name.as_str()), ("Type", ty.as_str())];
        // `Nullable` of a collection is about its items, but the pages describe the collection.
        if (property.nullable == Some(false) || is_key) && !property.ty.collection {
            attributes.push(("Nullable", "false"));
        }
        xml.element(element, &attributes, |xml| {
            annotations::description(&property.doc, xml);
            annotations::deprecated(property.deprecated.as_deref(), xml);
            if property.read_only {
                annotations::read_only(xml);
            } else if property.immutable {
                annotations::immutable(xml);
            }
        });
    }

    /// Writes the key of a type and returns the properties of the key. Only one type of a chain of bases has a key.
    fn key(&self, id: TypeId, xml: &mut Xml) -> Vec<&'a str> {
        let ty: &'a StructuredType = &self.api[id];
        if ty.kind != TypeKind::Entity || ty.key.is_empty() {
            return Vec::new();
        }
        let owner = self.written_bases(id).find(|&above| !self.api[above].key.is_empty());
        if let Some(owner) = owner {
            if self.api[owner].key != ty.key {
                let (key, owner) = (ty.key.join(", "), &self.api[owner].name);
                xml.comment(&format!("left out: key `{key}`, because `{owner}` has one"));
            }
            return Vec::new();
        }
        let declared = |name: &str| {
            let mut chain = std::iter::once(id).chain(self.written_bases(id));
            let member = chain.find_map(|owner| self.api[owner].properties.iter().find(|own| own.name == name));
            member.is_some_and(|property| self.is_key_property(property))
        };
        let mut seen = BTreeSet::new();
        let (key, missing): (Vec<&str>, Vec<&str>) =
            ty.key.iter().map(CompactString::as_str).filter(|name| seen.insert(*name)).partition(|name| declared(name));
        for name in missing {
            xml.comment(&format!(
                "left out: key property `{name}`, which does not exist or has no single primitive value"
            ));
        }
        if !key.is_empty() {
            xml.element("Key", &[], |xml| {
                key.iter().for_each(|name| xml.empty("PropertyRef", &[("Name", name)]));
            });
        }
        key
    }

    /// Whether a property can be a key by the rules of CSDL: it has a single value of a primitive or enumeration type.
    fn is_key_property(&self, property: &Property) -> bool {
        let comparable = match property.ty.item {
            ItemType::Primitive(primitive) => !matches!(primitive, Primitive::Stream | Primitive::Untyped),
            ItemType::Enum(_) => self.is_written(property.ty.item),
            ItemType::Structured(_) => false,
        };
        comparable && !property.ty.collection && notation::is_identifier(&property.name)
    }

    /// The nearest base that the document declares and that is of the same kind: an entity type for an entity type, a
    /// complex type for a complex type.
    fn base(&self, id: TypeId) -> Option<TypeId> {
        let kind = self.api[id].kind;
        self.api
            .bases(id)
            .find(|&base| self.api[base].kind == kind && notation::is_qualified_name(&self.api[base].name))
    }

    /// The chain of bases as the document declares it, nearest first.
    fn written_bases(&self, id: TypeId) -> impl Iterator<Item = TypeId> {
        std::iter::successors(self.base(id), |&base| self.base(base))
    }

    /// Finds the types that have no page and that other pages only name as derived types. If several types name the
    /// same derived type, its base is the one of them that derives from all the others. A derived type that cannot be
    /// declared, for instance because there is no such base, is named in a comment in the document.
    pub(super) fn subtypes(&self, xml: &mut Xml) -> Vec<Subtype<'a>> {
        let api = self.api;
        let mut named: BTreeMap<&'a QualifiedName, Vec<TypeId>> = BTreeMap::new();
        for (index, ty) in api.types.iter().enumerate() {
            for name in &ty.undocumented_subtypes {
                named.entry(name).or_default().push(TypeId::from_index(index));
            }
        }
        let taken: BTreeSet<&QualifiedName> =
            api.types.iter().map(|ty| &ty.name).chain(api.enums.iter().map(|ty| &ty.name)).collect();
        let mut subtypes = Vec::new();
        for (name, bases) in named {
            let lowest = bases.iter().copied().find(|&low| bases.iter().all(|&base| self.is_a(low, base)));
            let reason = match lowest {
                _ if taken.contains(name) => "which is declared elsewhere",
                _ if !notation::is_qualified_name(name) => "whose name OData does not allow",
                Some(base) if notation::is_qualified_name(&api[base].name) => {
                    subtypes.push(Subtype { name, base });
                    continue;
                }
                Some(_) => "whose base is left out",
                None => "because types that do not derive from each other state it",
            };
            xml.comment(&format!("left out: derived type `{name}`, {reason}"));
        }
        subtypes
    }

    /// Writes the declaration of a type that has no page. It consists of the name and the base.
    pub(super) fn subtype(&self, subtype: &Subtype<'_>, xml: &mut Xml) {
        let base = &self.api[subtype.base];
        let attributes = [("Name", subtype.name.name.as_str()), ("BaseType", &base.name.to_string())];
        xml.empty(element(base.kind), &attributes);
    }
}

fn element(kind: TypeKind) -> &'static str {
    match kind {
        TypeKind::Entity => "EntityType",
        TypeKind::Complex => "ComplexType",
    }
}

/// Says why the document cannot declare a type with this name; the text is part of a comment in the document.
fn reason_for_omission(name: &str) -> &'static str {
    if notation::is_identifier(name) { "declared before" } else { "whose name OData does not allow" }
}
