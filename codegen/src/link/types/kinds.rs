//! Decides whether types are entity or complex types, abstract and open, and which properties are navigation
//! properties.
//!
//! All types of a chain of bases have the same kind (CSDL 4.01 §6.2, §9.2), so evidence that one type has identity (see
//! [`identity`]) counts for all of them.
//!
//! # Rule 9: Kind, key and flags
//!
//! One reason for identity makes a whole chain of base types entity types. The key is declared at the top of the chain:
//! the `keyProperty`, or else `id`. A type is abstract or open if any statement says so. A property with an entity type
//! is a navigation property, whichever table it stands in.

use compact_str::CompactString;

use crate::api::{Api, Evidence, ItemType, PropertyKind, TypeId, TypeKind};
use crate::decl::{Flag, FlagSource};
use crate::diagnostic::Diagnostic;
use crate::link::names::resolve::Context;
use crate::link::overrides::OverridePass;
use crate::link::types::declarations::decls;
use crate::link::types::identity;

/// Decides the kind, key and flags of each type, and the kind of each property.
pub(in crate::link) fn link(
    cx: &Context<'_>,
    api: &mut Api,
    mut reasons: identity::Reasons,
    overrides: &mut OverridePass<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let count = api.types.len();
    let root: Vec<usize> =
        (0..count).map(|index| api.bases(TypeId::from_index(index)).last().map_or(index, TypeId::index)).collect();
    let mut entity = vec![false; count];
    for index in 0..count {
        entity[root[index]] |= !reasons[index].is_empty();
    }
    overrides.kinds(api, &root, &mut entity, diagnostics);
    for index in 0..count {
        let kind = if entity[root[index]] { TypeKind::Entity } else { TypeKind::Complex };
        let ty = &mut api.types[index];
        ty.kind = kind;
        let decision = if kind == TypeKind::Entity { "kind = entity" } else { "kind = complex" };
        let stated = std::mem::take(&mut reasons[index]);
        let overridden = ty.evidence.iter().any(|evidence| evidence.decision == decision);
        // Every reason speaks for an entity type. A complex type that has reasons was therefore made one by an
        // override.
        let overruled = kind == TypeKind::Complex && !stated.is_empty();
        if (stated.is_empty() || overruled) && !overridden {
            let reason = if overruled {
                "an override of a base or a derived type"
            } else if kind == TypeKind::Entity {
                "a base or a derived type is an entity"
            } else {
                "nothing says that the type has an identity"
            };
            ty.evidence.push(Evidence {
                decision: decision.to_owned(),
                reason: reason.to_owned(),
                span: None,
                overruled: false,
            });
        }
        for (reason, span) in stated.into_iter().take(4) {
            ty.evidence.push(Evidence {
                decision: "kind = entity".to_owned(),
                reason: reason.to_owned(),
                span,
                overruled,
            });
        }
    }
    keys(cx, api);
    flags(cx, api);
    navigation(api);
}

/// Sets the key of each entity type: the properties that its page states as the key, or else `id`. A type with a
/// documented base inherits the key of its base; it gets a key of its own only if none of its bases has one.
fn keys(cx: &Context<'_>, api: &mut Api) {
    let is_based =
        |api: &Api, index: usize| api.types[index].base.is_some_and(|base| !api.types[base.index()].pages.is_empty());
    let entities = |api: &Api| {
        (0..api.types.len()).filter(|&index| api.types[index].kind == TypeKind::Entity).collect::<Vec<usize>>()
    };
    for index in entities(api).into_iter().filter(|&index| !is_based(api, index)).collect::<Vec<usize>>() {
        api.types[index].key = own_key(cx, api, index).unwrap_or_default();
    }
    let keyless = |api: &Api, index: usize| {
        api.bases(TypeId::from_index(index)).all(|base| api[base].key.is_empty() && !api[base].pages.is_empty())
    };
    let based = entities(api).into_iter().filter(|&index| is_based(api, index) && keyless(api, index));
    let found: Vec<(usize, Vec<CompactString>)> =
        based.filter_map(|index| Some((index, own_key(cx, api, index)?))).collect();
    for (index, key) in found {
        api.types[index].key = key;
    }
}

/// The key that the page of a type states, or else `id`, if the type has these properties itself.
fn own_key(cx: &Context<'_>, api: &Api, index: usize) -> Option<Vec<CompactString>> {
    let stated = decls(cx, TypeId::from_index(index)).find_map(|(_, decl)| {
        let key = decl.key.iter().map(|key| key.value.clone());
        decl.key.is_some().then(|| key.chain(decl.further_key.iter().cloned()).collect())
    });
    let stated: Vec<CompactString> = stated.unwrap_or_else(|| vec!["id".into()]);
    let own = |key: &CompactString| {
        let mut properties = api.types[index].properties.iter();
        properties.find(|property| property.name.eq_ignore_ascii_case(key)).map(|property| property.name.clone())
    };
    stated.iter().map(own).collect()
}

fn flags(cx: &Context<'_>, api: &mut Api) {
    for index in 0..api.types.len() {
        let id = TypeId::from_index(index);
        let ty = &mut api.types[index];
        let abstracts: Vec<&Flag> = decls(cx, id).flat_map(|(_, decl)| &decl.is_abstract).collect();
        let opens: Vec<&Flag> = decls(cx, id).flat_map(|(_, decl)| &decl.is_open).collect();
        ty.is_abstract = decide_flag(&abstracts, "abstract", &mut ty.evidence);
        ty.is_open = decide_flag(&opens, "open", &mut ty.evidence);
        // A base without a page is open, because its members are unknown.
        ty.is_open |=
            ty.pages.is_empty() && ty.properties.is_empty() && !ty.derived.is_empty() && !is_root(&ty.name.name);
    }
}

/// Whether a name is `entity`, the common base of entity types, which declares only the key.
fn is_root(name: &str) -> bool {
    name.eq_ignore_ascii_case("entity")
}

/// Decides a flag: annotations outrank prose. If there are several annotations, a single true one suffices.
fn decide_flag(flags: &[&Flag], what: &str, evidence: &mut Vec<Evidence>) -> bool {
    let annotated = flags.iter().any(|flag| flag.by == FlagSource::Annotation);
    let value = flags.iter().any(|flag| flag.value && (!annotated || flag.by == FlagSource::Annotation));
    for flag in flags {
        evidence.push(Evidence {
            decision: format!("{what} = {}", flag.value),
            reason: flag.by.as_str().to_owned(),
            span: Some(flag.span),
            overruled: flag.value != value,
        });
    }
    value
}

/// A member with an entity type is a navigation property, whatever table it is in; any other member is structural.
fn navigation(api: &mut Api) {
    for index in 0..api.types.len() {
        for position in 0..api.types[index].properties.len() {
            let entity = match api.types[index].properties[position].ty.item {
                ItemType::Structured(target) => api[target].kind == TypeKind::Entity,
                ItemType::Primitive(_) | ItemType::Enum(_) => false,
            };
            api.types[index].properties[position].kind =
                if entity { PropertyKind::Navigation } else { PropertyKind::Structural };
        }
    }
}
