//! Rows that give a property a type which several pages contradict.
//!
//! In: findings that an example value, another row or a JSON representation does not fit the type of a property. Out:
//! one finding at the row of the property instead, if they are on enough pages. Invariant: the row is not blamed if
//! fewer than [`PAGES`] pages contradict it.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::{Api, TypeId};
use crate::checks::causes::places::{add, replace};
use crate::code;
use crate::diagnostic::{Diagnostic, Subject};

/// How many pages have to contradict a row before the row counts as wrong.
const PAGES: usize = 4;

/// If at least [`PAGES`] pages contradict the type in the row of a property, replaces the findings on those pages by
/// one finding at the row.
pub(super) fn merge_at_row(diagnostics: &mut Vec<Diagnostic>, api: &Api) {
    let codes =
        [code::EXAMPLE_VALUE, code::COLLECTION_CONFLICT, code::MEMBER_CONFLICT, code::SHAPE_TYPE, code::BODY_ROW_TYPE];
    if diagnostics.iter().filter(|finding| codes.contains(&finding.code)).count() < PAGES {
        return;
    }
    let types: BTreeMap<&str, TypeId> =
        api.types.iter().enumerate().map(|(at, ty)| (ty.name.name.as_str(), TypeId::from_index(at))).collect();
    let mut rows: BTreeMap<(TypeId, &str), usize> = BTreeMap::new();
    for (index, ty) in api.types.iter().enumerate() {
        let names = ty.properties.iter().enumerate();
        rows.extend(names.map(|(at, property)| ((TypeId::from_index(index), property.name.as_str()), at)));
    }
    let mut contradicted: BTreeMap<(TypeId, usize), Vec<usize>> = BTreeMap::new();
    for (index, finding) in diagnostics.iter().enumerate().filter(|(_, finding)| codes.contains(&finding.code)) {
        let Subject::Member(member) = &finding.subject else { continue };
        let Some(id) = types.get(member.0.as_str()).copied() else { continue };
        // The row may belong to a base type of the type that the finding names.
        let row = std::iter::once(id)
            .chain(api.bases(id))
            .find_map(|owner| rows.get(&(owner, member.1.as_str())).map(|at| (owner, *at)));
        if let Some(row) = row {
            contradicted.entry(row).or_default().push(index);
        }
    }
    let mut explained: BTreeSet<usize> = BTreeSet::new();
    let mut made = Vec::new();
    for ((owner, at), indexes) in contradicted {
        let (name, property) = (&api[owner].name.name, &api[owner].properties[at]);
        let others = || indexes.iter().map(|index| &diagnostics[*index]);
        let pages: BTreeSet<_> = others().map(|finding| finding.span.source).collect();
        if pages.len() < PAGES {
            continue;
        }
        let message =
            format!("{} pages contradict the type of `{}` in the row of `{name}`", pages.len(), property.name);
        let mut finding = Diagnostic::new(code::EXAMPLE_VALUE, property.span, message)
            .help("correct the type in this row, or correct the other pages")
            .about(Subject::member(name, &property.name));
        others().for_each(|other| add(&mut finding, other.span, "another type"));
        made.push(finding);
        explained.extend(indexes);
    }
    replace(diagnostics, &explained, made);
}
