//! Finds the properties of each type in both compared states, inherited ones too.

use std::collections::{BTreeMap, BTreeSet};

use super::surface::{Property, Surface, Type};

/// Finds the properties of the types of both states, inherited ones too.
pub(super) struct Members<'a> {
    before: &'a Surface,
    after: &'a Surface,
    old: BTreeMap<&'a str, &'a Type>,
    new: BTreeMap<&'a str, &'a Type>,
    /// The changed properties of all types. The key is the name of a property in lower case; the value has its former
    /// and its current type for each type in which a property of this name changed.
    changed: BTreeMap<String, BTreeSet<Retyped<'a>>>,
}

/// The former and the current type of a property. The first is `None` if the property is new, the second if it was
/// removed.
type Retyped<'a> = (Option<&'a str>, Option<&'a str>);

impl<'a> Members<'a> {
    pub(super) fn new(before: &'a Surface, after: &'a Surface) -> Members<'a> {
        let (old, new) = (before.types_by_name(), after.types_by_name());
        let mut members = Members { before, after, old, new, changed: BTreeMap::new() };
        members.changed = members.changed_properties();
        members
    }

    /// The former and the current type of each changed property with this name, in any type. `name` is in lower case.
    pub(super) fn retyped(&self, name: &str) -> impl Iterator<Item = Retyped<'a>> {
        self.changed.get(name).into_iter().flatten().copied()
    }

    fn changed_properties(&self) -> BTreeMap<String, BTreeSet<Retyped<'a>>> {
        let mut changed: BTreeMap<String, BTreeSet<_>> = BTreeMap::new();
        let names: BTreeSet<&str> = self.old.keys().chain(self.new.keys()).copied().collect();
        for name in names {
            let of = |types: &BTreeMap<&str, &'a Type>| types.get(name).map_or(&[][..], |ty| &ty.properties);
            let (old, new) = (of(&self.old), of(&self.new));
            let listed: BTreeSet<&str> = old.iter().chain(new).map(|property| property.name.as_str()).collect();
            for property in listed {
                let ty = |list: &'a [Property]| find(list, property).map(|found| found.ty.as_str());
                if ty(old) != ty(new) {
                    changed.entry(property.to_lowercase()).or_default().insert((ty(old), ty(new)));
                }
            }
        }
        changed
    }

    /// Whether `ty` derives from `base` in the current state.
    pub(super) fn derives(&self, ty: &str, base: &str) -> bool {
        self.after.bases(&self.new, ty).contains(&base)
    }

    /// The property `name` of the type `ty` in the earlier state, own or inherited. `None` if there is no such
    /// property.
    pub(super) fn property_before(&self, ty: &str, name: &str) -> Option<&'a Property> {
        property(self.before, &self.old, ty, name)
    }

    /// The property `name` of the type `ty` in the current state, own or inherited. `None` if there is no such
    /// property.
    pub(super) fn property_after(&self, ty: &str, name: &str) -> Option<&'a Property> {
        property(self.after, &self.new, ty, name)
    }
}

/// Finds the property `name` of the type `ty`. If the type itself does not declare it, the declaration of its nearest
/// base is returned. `None` if neither the type nor a base declares it.
fn property<'a>(
    surface: &'a Surface,
    types: &BTreeMap<&'a str, &'a Type>,
    ty: &str,
    name: &str,
) -> Option<&'a Property> {
    let own = types.get(ty).and_then(|ty| find(&ty.properties, name));
    own.or_else(|| surface.bases(types, ty).iter().find_map(|base| find(&types.get(base)?.properties, name)))
}

fn find<'a>(list: &'a [Property], name: &str) -> Option<&'a Property> {
    list.iter().find(|property| property.name == name)
}
