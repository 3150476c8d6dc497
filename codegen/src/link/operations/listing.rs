//! The type whose page lists an operation among its methods.
//!
//! In: the `Methods` rows of all pages. Out: for each page the type in whose `Methods` table a row links to that
//! page. Invariant: if the tables of several types link to a page, the page belongs to none of these types.

use crate::api::{PageId, TypeId};
use crate::link::names::resolve::Context;
use crate::link::operations::operation_context::structured;

/// For each page the type whose page alone lists it among its methods.
pub(super) fn owners(cx: &Context<'_>) -> Vec<Option<TypeId>> {
    let mut owners: Vec<Vec<TypeId>> = vec![Vec::new(); cx.decls.len()];
    for (position, page) in cx.decls.iter().enumerate().filter(|(_, page)| !page.methods.is_empty()) {
        let id = PageId::from_index(position);
        let Some(owner) = cx.names.index.of_page(id).iter().find_map(structured) else { continue };
        for target in page.methods.iter().filter_map(|row| cx.tree.page(id, row.target.as_ref()?)) {
            let known = &mut owners[target.index()];
            // If two types list the page, it belongs to none, so further types need not be recorded.
            if known.len() < 2 && !known.contains(&owner) {
                known.push(owner);
            }
        }
    }
    let only = |owners: Vec<TypeId>| match owners[..] {
        [owner] => Some(owner),
        _ => None,
    };
    owners.into_iter().map(only).collect()
}
