//! Members by name in any letter case.
//!
//! In: all types. Out: the member with a name. Invariant: the result equals that of [`Api::member_in_any_case`], as
//! long as no member is added, removed, renamed or moved. The index exists for speed: some types have hundreds of
//! members, and paths and bodies cause tens of thousands of look-ups.

use rayon::prelude::*;

use crate::api::{Api, Property, StructuredType, TypeId};
use crate::text::caseless::Caseless;

/// For each type the indexes of its own members, by name in any letter case.
pub(in crate::link) struct Members {
    types: Vec<Caseless<usize>>,
    /// A map without entries. It only computes the hashes of names, which are the same in any letter case.
    keys: Caseless<usize>,
}

/// A model with an index of its members.
#[derive(Clone, Copy)]
pub(in crate::link) struct Model<'a> {
    pub(in crate::link) api: &'a Api,
    pub(in crate::link) members: &'a Members,
}

impl Members {
    /// Indexes the members of all types.
    pub(in crate::link) fn new(api: &Api) -> Members {
        let keys = Caseless::default();
        let places = |ty: &StructuredType| {
            let mut places = keys.beside(ty.properties.len());
            for (place, property) in ty.properties.iter().enumerate() {
                places.get_or_insert(&property.name, || place);
            }
            places
        };
        Members { types: api.types.par_iter().map(places).collect(), keys }
    }

    /// A member of a type, own or inherited. If several members have the name, it is the member of the farthest base.
    /// `None` if no member has the name.
    pub(in crate::link) fn find<'a>(&self, api: &'a Api, id: TypeId, name: &str) -> Option<&'a Property> {
        let key = self.keys.key(name);
        let mut found = None;
        for owner in api.with_bases(id) {
            if let Some(&place) = self.types[owner.index()].get_key(key) {
                found = Some(&api[owner].properties[place]);
            }
        }
        found
    }

    /// The index of the member with a name among those that the type itself declares. `None` if there is no such
    /// member.
    pub(in crate::link) fn own_member(&self, id: TypeId, name: &str) -> Option<usize> {
        self.types[id.index()].get(name).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Source, Sources};

    #[test]
    fn the_index_finds_the_same_member_as_a_search_through_all_members() {
        let page = |name: &str, base: &str, rows: &str| {
            let head = format!("---\ntitle: {name} resource type\n---\n\n# {name} resource type\n\n{base}\n\n");
            let table = format!("## Properties\n\n|Property|Type|Description|\n|:---|:---|:---|\n{rows}");
            Source::from_bytes(format!("resources/{name}.md"), (head + &table).into_bytes())
        };
        let api = crate::read(&Sources::new(vec![
            page("tool", "", "|id|String|A.|\n|Weight|Int32|B.|\n|ÉTAT|String|C.|\n"),
            page("drill", "Inherits from [tool](tool.md).", "|weight|Int64|D.|\n|bits|String|E.|\n"),
        ]));
        let members = Members::new(&api.api);
        assert_eq!(api.api.types.len(), 2);
        for id in (0..2).map(TypeId::from_index) {
            for name in ["id", "ID", "weight", "WEIGHT", "bits", "Bits", "ÉTAT", "none", ""] {
                let found = members.find(&api.api, id, name).map(|member| member.span);
                assert_eq!(found, api.api.member_in_any_case(id, name).map(|member| member.span), "{name}");
                let own = api.api[id].properties.iter().position(|member| member.name.eq_ignore_ascii_case(name));
                assert_eq!(members.own_member(id, name), own, "{name}");
            }
        }
        assert!(members.own_member(TypeId::from_index(0), "Bits").is_some());
    }
}
