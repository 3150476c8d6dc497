//! Finds the items of the crate that are new or gone because the base of a type changed.
//!
//! The struct of a type has the members of its bases and conversions to them, and the enums of its bases have a variant
//! for it. If the base of the type changes, all of these items change.

use std::collections::{BTreeMap, BTreeSet};

use crate::diff::change::Change;
use crate::diff::kind::{BASE_CHANGED, TYPE_REMOVED};
use crate::diff::surface::{RustItem, Surface};

/// The types whose base changed between the two states, and the other types whose Rust items this affects.
pub(super) struct Rebased<'a> {
    /// The key is a type that inherits from another base: its own base or the base of one of its ancestors changed. The
    /// value is the type whose base changed, which may be the same type.
    heirs: BTreeMap<&'a str, &'a str>,
    /// The key is a base, former or current, of a type whose base changed. The value is the type whose base changed.
    bases: BTreeMap<&'a str, &'a str>,
    /// The bases of removed types. If no type derives from a base any more, the crate no longer has the enum of the
    /// types that derive from it.
    bases_of_removed: BTreeSet<&'a str>,
}

impl<'a> Rebased<'a> {
    pub(super) fn new(before: &'a Surface, after: &'a Surface, changes: &[Change]) -> Rebased<'a> {
        let types = before.types_by_name();
        let removed = changes.iter().filter(|change| change.kind.id == TYPE_REMOVED.id);
        let bases_of_removed = removed.flat_map(|change| before.bases(&types, &change.subject)).collect();
        let mut rebased = Rebased { heirs: BTreeMap::new(), bases: BTreeMap::new(), bases_of_removed };
        let base_changes = changes.iter().filter(|change| change.kind.id == BASE_CHANGED.id);
        let base_changes: BTreeSet<&str> = base_changes.map(|change| change.subject.as_str()).collect();
        let names = after.types.iter().map(|ty| ty.name.as_str());
        let names: BTreeSet<&str> = names.filter(|name| base_changes.contains(name)).collect();
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

    /// Whether an item may be gone only because a type was removed that derived from the type of the item. For
    /// instance, the enum of the types that derive from a base is gone when the last of these types is removed.
    pub(super) fn is_left(&self, item: &RustItem) -> bool {
        matches!(item.wire.as_slice(), [base] if self.bases_of_removed.contains(base.as_str()))
    }

    /// The type whose changed base explains that this item is new or gone. `None` if no changed base explains it.
    pub(super) fn cause(&self, item: &RustItem) -> Option<&'a str> {
        let of = |types: &BTreeMap<&str, &'a str>| item.wire.iter().find_map(|name| types.get(name.as_str()).copied());
        of(&self.heirs).or_else(|| of(&self.bases).filter(|_| item.wire.len() == 1))
    }
}
