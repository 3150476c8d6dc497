//! The model as a site: pages that a browser opens from the disk, without a server or a network.
//!
//! In: the linked model, the names that a crate of it has, the findings, and an earlier state to compare with. Out: the
//! files of a folder by path, pages and the one style and script that they share. Invariants: texts of the pages are
//! escaped, or go through [`prose`], which lets no markup pass; every link within the site leads to one of its files;
//! what grows with the API is divided into files of a bounded size. The same input gives the same bytes.

mod addresses;
mod assets;
mod calls;
mod changes;
mod coverage;
mod exchanges;
mod family;
mod findings;
mod input;
mod layout;
mod notation;
mod operations;
mod overview;
mod permissions;
mod prose;
mod search;
mod types;
mod uses;
mod view;

use std::collections::BTreeMap;

use rayon::prelude::*;

use layout::Page;
use view::View;

pub use input::{Base, Finding, Site};

/// The files of the site, by path.
#[must_use]
pub fn files(site: &Site<'_>) -> BTreeMap<String, String> {
    let view = &View::of(site);
    let single: [fn(&View<'_>) -> Vec<Page>; 6] = [
        |view| vec![overview::page(view)],
        types::lists,
        operations::lists,
        permissions::pages,
        findings::pages,
        changes::pages,
    ];
    let mut pages: Vec<Page> = single.into_par_iter().flat_map_iter(|make| make(view)).collect();
    pages.par_extend(view.types().into_par_iter().map(|id| types::structured_type(view, id)));
    pages.par_extend(view.enums().into_par_iter().map(|id| types::enumeration(view, id)));
    pages.par_extend(view.operations().into_par_iter().map(|id| operations::page(view, id)));
    let pages = pages.into_par_iter().map(|page| (page.path.clone(), layout::whole(view, page)));
    let mut files: BTreeMap<String, String> = pages.collect();
    files.extend(assets::files());
    files.extend(search::shards(view));
    files.extend(findings::shards(view));
    files
}
