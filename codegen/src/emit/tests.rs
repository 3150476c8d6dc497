//! Tests of rendering that need internals of the library.

use super::fingerprint::Digests;
use crate::select::Selection;
use crate::tests::tricky;
use crate::{Options, plan};

#[test]
fn the_text_of_a_file_does_not_depend_on_the_order_of_rendering() {
    let api = tricky::api();
    let options = Options::new("sample-models", "cargo xtask gen", "runtime");
    let plan = plan(&api, &Selection::everything(&api), &options).plan;
    let digests = Digests::of_api(&api);
    let rendered = |unit| (super::render_fingerprinted(&api, &plan, &digests, unit).0, unit.path.clone());
    let units = super::files(&plan);
    let forward: Vec<(String, String)> = units.iter().map(rendered).collect();
    let mut backward: Vec<(String, String)> = units.iter().rev().map(rendered).collect();
    backward.reverse();
    assert_eq!(forward, backward);
}
