//! The model as a web site that a browser opens from disk, without a server or a network.
//!
//! In: the linked model, the names of the generated crate, the findings, and optionally an earlier state. Out: the
//! files of a folder by path: pages, and one style sheet and script that they share. Invariant: texts of the pages are
//! escaped, or go through `prose.rs`, which removes markup; every internal link has a target; files have a limited
//! size, however large the API is. The same input gives the same bytes.

mod addresses;
mod assets;
mod calls;
mod coverage;
mod exchanges;
mod family;
mod input;
mod layout;
mod notation;
mod pages;
mod prose;
mod search;
mod uses;
mod view;

use std::collections::BTreeMap;

use rayon::prelude::*;

use layout::Page;
use pages::{changes, findings, operations, overview, permissions, types};
use view::View;

pub use input::{Base, Finding, Site};

/// The text of each file of the site, by the path of the file.
#[must_use]
pub fn files(site: &Site<'_>) -> BTreeMap<String, String> {
    let view = &View::of(site);
    let single: [fn(&View<'_>) -> Vec<Page>; 6] = [
        |view| vec![overview::page(view)],
        types::list_pages,
        operations::list_pages,
        permissions::pages,
        findings::pages,
        changes::pages,
    ];
    let mut pages: Vec<Page> = single.into_par_iter().flat_map_iter(|make| make(view)).collect();
    pages.par_extend(view.types().into_par_iter().map(|id| types::structured_type(view, id)));
    pages.par_extend(view.enums().into_par_iter().map(|id| types::enumeration(view, id)));
    pages.par_extend(view.operations().into_par_iter().map(|id| operations::page(view, id)));
    let pages = pages.into_par_iter().map(|page| (page.path.clone(), layout::html(view, page)));
    let mut files: BTreeMap<String, String> = pages.collect();
    files.extend(assets::files());
    files.extend(search::shards(view));
    files.extend(findings::shards(view));
    files
}
