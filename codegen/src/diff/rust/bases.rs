//! Finds the items of the crate that came or went with another base of a type.
//!
//! A type has the members of its bases, conversions to them, and a variant in the enumerations of their derived types.
//! If its base changes, all of these change by one edit.

use std::collections::{BTreeMap, BTreeSet};

use crate::diff::change::Change;
use crate::diff::kind::{BASE_CHANGED, TYPE_REMOVED};
use crate::diff::surface::{RustItem, Surface};

/// The types with another base, and those that are affected by it.
pub(super) struct Rebased<'a> {
    /// By type: the type with another base that it is or derives from.
    heirs: BTreeMap<&'a str, &'a str>,
    /// By former or current base: the type with another base.
    bases: BTreeMap<&'a str, &'a str>,
    /// The bases of removed types. Without any derived type, a base has no enumeration of them.
    left: BTreeSet<&'a str>,
}

impl<'a> Rebased<'a> {
    pub(super) fn new(before: &'a Surface, after: &'a Surface, changes: &[Change]) -> Rebased<'a> {
        let types = before.types_by_name();
        let removed = changes.iter().filter(|change| change.kind.id == TYPE_REMOVED.id);
        let left = removed.flat_map(|change| before.bases(&types, &change.subject)).collect();
        let mut rebased = Rebased { heirs: BTreeMap::new(), bases: BTreeMap::new(), left };
        let told = changes.iter().filter(|change| change.kind.id == BASE_CHANGED.id);
        let told: BTreeSet<&str> = told.map(|change| change.subject.as_str()).collect();
        let names = after.types.iter().map(|ty| ty.name.as_str());
        let names: BTreeSet<&str> = names.filter(|name| told.contains(name)).collect();
        if names.is_empty() {
            return rebased;
        }
        for surface in [before, after] {
            let types = surface.types_by_name();
            for ty in &surface.types {
                let bases = surface.bases(&types, &ty.name);
                let chain = [ty.name.as_str()].into_iter().chain(bases.iter().copied());
                let Some(cause) = chain.into_iter().find_map(|name| names.get(name)) else {
                    continue;
                };
                rebased.heirs.entry(&ty.name).or_insert(cause);
                if *cause == ty.name {
                    for base in bases {
                        rebased.bases.entry(base).or_insert(cause);
                    }
                }
            }
        }
        rebased
    }

    /// Whether an item of a base is gone because the types that derived from it are.
    pub(super) fn is_left(&self, item: &RustItem) -> bool {
        matches!(item.wire.as_slice(), [base] if self.left.contains(base.as_str()))
    }

    /// The type whose other base explains that this item is new or gone.
    pub(super) fn cause(&self, item: &RustItem) -> Option<&'a str> {
        let of = |types: &BTreeMap<&str, &'a str>| item.wire.iter().find_map(|name| types.get(name.as_str()).copied());
        of(&self.heirs).or_else(|| of(&self.bases).filter(|_| item.wire.len() == 1))
    }
}
