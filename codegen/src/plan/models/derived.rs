//! For a type from which other types derive: an enum with a variant for each derived type.
//!
//! In: the types of an API with their modules and Rust names. Out: for each type from which others derive, the name and
//! the variants of an enum. Invariant: types and enumerations of the API get their names first, so an enum of derived
//! types renames none of them.

use crate::api::{Api, TypeId};
use crate::plan::models::module::{ModuleTree, TypeLocation};
use crate::plan::naming::ident::Ident;
use crate::plan::naming::scope::Scope;
use crate::select::Selection;

/// A type with more derived types than this gets no enum of them. It is the root of nearly all types of an API, so the
/// enum would not be useful.
pub(crate) const MOST_DERIVED: usize = 100;

/// An enum with a variant for each type that derives, directly or indirectly, from one base type.
#[derive(Clone, Debug, Hash)]
pub(crate) struct DerivedEnum {
    /// The name of the enum: that of the base type with `Derived` after it, such as `OperationDerived`.
    pub name: Ident,
    /// A variant for each derived type that is selected, in the order of [`Api::types`].
    pub variants: Vec<DerivedVariant>,
    /// The variant for objects of all other types, the base itself among them: `Other`.
    pub other: Ident,
}

/// A variant for a derived type.
#[derive(Clone, Debug, Hash)]
pub(crate) struct DerivedVariant {
    /// The name of the variant: the Rust name of the derived type, with a number appended if another variant has that
    /// name, or `Type` if the name is `Other`.
    pub name: Ident,
    /// The derived type whose objects the variant holds.
    pub ty: TypeId,
}

/// For each type, the enum of its derived types. `None` for a type without selected derived types or with more than
/// [`MOST_DERIVED`] derived types, and for a type that is not selected.
pub(in crate::plan) fn plan(
    api: &Api,
    selection: &Selection,
    tree: &mut ModuleTree,
    types: &[TypeLocation],
) -> Vec<Option<DerivedEnum>> {
    let mut families: Vec<Vec<TypeId>> = vec![Vec::new(); api.types.len()];
    for id in (0..api.types.len()).map(TypeId::from_index) {
        for base in api.bases(id).filter(|&base| base != id) {
            families[base.index()].push(id);
        }
    }
    let of = |(index, family): (usize, Vec<TypeId>)| {
        if family.is_empty() || family.len() > MOST_DERIVED {
            return None;
        }
        let mut scope = Scope::new(&["Other"], "Type");
        let variant = |ty: TypeId| DerivedVariant { name: scope.make_unique(types[ty.index()].name.clone()), ty };
        let mut variants: Vec<DerivedVariant> = family.into_iter().map(variant).collect();
        variants.retain(|variant| selection.keeps_type(variant.ty));
        let stays = !variants.is_empty() && selection.keeps_type(TypeId::from_index(index));
        let name = tree.place_beside(&types[index], "Derived", stays);
        stays.then(|| DerivedEnum { name, variants, other: Ident::fixed("Other") })
    };
    families.into_iter().enumerate().map(of).collect()
}
